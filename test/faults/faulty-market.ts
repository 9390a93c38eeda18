import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import type { ReceiveMessageRequest, SQSClient } from '@aws-sdk/client-sqs';
import Stripe from 'stripe';
import { everyDuty } from '../../functions/adapters/stripe-api.ts';
import { kmsVault } from '../../functions/adapters/vault.ts';
import { localCredentials, localRegion } from '../../local/dynamo.ts';
import type { functionsOf } from '../../local/functions.ts';
import type { QueueName } from '../../shared/messages.ts';
import { startKeyManagement } from '../support/key-management.ts';
import { type Market, startMarket } from '../support/market-rig.ts';
import { failAsPlanned } from './aws-faults.ts';
import { inProcess, isDeath } from './crash/processes.ts';
import { type FaultPlan, injected } from './fault-plan.ts';
import { failingStripe } from './stripe-faults.ts';

export type FaultyMarket = Awaited<ReturnType<typeof startFaultyMarket>>;

/** Stripe's client tells a broken connection in words of its own. */
const isInjected = new RegExp(`${injected}|our connection to Stripe`);

/** More than a call with a fault at each of its steps needs. */
const triesMax = 80;

/**
 * The whole market over real clients that fail as planned, with keys out of KMS, and callers that do not give up: each
 * tries again as it would against AWS, only sooner.
 */
export async function startFaultyMarket(plan: FaultPlan, options: Parameters<typeof startMarket>[0] = {}) {
  const keyManagement = await startKeyManagement();
  const kms = new KMSClient({
    endpoint: keyManagement.url,
    region: localRegion,
    credentials: localCredentials,
  });
  failAsPlanned(kms, 'kms', plan);
  const lost = new Set<QueueName>();
  let begun: Market | undefined;
  const market = await startMarket({
    ...options,
    // A message that failed is there again at once.
    hiddenSeconds: 0,
    // More often than AWS would in the time that this takes.
    queueTries: 1_000,
    clientsMade: (clients, { stripePort = 0 }) => {
      failAsPlanned(clients.db as unknown as DynamoDBClient, 'dynamodb', plan);
      failAsPlanned(clients.s3, 's3', plan);
      failAsPlanned(clients.sqs, 'sqs', plan);
      showSoon(clients.sqs);
      return {
        ...clients,
        stripe: everyDuty(failingStripe(plan, stripePort)),
        vault: kmsVault(kms, 'key'),
      };
    },
    functionsMade: (start) => mortalFunctions(start, lost, () => begun?.now() ?? Date.now()),
  });

  begun = market;
  const onlooker = new Stripe('local', {
    host: '127.0.0.1',
    port: Number(new URL(market.cloud.stripeStandIn ?? '').port),
    protocol: 'http',
    telemetry: false,
  });
  const atEnd: (() => unknown)[] = [];
  /** Until a round in which nothing failed on purpose: what failed is there again in the next one. */
  const drain = async (): Promise<void> => {
    for (let fired = -1; fired !== plan.firedCount(); ) {
      fired = plan.firedCount();
      await persist(() => market.cloud.events.drain());
    }
  };
  return {
    ...market,
    plan,
    /** What a story began for all its runs, and is to be ended with the market. */
    atEnd: (end: () => unknown) => void atEnd.push(end),
    /** What was reported and is not the fault itself. */
    ownFaults: () => [...new Set(market.faults.filter((fault) => !isInjected.test(fault)))],
    persist,
    /** Meanwhile these queues forget what they are told: what nobody stands for any more is found by the sweeps. */
    async losing<Done>(names: readonly QueueName[], run: () => Promise<Done>): Promise<Done> {
      for (const name of names) lost.add(name);
      try {
        return await run();
      } finally {
        lost.clear();
      }
    },
    /** A look into the market by nobody of it: nothing fails, and nothing counts as a call of a site. */
    looking: <Seen>(look: () => Promise<Seen>): Promise<Seen> => plan.aside(look),
    /** Stripe, for onlookers. */
    onlooker,
    /** All that follows, and follows again where it failed. */
    drain,
    /** Lets the timer come again until it is so. */
    async timerUntil(name: keyof Market['cloud']['timers'], isSo: () => Promise<boolean>): Promise<void> {
      for (let round = 0; round < 20; round++) {
        await persist(() => (market.cloud.timers[name] as () => Promise<unknown>)());
        await drain();
        // What an event of Stripe's that got lost would have told.
        if (round > 2) await persist(() => market.cloud.timers.pollStripe());
        await drain();
        if (await persist(isSo)) return;
        market.advanceSeconds(61);
      }
      throw new Error(`${name} did not bring it about in 20 rounds`);
    },
    /** A timer that is called until it has got to its end, and what follows. */
    async timer(name: keyof Market['cloud']['timers']): Promise<void> {
      await persist(() => (market.cloud.timers[name] as () => Promise<unknown>)());
      await drain();
    },
    async close(): Promise<void> {
      plan.disarm();
      for (const end of atEnd) await end();
      await market.close();
      await keyManagement.close();
    },
  };
}

/** The clock of a queue can't be moved ahead: what was received and forgotten is seen again after a second. */
function showSoon({ middlewareStack }: SQSClient): void {
  middlewareStack.add(
    (next) => (args) => {
      const input = args.input as ReceiveMessageRequest;
      if (input.VisibilityTimeout !== undefined)
        input.VisibilityTimeout = Math.min(1, input.VisibilityTimeout);
      return next(args);
    },
    { step: 'initialize', name: 'showSoon' },
  );
}

type Functions = ReturnType<typeof functionsOf>;

/** Each call in a process of its own; where that dies the next ones find a new instance, which remembers nothing. */
function mortalFunctions(start: () => Functions, lost: ReadonlySet<QueueName>, now: () => number): Functions {
  let instance = start();
  const call = async <Result>(run: (functions: Functions) => Promise<Result>): Promise<Result> => {
    try {
      return await inProcess(() => run(instance));
    } catch (error) {
      if (isDeath(error)) instance = start();
      throw error;
    }
  };
  const named = <Each extends object>(all: Each, wrap: (name: keyof Each) => unknown): Each =>
    Object.fromEntries(Object.keys(all).map((name) => [name, wrap(name as keyof Each)])) as Each;
  const { events, timers } = instance;
  return {
    events: {
      stream: (event) => call(({ events }) => events.stream(event)),
      queues: named(events.queues, (name) => async (event: never) => {
        if (lost.has(name)) return { batchItemFailures: [] };
        return call(({ events }) => events.queues[name](event));
      }),
    },
    timers: named(timers, (name) => () => call(async ({ timers }) => timers[name]())),
    // The front door answers 502 for a function that is gone.
    http: {
      fetch: (request: Request) =>
        call(async (functions) => dated(await functions.http.fetch(request), now())).catch(
          (error: unknown) => {
            if (isDeath(error)) return new Response(null, { status: 502 });
            throw error;
          },
        ),
    } as Functions['http'],
  };
}

/** A vehicle sets its clock by the date of a reply: that is the market's moved one. */
const dated = ({ body, status, headers }: Response, at: number): Response =>
  new Response(body, { status, headers: [...headers, ['date', new Date(at).toUTCString()]] });

/** As a caller that means it: again and again, since each step behind the call may fail once. */
export async function persist<Done>(call: (tries: number) => Promise<Done>): Promise<Done> {
  for (let tries = 1; ; tries++)
    try {
      return await call(tries);
    } catch (error) {
      if (tries >= triesMax || (error instanceof Error && error.name === 'Refused')) throw error;
      await sleep(1);
    }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { everyDuty } from '../../functions/adapters/stripe-api.ts';
import { kmsVault } from '../../functions/adapters/vault.ts';
import { localCredentials, localRegion } from '../../local/dynamo.ts';
import { startKeyManagement } from '../support/key-management.ts';
import { type Market, startMarket } from '../support/market-rig.ts';
import { failAsPlanned } from './aws-faults.ts';
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
  const market: Market = await startMarket({
    ...options,
    // A message that failed is there again at once.
    hiddenSeconds: 0,
    clientsMade: (clients, { stripePort = 0 }) => {
      failAsPlanned(clients.db as unknown as DynamoDBClient, 'dynamodb', plan);
      failAsPlanned(clients.s3, 's3', plan);
      failAsPlanned(clients.sqs, 'sqs', plan);
      return {
        ...clients,
        stripe: everyDuty(failingStripe(plan, stripePort)),
        vault: kmsVault(kms, 'key'),
      };
    },
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
    /** All that follows, and follows again where it failed. */
    drain,
    /** Lets the timer come again until it is so. */
    async timerUntil(name: keyof Market['cloud']['timers'], isSo: () => Promise<boolean>): Promise<void> {
      for (let round = 0; round < 20; round++) {
        await persist(() => (market.cloud.timers[name] as () => Promise<unknown>)());
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

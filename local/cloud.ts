import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import { type Clients, type Deps, depsOver } from '../functions/edge/deps.ts';
import { realWorld, type World } from '../functions/edge/world.ts';
import { type Console, startConsole } from './console/start-console.ts';
import { localCredentials, startDynamo } from './dynamo.ts';
import { type EventSources, eventSources } from './event-sources.ts';
import { functionsOf } from './functions.ts';
import { listen } from './listen.ts';
import { type Meter, meterCall, meterClients, meteredCall, newMeter } from './meter.ts';
import { writePrivateFile } from './private-file.ts';
import { reservedConcurrency } from './reserved-concurrency.ts';
import { guardClients } from './rights/guard.ts';
import { startS3 } from './s3/server.ts';
import { localSecrets } from './secrets.ts';
import { startSqs } from './sqs.ts';
import { startStripe } from './stripe/server.ts';
import {
  clientsOver,
  connect,
  createBuckets,
  deadLettersOf,
  guarded,
  type LocalSettings,
  queueNames,
  queueUrlPrefixAt,
  settingsFor,
  stripeAt,
  webhookTargets,
} from './wiring.ts';

export type CloudOptions = LocalSettings & {
  /** Where everything is kept; a second start goes on from it. */
  dir: string;
  /** The API's; 0 takes any free one. */
  port: number;
  world?: Partial<World>;
  /** A table in memory, and a Stripe that waits for no disk: for tests and measurements that need no restart. */
  tableInMemory?: boolean;
  stripeSecretKey?: string;
  streamWindowMillis?: number;
  /** Is shown the clients before anything uses them, and may put others in their place: for tests that let them fail. */
  clientsMade?: (clients: Clients, at: { stripePort: number | undefined }) => Clients;
  /** No more of customers' calls are let in than this process answers soon: where it serves, and is not tested. */
  shedsWhenSlow?: boolean;
  /** Starts the functions, and may start them again: for tests whose processes die. */
  functionsMade?: (start: () => ReturnType<typeof functionsOf>) => ReturnType<typeof functionsOf>;
  /** How long a message is hidden from the others once a function has it; where the function fails, until it comes back. */
  hiddenSeconds?: number;
  /** A queue's message is a dead letter after so many; as often as on AWS where it is not said. */
  queueTries?: number;
  /** The console's pages at /, and the provider that people sign in at. */
  withConsole?: boolean;
  /** Sees every reply before it goes out: for tests. */
  watch?: (request: Request, reply: Response) => Promise<Response>;
};

export type Cloud = {
  deps: Deps;
  /** Without /v1. */
  url: string;
  events: EventSources;
  timers: ReturnType<typeof functionsOf>['timers'];
  /** What the functions reach the stand-ins by: for onlookers. */
  clients: Clients;
  meter: Meter;
  /** The Stripe stand-in's address; undefined where Stripe itself is used. */
  stripeStandIn: string | undefined;
  /** Undefined where it was not asked for. */
  console: Console | undefined;
  close(): Promise<void>;
};

/** The embedded cloud: stand-ins that speak AWS's and Stripe's protocols, and the functions wired as AWS would. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { dir } = options;
  const world = { ...realWorld, ...options.world };
  const secrets = localSecrets(dir);
  const [dynamo, s3Server, sqsServer, stripe] = await Promise.all([
    startDynamo(options.tableInMemory ? {} : { dir: join(dir, 'dynamodb') }),
    startStoredS3(dir),
    startSqs(queueNames(), 0, deadLettersOf(options.queueTries)),
    stripeFor(options, world),
  ]);
  const connected = connect({ dynamo: dynamo.url, s3: s3Server.url, sqs: sqsServer.url });
  await createBuckets(connected.s3);
  const meter = newMeter();
  meterClients(meter, connected);
  guardClients(connected);
  const server = await listen(options.port);
  const shown = options.withConsole ? await startConsole(dir, server.url, world) : undefined;
  const queueUrlPrefix = queueUrlPrefixAt(sqsServer.url);
  const { clientsMade = (clients: Clients) => clients } = options;
  const made = clientsMade(clientsOver(connected, stripe.client, secrets), {
    stripePort: stripe.standIn?.port,
  });
  const clients = guarded(made);
  const signInAt = shown && { ...shown, jwksUrl: `${shown.issuer}/jwks` };
  const settings = await settingsFor(options, { publicUrl: server.url, queueUrlPrefix, secrets, signInAt });
  const deps = depsOver(clients, settings, world);
  const admit = reservedConcurrency(options);
  const functionsOn = (its: Deps) => functionsOf(its, (name, millis) => meterCall(meter, name, millis));
  const functions =
    options.functionsMade?.(() => functionsOn(depsOver(clients, settings, world))) ?? functionsOn(deps);
  const { watch = async (_request, reply) => reply } = options;
  const underWay = new Set<Promise<unknown>>();
  server.answerWith(async (request) => {
    const page = await shown?.answer(request);
    if (page) return page;
    const call = () => meteredCall(async () => functions.http.fetch(request));
    const answer = admit(request, call).then((reply) => watch(request, reply));
    const ended = answer.catch(() => {}).finally(() => underWay.delete(ended));
    underWay.add(ended);
    return answer;
  });
  stripe.standIn?.setWebhooks(webhookTargets(server.url, secrets));
  const events = await eventSources({
    ...connected,
    queueUrlPrefix,
    functions: functions.events,
    holding: sqsServer.holding,
    hiddenSeconds: options.hiddenSeconds ?? 60,
    streamWindowMillis: options.streamWindowMillis ?? 100,
  });
  return {
    deps,
    url: server.url,
    events,
    timers: functions.timers,
    clients,
    meter,
    stripeStandIn: stripe.standIn?.url,
    console: shown,
    async close() {
      await server.close();
      // What was begun needs the stand-ins until it has ended: a vehicle's call may be kept waiting for a moment.
      await Promise.race([Promise.all(underWay), pause(endingMillis, undefined, { ref: false })]);
      await Promise.all([shown?.close(), stripe.standIn?.close(), sqsServer.close(), s3Server.close()]);
      await dynamo.close();
    },
  };
}

const endingMillis = 5_000;

/** On the port of the last start where it is free: URLs that vehicles still hold then go on working. */
async function startStoredS3(dir: string) {
  const file = join(dir, 's3-port');
  const start = (port: number) =>
    startS3({ dir: join(dir, 's3'), port, credentials: localCredentials, now: Date.now });
  const lastPort = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const server = await start(lastPort).catch(() => start(0));
  writePrivateFile(file, String(server.port));
  return server;
}

/** Stripe itself where a (test-mode) key is given, else the stand-in. */
async function stripeFor({ dir, stripeSecretKey, tableInMemory = false }: CloudOptions, { now }: World) {
  if (stripeSecretKey) return { client: new Stripe(stripeSecretKey), standIn: undefined };
  const standIn = await startStripe({ port: 0, dir: join(dir, 'stripe'), isHasty: tableInMemory, now });
  return { client: stripeAt(standIn.port), standIn };
}

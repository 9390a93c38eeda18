import { localVault } from '../../../functions/adapters/vault.ts';
import type { Settings } from '../../../functions/edge/deps.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { modelClients } from '../model/clients.ts';
import { marketQueues } from '../model/market-queues.ts';
import { objectsModel } from '../model/objects.ts';
import type { Gate, PortCall } from '../model/port.ts';
import { queuesModel } from '../model/queues.ts';
import { type TableChange, type TableModel, tableModel } from '../model/table.ts';
import { copyMapOut } from '../model/values.ts';
import { receiveWaiting } from '../model/waiting.ts';
import { type Environment, type Instance, productBytes } from './environment.ts';
import { queueSources } from './event-sources.ts';
import { rolesOf } from './functions.ts';
import { addHosts } from './hosts.ts';
import { newNetwork } from './network.ts';
import { newPartitions } from './partitions.ts';
import { type Random, randomOf } from './random.ts';
import { simGate } from './sim-gate.ts';
import { streamSource } from './stream-source.ts';
import { askStripe, type StripeState, stripeClients, stripeStandIn } from './stripe.ts';
import type { Trace } from './trace.ts';
import { addReceivers } from './webhook-receivers.ts';

export type CloudOptions = {
  env: Environment;
  seed: number;
  faults: FaultPlan;
  trace: Trace;
  settings: Settings;
  stripe: StripeState;
  /** What lies in the table and in the buckets before anything happens. */
  items?: readonly Record<string, unknown>[];
  objects?: readonly { Bucket: string; Key: string; Body: Uint8Array }[];
  /** Called after each call that changed the table, with all that it changed. */
  onStep(changes: readonly TableChange[]): void;
  onReply?: NonNullable<Parameters<typeof newNetwork>[0]['onReply']> | undefined;
  /** Nothing that Stripe tells by itself ever comes. */
  losesWebhooks?: boolean;
  onFault(error: unknown, where: string, instance: Instance): void;
  /** Stands between a call and the model: a planted bug, in a test of the simulator. */
  sabotage?: ((call: PortCall) => void) | undefined;
};

export type Cloud = ReturnType<typeof openCloud>;

/** Functions that several callers meet at once: an instance each, with what it remembers. */
const instancesOf: Record<string, number> = { customer: 2, vehicle: 2 };
/** Market functions share a few processes, so that a seed need not start thirty. */
const marketRoles = ['market-1', 'market-2', 'market-3'] as const;

/** The whole cloud of a seed: the model's table, queues and objects, the functions over them, and what calls them. */
export function openCloud(options: CloudOptions) {
  const { env, seed, faults, trace, settings } = options;
  const random = randomOf(seed, 'latency');
  const partitions = newPartitions();
  const models = modelsOf(options, randomOf(seed, 'model'));
  const { table, queues } = models;
  for (const Item of options.items ?? []) table.call('Put', { TableName: table.tableName, Item });
  for (const object of options.objects ?? []) models.objects.call('PutObject', object);
  const parts = { env, faults, trace, partitions, random };
  const changed: TableChange[] = [];
  const counted = stepCounter(options, changed);
  const gateOf = (instance: Instance, role: string): Gate => {
    const gate = simGate(instance, role, { ...parts, stale: models.stale });
    return (call, act) => gate(call, () => counted(call, act));
  };
  const skews = randomOf(seed, 'skew');
  const role = rolesOf({
    env,
    settings,
    random,
    clientsOf: (gate) => clientsOver(models, waitingGate(gate, models, env)),
    gateOf,
    skewOf: (name) => skewOf(name, skews, faults),
    onFault: options.onFault,
  });
  const roleOf = (name: string) => role(name, instancesOf[name] ?? 1);
  const marketRoleOf = (functionName: string) =>
    roleOf(marketRoles[functionName.length % marketRoles.length] ?? marketRoles[0]);

  table.onChange((change) => void changed.push(change));
  const stream = streamSource({ env, faults, trace, table, role: roleOf('stream-reader') });
  const sources = queueSources({
    env,
    faults,
    trace,
    random: randomOf(seed, 'queues'),
    queues: callsOf(queues),
    roleOf: marketRoleOf,
  });
  const workListeners = new Set<() => void>();
  for (const name of queues.names())
    queues.onArrival(queues.urlOf(name), () => {
      sources.wake(name, 5);
      if (isLane(name)) for (const each of [...workListeners]) each();
    });

  const network = newNetwork({ ...parts, onReply: options.onReply });
  const stripe = stripeStandIn(env.now, options.stripe);
  addHosts(network, { stripe, roleOf, objects: models.objects });
  const told = addReceivers(network);
  if (options.losesWebhooks && faults.allow('stripe tells', 'webhook_dropped')) stripe.webhooks.targets = [];
  return {
    ...models,
    /** Reaches the cloud at once, whatever goes wrong: for who looks on, and who sets the scene. */
    plainClients: () => clientsOver(models, async (call, act) => counted(call, act)),
    network,
    /** By customer: of what its own server was told. */
    told,
    stripe,
    stream,
    roleOf,
    marketRoleOf,
    /** Whether anything stands in the index there. */
    indexed: (indexPk: string) => isIndexed(table, indexPk),
    /** Whether a vehicle could find anything: a message in a lane, or a task that is to be run. */
    hasWork: () => hasWork(table, queues),
    /** When a message will be to be had in a lane, or was already; undefined where there is none. */
    workVisibleAt: () => workVisibleAt(queues),
    /** Called whenever a lane has something to be had, or has it sooner. */
    onWork(listener: () => void): () => void {
      workListeners.add(listener);
      return () => workListeners.delete(listener);
    },
    /** The table's items whose sort key begins with this word, as they are now. */
    itemsOf: (word: string): Record<string, unknown>[] =>
      [...table.items()]
        .filter(({ sk }) => String(sk).split('#', 1)[0] === word)
        .map((image) => copyMapOut(image) as Record<string, unknown>),
    /** At Stripe itself, whatever goes wrong on the way there: as card holders, banks and owners do. */
    atStripe: (method: string, path: string, body?: object) => askStripe(stripe, method, path, body),
    close: () => stripe.webhooks.close(),
  };
}

const isLane = (queue: string): boolean => queue.startsWith('lane-');

function hasWork(table: TableModel, queues: Models['queues']): boolean {
  for (const { sk, state } of table.items())
    if (state === 'open' && typeof sk === 'string' && sk.startsWith('TASK#')) return true;
  return queues.names().some((name) => isLane(name) && queues.messages(name).length > 0);
}

function workVisibleAt(queues: Models['queues']): number | undefined {
  let soonest: number | undefined;
  for (const name of queues.names()) {
    if (!isLane(name)) continue;
    for (const { visibleAt } of queues.messages(name))
      if (soonest === undefined || visibleAt < soonest) soonest = visibleAt;
  }
  return soonest;
}

function isIndexed(table: TableModel, indexPk: string): boolean {
  for (const image of table.items()) if (String(image.indexPk).startsWith(indexPk)) return true;
  return false;
}

type Models = ReturnType<typeof modelsOf>;

/** What reads may be behind when one is told what was; all others are told what is. */
const lag = { readMillis: 3_000, indexMillis: 10_000 };
/** What queues do all by themselves, now and then: see the model. In some seeds hardly a message comes once. */
const sharesBy = (random: Random) => ({
  doubled: random.pick([0.02, 0.02, 0.4]),
  undeleted: random.pick([0.01, 0.01, 0.2]),
  overlooked: 0.1,
  staleTaken: 0.02,
});

function modelsOf({ env, settings }: CloudOptions, random: Random) {
  const stale = { isAsked: false };
  const world = { now: env.now, random: random.unit };
  return {
    stale,
    table: tableModel({ now: env.now, random: () => (stale.isAsked ? random.unit() : 0), lag }),
    queues: queuesModel({
      ...world,
      queues: marketQueues(),
      urlPrefix: settings.queueUrlPrefix,
      shares: sharesBy(random),
    }),
    objects: objectsModel(world),
  };
}

/** What a call changed of the table is judged as one step, in the very moment. */
const stepCounter =
  ({ onStep, sabotage }: CloudOptions, changed: TableChange[]) =>
  (call: PortCall, act: () => unknown): unknown => {
    sabotage?.(call);
    try {
      return act();
    } finally {
      if (changed.length > 0) onStep(changed.splice(0));
    }
  };

/** A long poll is one call to the gate, and waits in the model's own way. */
function waitingGate(gate: Gate, { queues }: Models, env: Environment): Gate {
  return (call, act) => {
    const { WaitTimeSeconds = 0 } = call.input as { WaitTimeSeconds?: number };
    if (call.operation !== 'ReceiveMessage' || WaitTimeSeconds === 0) return gate(call, act);
    return receiveWaiting(queues, call, {
      act: () => act(),
      now: env.now,
      sleepUntil: (at, onWake) =>
        new Promise<void>((resolve) => {
          env.after(at - env.now(), resolve);
          onWake(resolve);
        }),
    }).then((answer) => gate(call, () => answer));
  };
}

const vaultKey = new Uint8Array(32).fill(3);

const clientsOver = (models: Models, gate: Gate) => ({
  ...modelClients(models, gate),
  stripe: stripeClients(),
  vault: localVault(vaultKey, productBytes),
});

const callsOf = (queues: Models['queues']) => ({
  receive: (name: string, MaxNumberOfMessages: number, VisibilityTimeout: number) => {
    const input = { QueueUrl: queues.urlOf(name), MaxNumberOfMessages, VisibilityTimeout };
    const { Messages = [] } = queues.call('ReceiveMessage', input) as { Messages?: never[] };
    return Messages;
  },
  nextVisibleAt: (name: string) => queues.nextVisibleAt(queues.urlOf(name)),
  delete: (name: string, receipts: readonly string[]) => {
    if (receipts.length === 0) return;
    const Entries = receipts.map((ReceiptHandle, at) => ({ Id: String(at), ReceiptHandle }));
    queues.call('DeleteMessageBatch', { QueueUrl: queues.urlOf(name), Entries });
  },
});

/** Most clocks agree; some are off by seconds, as they are where nobody looks after them. */
function skewOf(name: string, random: Random, faults: FaultPlan): number {
  const isOff = random.chance(0.15);
  const millis = random.below(4_000) - 2_000;
  return isOff && faults.allow(`clock of ${name}`, 'skewed') ? millis : 0;
}

import type { SQSRecord } from 'aws-lambda';
import type { DeployedFunction } from '../../../infra/deployed-function.ts';
import { functions as deployed } from '../../../infra/functions.ts';
import { messages, type QueueName } from '../../../shared/messages.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { type Environment, type Instance, running } from './environment.ts';
import type { Role } from './functions.ts';
import type { Random } from './random.ts';
import { delayOf } from './sim-gate.ts';
import type { Trace } from './trace.ts';

type Message = { MessageId: string; Body: string; ReceiptHandle: string };
/** What a queue's event source asks of it. */
type QueueCalls = {
  receive(queue: string, count: number, hiddenSeconds: number): Message[];
  delete(queue: string, receipts: readonly string[]): void;
  /** When something will be there; undefined where the queue is empty. */
  nextVisibleAt(queue: string): number | undefined;
};

type Parts = {
  env: Environment;
  faults: FaultPlan;
  trace: Trace;
  random: Random;
  queues: QueueCalls;
  roleOf(functionName: string): Role;
};

type QueueTrigger = Extract<DeployedFunction['trigger'], { kind: 'queue' }>;
type Source = { name: QueueName; functionName: string; trigger: QueueTrigger; hiddenSeconds: number };

/** The queues as infra/ connects them: how many messages a call, how long hidden, how many calls beside each other. */
const sources: ReadonlyMap<string, Source> = new Map(
  (Object.keys(messages) as QueueName[]).map((name) => {
    const taker = deployed.find(({ trigger }) => trigger.kind === 'queue' && trigger.queue === name);
    if (taker?.trigger.kind !== 'queue') throw new Error(`Nothing in infra/ takes the messages of ${name}.`);
    const { name: functionName, trigger, timeoutSeconds } = taker;
    return [name, { name, functionName, trigger, hiddenSeconds: timeoutSeconds * 6 }];
  }),
);

const pollMillisMax = 60;
/** SQS begins with few calls beside each other; more of them find nothing new. */
const concurrentCallsMax = 3;

/** Delivers what lies in the market's queues to its functions, at least once, in whatever order. */
export function queueSources({ env, faults, trace, random, queues, roleOf }: Parts) {
  const underWay = new Map<QueueName, number>();
  /** By queue, when it is looked at next. Each look says when the next one is due. */
  const due = new Map<string, number>();

  function wake(queue: string, inMillis: number) {
    const at = env.now() + inMillis;
    if (!sources.has(queue) || (due.get(queue) ?? Number.POSITIVE_INFINITY) <= at) return;
    due.set(queue, at);
    env.after(inMillis, () => {
      if (due.get(queue) !== at) return;
      due.delete(queue);
      look(queue);
    });
  }

  function look(queue: string) {
    const source = sources.get(queue);
    if (!source) return;
    const { name, trigger, hiddenSeconds } = source;
    const calls = underWay.get(name) ?? 0;
    // The end of a call looks again.
    if (calls >= Math.min(trigger.maxConcurrency ?? 1, concurrentCallsMax)) return;
    const received = queues.receive(name, Math.min(10, trigger.batchSize), hiddenSeconds);
    if (received.length > 0) {
      underWay.set(name, calls + 1);
      void deliver(source, received).finally(() => {
        underWay.set(name, (underWay.get(name) ?? 1) - 1);
        wake(name, 1 + random.below(pollMillisMax));
      });
    }
    const next = queues.nextVisibleAt(name);
    if (next !== undefined) wake(name, Math.max(1 + random.below(pollMillisMax), next - env.now() + 1));
  }

  async function deliver(source: Source, received: Message[]): Promise<void> {
    const { name, functionName } = source;
    const fault = faults.at(`queue ${name}`, ['redelivered', 'reordered', 'delayed'], 1.5);
    if (fault) trace.note(`queue ${name}`, `${fault.kind} (${fault.id})`);
    if (fault?.kind === 'delayed') await passes(delayOf(fault.random));
    const order = fault?.kind === 'reordered' ? received.toReversed() : received;
    const living = roleOf(functionName).any();
    const again = fault?.kind === 'redelivered' ? call(source, order, roleOf(functionName).any()) : undefined;
    const failed = await call(source, order, living);
    await again;
    if (!failed) return;
    const done = received.filter(({ MessageId }) => !failed.has(MessageId));
    queues.delete(
      name,
      done.map(({ ReceiptHandle }) => ReceiptHandle),
    );
  }

  const passes = (millis: number) => new Promise<void>((resolve) => env.after(millis, resolve));

  /** Which messages failed; undefined where the instance died and says nothing of any. */
  function call(source: Source, received: Message[], living: ReturnType<Role['any']>) {
    const Records = received.map((message) => recordOf(source.name, message));
    return unlessDead(living.instance, () =>
      living.functions.events.queues[source.name]({ Records }).then(
        ({ batchItemFailures }) => new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)),
      ),
    ).catch((error: unknown) => {
      trace.note(living.instance.name, `threw ${String(error)}`);
      return undefined;
    });
  }

  return { wake };
}

/** What an instance does; undefined as soon as it is dead. */
export function unlessDead<Done>(instance: Instance, act: () => Promise<Done>): Promise<Done | undefined> {
  return new Promise((resolve, reject) => {
    const died = () => resolve(undefined);
    instance.atDeath.add(died);
    running
      .run(instance, act)
      .then(resolve, reject)
      .finally(() => instance.atDeath.delete(died));
  });
}

function recordOf(queue: string, { MessageId, Body, ReceiptHandle }: Message): SQSRecord {
  return {
    messageId: MessageId,
    body: Body,
    receiptHandle: ReceiptHandle,
    eventSourceARN: queue,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'simulated',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    awsRegion: 'simulated',
  };
}

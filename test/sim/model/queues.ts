import type { ModelWorld } from './port.ts';
import { type Chances, type Queue, type QueueDefinition, queueOf, type Waiting } from './queue.ts';
import {
  checkBytes,
  checkedEntries,
  checkWithin,
  type Failure,
  hashOf,
  hiddenLimits,
  isWithin,
  type Named,
  type Outgoing,
  wrongWith,
} from './queue-entries.ts';
import { noQueue, tooManyInFlight } from './queue-errors.ts';

export type QueuesOptions = ModelWorld & {
  queues: readonly QueueDefinition[];
  /** What a queue's URL has before its name. */
  urlPrefix?: string;
  /** How often these happen, by chance: 0 (never) where it is not given, to 1. */
  shares?: {
    /** A message that is received stays visible, and so is received twice. */
    doubled?: number;
    /** A deleted message is there again. */
    undeleted?: number;
    /** A short poll overlooks a message that is there. */
    overlooked?: number;
    /** The receipt of an earlier receive still deletes the message, or changes how long it is hidden. */
    staleTaken?: number;
  };
};

/**
 * The market's queues: the calls that the adapters make of SQS, as its guide documents standard queues, in memory and
 * on the given clock. Messages come in no order.
 *
 * A receive that would wait answers at once with what is there: whoever holds the gate waits instead, until
 * `nextVisibleAt` or until `onArrival` tells, and then carries the call out again (waiting.ts).
 */
export function queuesModel(options: QueuesOptions) {
  const { now, random, urlPrefix = 'https://sqs.model/000000000000/' } = options;
  const queues = queuesBy(options.queues, (definition) =>
    queueOf(definition, { now, random }, chancesOf(options)),
  );
  const at = (QueueUrl = ''): Queue => {
    const queue = QueueUrl.startsWith(urlPrefix) ? queues.get(QueueUrl.slice(urlPrefix.length)) : undefined;
    if (!queue) throw noQueue();
    return queue;
  };
  return {
    /** Carries a call out. @throws the SDK's own errors; another Error for what the model does not know */
    call(operation: string, input: object): object {
      const carryOut = operations[operation];
      if (!carryOut) throw new Error(`The queues' model knows no ${operation}.`);
      checkParameters(operation, input);
      const { QueueUrl } = input as { QueueUrl?: string };
      return { ...carryOut(at(QueueUrl), input as never, now()), $metadata: answered };
    },

    names: (): string[] => [...queues.keys()],
    urlPrefix,
    urlOf: (name: string): string => `${urlPrefix}${name}`,

    /** When something will be there to receive, as far as is known now; undefined where the queue is empty. */
    nextVisibleAt: (url: string): number | undefined => at(url).nextVisibleAt(),

    /** Told whenever a message comes to that queue, or is to come back sooner. Gives back what ends it. */
    onArrival: (url: string, listener: () => void): (() => void) => at(url).onArrival(listener),

    /** All messages of a queue, seen or hidden, for observers. */
    messages: (name: string): readonly Waiting[] => queues.get(name)?.all() ?? [],
  };
}

export type QueuesModel = ReturnType<typeof queuesModel>;

function queuesBy(definitions: readonly QueueDefinition[], make: (definition: QueueDefinition) => Queue) {
  const queues = new Map(definitions.map((definition) => [definition.name, make(definition)]));
  for (const { name, deadLetters } of definitions) {
    if (deadLetters === undefined) continue;
    const dead = queues.get(deadLetters) ?? make({ name: deadLetters, retentionSeconds: 1_209_600 });
    queues.set(deadLetters, dead);
    queues.get(name)?.buryIn(dead);
  }
  return queues;
}

function chancesOf({ random, shares = {} }: QueuesOptions): Chances {
  const happens = (share = 0) => share > 0 && random() < share;
  return {
    isOverlooked: () => happens(shares.overlooked),
    isDoubled: () => happens(shares.doubled),
    isUndeleted: () => happens(shares.undeleted),
    isStaleTaken: () => happens(shares.staleTaken),
  };
}

type ReceiveInput = { MaxNumberOfMessages?: number; WaitTimeSeconds?: number; VisibilityTimeout?: number };
type Handled = Named & { ReceiptHandle?: string };
type Hidden = Handled & { VisibilityTimeout?: number };
type Entries<Entry> = { Entries?: readonly Entry[] };

const operations: Record<string, (queue: Queue, input: never, now: number) => object> = {
  SendMessageBatch(queue, { Entries }: Entries<Outgoing>, now) {
    const entries = checkedEntries(Entries);
    checkBytes(entries);
    return judgedEach(entries, wrongWith, ({ Id, MessageBody = '', DelaySeconds = 0 }) => ({
      Id,
      MessageId: queue.send(MessageBody, now + DelaySeconds * 1_000),
      MD5OfMessageBody: hashOf(MessageBody),
    }));
  },

  ReceiveMessage(queue, input: ReceiveInput) {
    const { MaxNumberOfMessages = 1, WaitTimeSeconds = 0, VisibilityTimeout } = input;
    checkWithin('MaxNumberOfMessages', MaxNumberOfMessages, [1, 10]);
    checkWithin('WaitTimeSeconds', WaitTimeSeconds, [0, 20]);
    checkWithin('VisibilityTimeout', VisibilityTimeout, hiddenLimits);
    const taken = queue.visible(MaxNumberOfMessages, WaitTimeSeconds === 0);
    if (taken.length === 0) return {};
    if (queue.counts().ApproximateNumberOfMessagesNotVisible >= 120_000) throw tooManyInFlight();
    const hiddenMillis = (VisibilityTimeout ?? queue.visibilitySeconds) * 1_000;
    return {
      Messages: taken.map((message) => ({
        MessageId: message.id,
        ReceiptHandle: queue.take(message, hiddenMillis),
        Body: message.body,
        MD5OfBody: hashOf(message.body),
      })),
    };
  },

  DeleteMessageBatch: (queue, { Entries }: Entries<Handled>) =>
    judgedEach(
      checkedEntries(Entries),
      ({ ReceiptHandle = '' }) => queue.delete(ReceiptHandle),
      ({ Id }) => ({ Id }),
    ),

  ChangeMessageVisibilityBatch: (queue, { Entries }: Entries<Hidden>) =>
    judgedEach(
      checkedEntries(Entries),
      ({ ReceiptHandle = '', VisibilityTimeout = 0 }) =>
        isWithin(VisibilityTimeout, ...hiddenLimits)
          ? queue.hide(ReceiptHandle, VisibilityTimeout * 1_000)
          : {
              Code: 'InvalidParameterValue',
              Message: `Value ${VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
            },
      ({ Id }) => ({ Id }),
    ),

  GetQueueAttributes(queue, { AttributeNames = [] }: { AttributeNames?: string[] }) {
    const counts: Record<string, number> = queue.counts();
    const asked = AttributeNames.map((name) => {
      if (counts[name] === undefined) throw new Error(`The queues' model knows no attribute ${name}.`);
      return [name, String(counts[name])];
    });
    return { Attributes: Object.fromEntries(asked) };
  },

  PurgeQueue(queue) {
    queue.purge();
    return {};
  },
};

/** Each entry by itself: what is wrong with one does not hinder the others. */
function judgedEach<Entry extends Named>(
  entries: readonly Entry[],
  wrong: (entry: Entry) => Failure | undefined,
  done: (entry: Entry) => object,
) {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    const failure = wrong(entry);
    if (failure) Failed.push({ Id: entry.Id, SenderFault: true, ...failure });
    else Successful.push(done(entry));
  }
  return { Successful, Failed };
}

const answered = Object.freeze({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });

/** What the model understands of each call. Another parameter is refused: passed over it would be a lie. */
const parameters: Record<string, ReadonlySet<string>> = {
  SendMessageBatch: new Set(['QueueUrl', 'Entries']),
  ReceiveMessage: new Set(['QueueUrl', 'MaxNumberOfMessages', 'WaitTimeSeconds', 'VisibilityTimeout']),
  DeleteMessageBatch: new Set(['QueueUrl', 'Entries']),
  ChangeMessageVisibilityBatch: new Set(['QueueUrl', 'Entries']),
  GetQueueAttributes: new Set(['QueueUrl', 'AttributeNames']),
  PurgeQueue: new Set(['QueueUrl']),
};

function checkParameters(operation: string, input: object): void {
  for (const name in input)
    if (!parameters[operation]?.has(name))
      throw new Error(`The queues' model knows no ${name} of ${operation}.`);
}

import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { followedRecords } from '../../../shared/followed-records.ts';
import { marshalled } from './marshalled.ts';
import type { TableChange, TableModel } from './table.ts';
import type { Image } from './values.ts';

export type StreamOptions = {
  /** Each key's records are in one shard, in their order; shards are read apart from each other. */
  shards?: number;
  batchSize?: number;
  /** How often a batch is tried again, halved each time, before its records go to the dead letters. */
  retries?: number;
};

/** A call that the stream makes of its one reader. The next one of the same shard follows its end. */
export type StreamBatch = {
  shard: number;
  event: DynamoDBStreamEvent;
  /** How often these records were tried before. */
  attempt: number;
  /** What became of the call: its answer, or undefined where it threw or broke off. */
  end(response: DynamoDBBatchResponse | undefined): void;
};

type Pending = { changes: TableChange[]; attempt: number };

/**
 * The table's stream as the event source mapping of infra/triggers.ts hands it on: filtered by the first word of the
 * sort key, in batches, each item's changes in their order, a batch that failed again, in halves, until it succeeds
 * or is given up. Nothing is read on its own: `next` gives what there is.
 */
export function streamModel(
  table: TableModel,
  { shards = 4, batchSize = 1_000, retries = 10 }: StreamOptions = {},
) {
  const queues: Pending[][] = Array.from({ length: shards }, () => []);
  const busy = new Set<number>();
  const undispatched: TableChange[] = [];
  const listeners = new Set<() => void>();
  const stop = table.onChange((change) => {
    if (!isFollowed(change.key.sk)) return;
    const queue = queues[shardOf(change.key, shards)] as Pending[];
    const last = queue.at(-1);
    const isOpen = last && last.attempt === 0 && last.changes.length < batchSize && !isTaken(last);
    if (isOpen) last.changes.push(change);
    else queue.push({ changes: [change], attempt: 0 });
    for (const listener of listeners) listener();
  });
  const taken = new Set<Pending>();
  const isTaken = (pending: Pending) => taken.has(pending);

  const end = (shard: number, pending: Pending, response: DynamoDBBatchResponse | undefined) => {
    taken.delete(pending);
    busy.delete(shard);
    const queue = queues[shard] as Pending[];
    queue.shift();
    const left = unfinished(pending.changes, response);
    if (left.length === 0) return;
    if (pending.attempt >= retries) undispatched.push(...left);
    else queue.unshift(...halves(left, pending.attempt + 1, response === undefined));
    for (const listener of listeners) listener();
  };

  return {
    /** A batch of a shard that none is under way of; undefined where there is none. `pick`: which of the shards. */
    next(pick: (ready: readonly number[]) => number = ([first = 0]) => first): StreamBatch | undefined {
      const ready = queues.flatMap((queue, shard) => (queue.length > 0 && !busy.has(shard) ? [shard] : []));
      if (ready.length === 0) return undefined;
      const shard = pick(ready);
      const pending = queues[shard]?.[0];
      if (!pending) throw new Error(`Shard ${shard} has nothing to read.`);
      busy.add(shard);
      taken.add(pending);
      return {
        shard,
        attempt: pending.attempt,
        event: { Records: pending.changes.map(recordOf) },
        end: (response) => end(shard, pending, response),
      };
    },

    /** How many records wait, or are under way. */
    waiting: (): number =>
      queues.reduce((sum, queue) => sum + queue.reduce((all, { changes }) => all + changes.length, 0), 0),

    /** Told when there may be something to read. Gives back what ends it. */
    onRecords(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** What nobody could dispatch after all retries. */
    undispatched: undispatched as readonly TableChange[],

    close: stop,
  };
}

const followed: ReadonlySet<string> = new Set(followedRecords);
const isFollowed = (sk: string): boolean => followed.has(sk.split('#', 1)[0] as string);

/** By the partition's key, as DynamoDB's shards are split. */
function shardOf({ pk }: { pk: string }, shards: number): number {
  let hash = 0;
  for (let at = 0; at < pk.length; at++) hash = (Math.imul(hash, 31) + pk.charCodeAt(at)) >>> 0;
  return hash % shards;
}

/** From the first record on that is named as failed; all where the call broke off. */
function unfinished(
  changes: readonly TableChange[],
  response: DynamoDBBatchResponse | undefined,
): readonly TableChange[] {
  if (!response) return changes;
  const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  if (failed.size === 0) return [];
  const from = changes.findIndex(({ sequence }) => failed.has(sequenceText(sequence)));
  return from < 0 ? changes : changes.slice(from);
}

function halves(changes: readonly TableChange[], attempt: number, isSplit: boolean): Pending[] {
  if (!isSplit || changes.length < 2) return [{ changes: [...changes], attempt }];
  const middle = changes.length >>> 1;
  return [
    { changes: changes.slice(0, middle), attempt },
    { changes: changes.slice(middle), attempt },
  ];
}

const sequenceText = (sequence: number) => String(sequence).padStart(21, '0');

type Attributes = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** As Lambda gets it: binaries are text. */
function recordOf({ sequence, at, key, before, after, isExpiry }: TableChange): DynamoDBRecord {
  const images = {
    ...(after && { NewImage: attributesOf(after) }),
    ...(before && { OldImage: attributesOf(before) }),
  };
  const is = { none: 'INSERT', some: 'MODIFY' } as const;
  return {
    eventID: sequenceText(sequence),
    eventName: after ? is[before ? 'some' : 'none'] : 'REMOVE',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1_000),
      Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
      ...images,
      SequenceNumber: sequenceText(sequence),
      SizeBytes: 0,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    ...(isExpiry && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
}

const attributesOf = (image: Image) => asText(marshalled(image)) as Attributes;

function asText(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asText(each)]));
}

import { isDeepStrictEqual } from 'node:util';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import { type AuditState, type Lease, type Task, taskId } from '../../shared/task.ts';
import { ownerNanoUsdAt } from '../../shared/terms.ts';
import type { Write } from './commit.ts';
import { taskPartitions } from './keys/batches.ts';
import { keys } from './keys.ts';
import { segmentFrom, segmentItem } from './segment-item.ts';

export type Tasks = ReturnType<typeof tasksIn>;
export type TaskName = { batchId: string; taskNo: number; audit: boolean };

export function tasksIn(db: DynamoDBDocumentClient, tableName: string) {
  async function* inPartition(pk: string, fromSk = 'TASK#'): AsyncGenerator<Task> {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk >= :from',
        ExpressionAttributeValues: { ':pk': pk, ':from': fromSk },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) for (const item of Items ?? []) yield taskFrom(item);
  }
  const find = async (name: TaskName): Promise<Task | undefined> => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tableName, Key: keyOf(name), ConsistentRead: true }),
    );
    return Item && taskFrom(Item);
  };

  return {
    /** Strongly consistent: what is decided on it is then committed under its fence. */
    find,

    async get(name: TaskName): Promise<Task> {
      const task = await find(name);
      if (!task) throw new Refusal('not_found', `no task ${name.taskNo} in batch ${name.batchId}`);
      return task;
    },

    /** Those that exist, in no order. Strongly consistent, unless a look a moment old will do. */
    async getMany(names: readonly TaskName[], { ConsistentRead = true } = {}): Promise<Task[]> {
      const found: Task[] = [];
      let wanted = unique(names.map(keyOf));
      while (wanted.length > 0) {
        const { Responses, UnprocessedKeys } = await db.send(
          new BatchGetCommand({
            RequestItems: { [tableName]: { Keys: wanted.slice(0, 100), ConsistentRead } },
          }),
        );
        found.push(...(Responses?.[tableName] ?? []).map(taskFrom));
        const unread = (UnprocessedKeys?.[tableName]?.Keys ?? []) as typeof wanted;
        wanted = [...unread, ...wanted.slice(100)];
      }
      return found;
    },

    /** A batch's tasks in the order of their numbers, from `fromNo` on. */
    async *ofBatch(batch: { batchId: string; tasks: number }, fromNo = 0): AsyncGenerator<Task> {
      const from = keys.task(batch.batchId, fromNo);
      for (const pk of taskPartitions(batch.batchId, batch.tasks))
        if (pk >= from.pk) yield* inPartition(pk, pk === from.pk ? from.sk : undefined);
    },

    auditsOf: (batchId: string) => inPartition(keys.audit(batchId, 0).pk),
  };
}

const changed = (task: Task) =>
  new Refusal('changed_meanwhile', `task ${taskId(task)} was changed meanwhile`);

export const taskWrites = {
  create: (task: Task): Write => ({
    put: { Item: itemOf(task), ConditionExpression: 'attribute_not_exists(pk)' },
    otherwise: new Refusal('conflict', `task ${taskId(task)} exists already`),
  }),

  /**
   * Two vehicles may race here: the fence lets exactly one through. A lease that a sign of life prolonged after `now`
   * was decided on is not over, and stays.
   */
  lease: (task: Task & { lease: Lease }, now: number): Write => ({
    update: {
      Key: keyOf(nameOf(task)),
      UpdateExpression: 'SET fence = :fence, lease = :lease, lost = :lost',
      ConditionExpression:
        'fence = :previous AND #state = :open AND (attribute_not_exists(lease) OR lease.e <= :now)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':fence': task.fence,
        ':previous': task.fence - 1,
        ':lease': leaseItem(task.lease),
        ':lost': task.lostLeases,
        ':now': now,
        ':open': 'open',
      },
    },
    isDone: (found) => found.fence === task.fence && isSameLease(found.lease, task.lease),
    otherwise: new Refusal('already_leased', `task ${taskId(task)} went to another vehicle`),
  }),

  /** A lease that is alive lasts longer: its lessee gave a sign of life. */
  extendLease: (
    task: Task,
    lessee: { vehicleId: string },
    { endsAt, now }: { endsAt: number | undefined; now: number },
  ): Write => ({
    update: {
      Key: keyOf(nameOf(task)),
      UpdateExpression: 'SET lease.e = :endsAt',
      ConditionExpression: 'fence = :fence AND lease.v = :vehicle AND lease.e > :now AND #state = :open',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':endsAt': endsAt,
        ':now': now,
        ':fence': task.fence,
        ':vehicle': lessee.vehicleId,
        ':open': 'open',
      },
    },
    otherwise: new Refusal('lease_lost', `lease ${task.fence} of task ${taskId(task)} is over`),
  }),

  /** Counts only while the fence, the lessee and the server's clock say that the lease is alive. */
  handIn: (task: Task, lessee: { vehicleId: string }, now: number): Write => ({
    update: {
      Key: keyOf(nameOf(task)),
      UpdateExpression:
        'SET #state = :state, done = :done, #segments = :segments, openedAt = :now REMOVE lease',
      ConditionExpression: 'fence = :fence AND lease.v = :vehicle AND lease.e > :now AND #state = :open',
      ExpressionAttributeNames: { '#state': 'state', '#segments': 'segments' },
      ExpressionAttributeValues: {
        ':state': task.state,
        ':done': task.done,
        ':segments': task.segments.map(segmentItem),
        ':now': now,
        ':fence': task.fence,
        ':vehicle': lessee.vehicleId,
        ':open': 'open',
      },
    },
    otherwise: new Refusal('lease_lost', `lease ${task.fence} of task ${taskId(task)} is over`),
  }),

  close: (task: Task): Write => ({
    update: {
      Key: keyOf(nameOf(task)),
      UpdateExpression: 'SET #state = :closed REMOVE lease',
      ConditionExpression: 'fence = :fence AND #state = :open',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':closed': 'closed', ':fence': task.fence, ':open': 'open' },
    },
    otherwise: changed(task),
  }),

  /** What the sweep goes by: a message that stands for the task was sent at `now`. */
  wake: (task: Task, now: number): Write => ({
    update: {
      Key: keyOf(nameOf(task)),
      UpdateExpression: 'SET openedAt = :now',
      ConditionExpression: 'fence = :fence AND #state = :open',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':now': now, ':fence': task.fence, ':open': 'open' },
    },
    otherwise: changed(task),
  }),

  /** A check begins once, and ends once. */
  audit: (task: Task, from: AuditState | undefined, to: AuditState): Write => ({
    update: {
      Key: keyOf(nameOf(task)),
      UpdateExpression: 'SET audit = :to',
      ConditionExpression: from ? 'audit = :from' : 'attribute_exists(pk) AND attribute_not_exists(audit)',
      ExpressionAttributeValues: { ':to': to, ...(from && { ':from': from }) },
    },
    otherwise: changed(task),
  }),

  continueBy: (task: Task, taskNo: number): Write => ({
    update: {
      Key: keyOf(nameOf(task)),
      UpdateExpression: 'SET continuedBy = :no',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(continuedBy)',
      ExpressionAttributeValues: { ':no': taskNo },
    },
    otherwise: changed(task),
  }),
};

export const nameOf = (task: Task): TaskName => ({
  batchId: task.batchId,
  taskNo: task.no,
  audit: task.auditOf !== undefined,
});

const keyOf = ({ batchId, taskNo, audit }: TaskName) =>
  audit ? keys.audit(batchId, taskNo) : keys.task(batchId, taskNo);

const unique = (all: readonly { pk: string; sk: string }[]) => [
  ...new Map(all.map((key) => [`${key.pk} ${key.sk}`, key])).values(),
];

const isSameLease = (found: unknown, lease: Lease) => isDeepStrictEqual(found, leaseItem(lease));

const leaseItem = ({ vehicleId, ownerId, endsAt }: Lease) => ({ v: vehicleId, o: ownerId, e: endsAt });

/** Names as short as the item's kilobyte asks for; `d` in whole seconds. */
function itemOf({ lostLeases, segments, lease, dueAt, ownerNanoUsd, firstLine, toByte, ...task }: Task) {
  return {
    ...keyOf({ batchId: task.batchId, taskNo: task.no, audit: task.auditOf !== undefined }),
    ...task,
    l: firstLine,
    b: toByte,
    y: ownerNanoUsd,
    ...(dueAt !== undefined && { d: Math.floor(dueAt / 1_000) }),
    lost: lostLeases,
    segments: segments.map(segmentItem),
    ...(lease && { lease: leaseItem(lease) }),
  };
}

/** Of tasks from before it was kept. */
const leastOwnerNanoUsd = ownerNanoUsdAt(60, 75);

/** A task as it lies in the table, or as a stream record shows it. */
export function taskFrom(item: Record<string, unknown>): Task {
  const { pk: _pk, sk: _sk, lost, segments, lease, done, y = leastOwnerNanoUsd, d, l, b, ...task } = item;
  const leased = lease as { v: string; o: string; e: number } | undefined;
  return {
    ...(task as Omit<Task, 'lostLeases' | 'segments' | 'lease' | 'done' | 'ownerNanoUsd'>),
    ownerNanoUsd: y as number,
    ...(l !== undefined && { firstLine: l as number }),
    ...(b !== undefined && { toByte: b as number }),
    ...(d !== undefined && { dueAt: (d as number) * 1_000 }),
    done: new Uint8Array(done as Uint8Array),
    lostLeases: lost as number,
    segments: (segments as Record<string, never>[]).map(segmentFrom),
    ...(leased && { lease: { vehicleId: leased.v, ownerId: leased.o, endsAt: leased.e } }),
  };
}

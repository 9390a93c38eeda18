import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Batch } from '../../shared/batch.ts';
import {
  type Amount,
  type Bucket,
  covers,
  emptyBucket,
  isTooMuch,
  type Lease,
  type Measure,
  type MinuteLimits,
  newLease,
  pourMost,
  type RateLimits,
  type Standing,
  standingOf,
  type TooMuch,
  toTake,
  withTaken,
  withUsed,
} from '../../shared/rate-limit.ts';
import { Refusal } from '../../shared/refusal.ts';
import { retryCollisions, type Write } from './commit.ts';
import { keys } from './keys.ts';

/** What this instance knows of a bucket: the shared state when it last saw it, and what it may let in by itself. */
type Known = { bucket: Bucket; lease: Lease; last: Promise<unknown> };

export type BucketName = {
  customerId: string /** Of the organisation where it is absent. */;
  keyId?: string;
};

export type Admission = { standing: Record<Measure, Standing>; tooMuch?: TooMuch };

/** More than an instance meets in a minute; the oldest are forgotten, which costs a write each. */
const bucketsKnown = 10_000;
/** Of an update that meets others on the same bucket. */
const attempts = 6;

/**
 * Buckets are shared by all instances, in the table; what each takes ahead of need it keeps to itself. Over-admission
 * within a minute is at most, for each instance, what it takes ahead and what it lets in free: 2.1 % of the limit.
 * A refusal costs no write: a bucket that is known to be full can't have become emptier than time makes it.
 */
export function rateLimitsIn(db: DynamoDBDocumentClient, tableName: string, now: () => number) {
  const known = new Map<string, Known>();
  const save = savingIn(db, tableName);

  async function admit(name: BucketName, ask: Amount, limits: MinuteLimits): Promise<Admission> {
    const state = stateOf(name, limits);
    // One after the other, so that calls that come together share what one of them takes.
    const turn = state.last.then(() => take(name, state, ask, limits));
    state.last = turn.catch(() => undefined);
    const tooMuch = await turn;
    const standing = standingOf(state.bucket, state.lease, limits, now());
    return tooMuch ? { standing, tooMuch } : { standing };
  }

  function stateOf(name: BucketName, limits: MinuteLimits): Known {
    const id = `${name.customerId} ${name.keyId ?? ''}`;
    const state = known.get(id) ?? {
      bucket: emptyBucket,
      lease: newLease(limits, now()),
      last: Promise.resolve(),
    };
    known.delete(id);
    known.set(id, state);
    const [oldest] = known.size > bucketsKnown ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return state;
  }

  async function take(
    name: BucketName,
    state: Known,
    ask: Amount,
    limits: MinuteLimits,
  ): Promise<TooMuch | undefined> {
    if (state.lease.endsAt <= now()) state.lease = newLease(limits, now());
    if (!covers(state.lease, ask)) {
      const { least, ahead } = toTake(state.lease, ask, limits);
      const taken = await takeShared(name, state, { least, ahead, limits });
      if ('limitedBy' in taken) return taken;
      state.lease = withTaken(state.lease, taken, now());
    }
    state.lease = withUsed(state.lease, ask);
    return undefined;
  }

  async function takeShared(
    name: BucketName,
    state: Known,
    { least, ahead, limits }: { least: Amount; ahead: Amount; limits: MinuteLimits },
  ): Promise<Amount | TooMuch> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const at = now();
      const poured = pourMost(state.bucket, { least, ahead }, limits, at);
      if (isTooMuch(poured)) return poured;
      const seen = await save(name, state.bucket, poured.bucket, at);
      state.bucket = seen.bucket;
      if (seen.isSaved) return poured.amount;
    }
    return { limitedBy: 'requests', retryAfterMillis: 1_000 };
  }

  return {
    admit,

    /** Of a call that another bucket then turned away. */
    giveBack(name: BucketName, ask: Amount, limits: MinuteLimits): void {
      const state = stateOf(name, limits);
      state.lease = withUsed(state.lease, ask, -1);
    },

    /**
     * The write that counts a batch's tokens as under way, for the commit that makes it: refused there with
     * token_limit_exceeded. They are given back with `rateLimitWrites.dequeue` in the commit that ends it.
     */
    async enqueue(
      { customerId, enqueuedTokens = 0 }: Enqueued,
      { enqueuedTokens: limit }: RateLimits,
    ): Promise<Write> {
      const Key = keys.enqueuedTokens(customerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return rateLimitWrites.enqueue(
        { customerId, enqueuedTokens },
        { limit, underWay: Number(Item?.tokens ?? 0) },
      );
    },
  };
}

/** A bucket that is dripping is added to, whoever else does; one that is empty begins anew, for the first to come. */
const savingIn =
  (db: DynamoDBDocumentClient, tableName: string) =>
  async (name: BucketName, from: Bucket, to: Bucket, at: number) => {
    const parts = (['requests', 'tokens'] as const).map((measure) => change(measure, from, to, at));
    const update = new UpdateCommand({
      TableName: tableName,
      Key: keys.rateBucket(name.customerId, name.keyId),
      UpdateExpression: `SET ${parts.map(({ set }) => set).join(', ')}, expiresAtSeconds = :expires`,
      ConditionExpression: parts.map(({ condition }) => condition).join(' AND '),
      ExpressionAttributeValues: Object.assign(
        { ':expires': Math.ceil(at / 1_000) + 3_600, ':now': at },
        ...parts.map(({ values }) => values),
      ),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await retryCollisions(() => db.send(update));
      return { isSaved: true, bucket: bucketFrom(Attributes) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { isSaved: false, bucket: bucketFrom(error.Item && unmarshall(error.Item)) };
    }
  };

function change(measure: Measure, from: Bucket, to: Bucket, at: number) {
  const by = to[measure] - Math.max(from[measure], at);
  return from[measure] > at
    ? {
        set: `${measure} = ${measure} + :${measure}`,
        condition: `${measure} > :now AND ${measure} <= :${measure}Most`,
        values: { [`:${measure}`]: by, [`:${measure}Most`]: at + 60_000 - by + 0.001 },
      }
    : {
        set: `${measure} = :${measure}`,
        condition: `(attribute_not_exists(${measure}) OR ${measure} <= :now)`,
        values: { [`:${measure}`]: at + by },
      };
}

const bucketFrom = (item: Record<string, unknown> | undefined): Bucket => ({
  requests: Number(item?.requests ?? 0),
  tokens: Number(item?.tokens ?? 0),
});

type Enqueued = Pick<Batch, 'customerId' | 'enqueuedTokens'>;

export const rateLimitWrites = {
  enqueue: (
    { customerId, enqueuedTokens: tokens = 0 }: Enqueued,
    { limit, underWay }: { limit: number; underWay: number },
  ): Write => ({
    update: {
      Key: keys.enqueuedTokens(customerId),
      UpdateExpression: 'ADD tokens :tokens',
      ConditionExpression:
        tokens <= limit ? 'attribute_not_exists(tokens) OR tokens <= :most' : 'tokens <= :most',
      ExpressionAttributeValues: { ':tokens': tokens, ':most': limit - tokens },
    },
    otherwise: new Refusal(
      'token_limit_exceeded',
      `Enqueued token limit reached. Limit: ${limit} tokens in batches under way; ${underWay} are, and this batch ` +
        `has about ${tokens}. Nothing was queued or charged. Send it when batches have ended, or split it.`,
      { type: 'tokens' },
    ),
  }),

  /** Of a batch from before they were counted, nothing. */
  dequeue: ({ customerId, enqueuedTokens: tokens = 0 }: Enqueued): Write[] =>
    tokens === 0
      ? []
      : [
          {
            update: {
              Key: keys.enqueuedTokens(customerId),
              UpdateExpression: 'ADD tokens :tokens',
              ExpressionAttributeValues: { ':tokens': -tokens },
            },
            otherwise: new Refusal('conflict', 'enqueued tokens can always be given back'),
          },
        ],
};

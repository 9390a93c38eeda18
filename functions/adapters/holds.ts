import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerMoney } from '../../shared/customer-balance.ts';
import type { MicroUsd } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Hold } from '../../shared/settlement.ts';
import { retryCollisions, type Write } from './commit.ts';
import { keys } from './keys.ts';
import { joinedReads } from './read-items.ts';

export function holdsIn(db: DynamoDBDocumentClient, tableName: string) {
  const read = joinedReads(db, tableName);
  const find = async (batchId: string): Promise<Hold | undefined> => {
    const item = await read(keys.hold(batchId));
    return item && holdFrom(item);
  };
  return {
    find,

    async get(batchId: string): Promise<Hold> {
      const hold = await find(batchId);
      if (!hold) throw new Refusal('not_found', `no hold for batch ${batchId}`);
      return hold;
    },

    /**
     * Takes `ceilingMicroUsd` of what a live batch holds for one more call, and that call's number. Refuses with
     * hold_exhausted. A number whose task is then never written keeps no money: the batch's end releases it.
     */
    async reserveCall(batchId: string, ceilingMicroUsd: MicroUsd): Promise<number> {
      try {
        const reserve = new UpdateCommand({
          TableName: tableName,
          Key: keys.hold(batchId),
          UpdateExpression:
            'ADD reservedMicroUsd :ceiling, calls :one SET unreservedMicroUsd = unreservedMicroUsd - :ceiling',
          ConditionExpression: '#state = :open AND unreservedMicroUsd >= :ceiling',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':ceiling': ceilingMicroUsd, ':one': 1, ':open': 'open' },
          ReturnValues: 'UPDATED_NEW',
        });
        const { Attributes } = await retryCollisions(() => db.send(reserve));
        return Number(Attributes?.calls) - 1;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new Refusal('hold_exhausted', `the hold of live batch ${batchId} is used up`);
      }
    },
  };
}

export const holdWrites = {
  create: (hold: Hold): Write => ({
    put: {
      Item: {
        ...keys.hold(hold.batchId),
        ...hold,
        unreservedMicroUsd: hold.heldMicroUsd - hold.reservedMicroUsd,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `batch ${hold.batchId} has a hold already`),
  }),

  /** One more slice for a live batch: of two callers who want to add the same one, one is refused. */
  extend: (hold: Hold, { paidMicroUsd, promoMicroUsd }: CustomerMoney): Write => ({
    update: {
      Key: keys.hold(hold.batchId),
      UpdateExpression: 'ADD heldMicroUsd :slice, unreservedMicroUsd :slice, promoMicroUsd :promo',
      ConditionExpression: '#state = :open AND heldMicroUsd = :held',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':slice': paidMicroUsd + promoMicroUsd,
        ':promo': promoMicroUsd,
        ':held': hold.heldMicroUsd,
        ':open': 'open',
      },
    },
    otherwise: new Refusal('changed_meanwhile', `the hold of batch ${hold.batchId} was changed meanwhile`),
  }),

  /** The settlement `hold.settlements` happened once: the one before it must be the last. */
  settle: (hold: Hold): Write => ({
    update: {
      Key: keys.hold(hold.batchId),
      UpdateExpression:
        'SET capturedMicroUsd = :captured, settlements = :n, settledMicros = :micros, settledAt = :at, creditedMicroUsd = :credited, lateMicros = :late',
      ConditionExpression: 'settlements = :previous AND #state = :open AND heldMicroUsd >= :captured',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':captured': hold.capturedMicroUsd,
        ':n': hold.settlements,
        ':micros': hold.settledMicros,
        ':at': hold.settledAt,
        ':credited': hold.creditedMicroUsd,
        ':late': hold.lateMicros,
        ':previous': hold.settlements - 1,
        ':open': 'open',
      },
    },
    otherwise: new Refusal('changed_meanwhile', `batch ${hold.batchId} was settled meanwhile`),
  }),

  end: (hold: Hold): Write => ({
    update: {
      Key: keys.hold(hold.batchId),
      UpdateExpression: 'SET releasedMicroUsd = :released, #state = :ended',
      ConditionExpression:
        '#state = :open AND settlements = :n AND capturedMicroUsd = :captured AND heldMicroUsd = :held',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':released': hold.releasedMicroUsd,
        ':captured': hold.capturedMicroUsd,
        ':held': hold.heldMicroUsd,
        ':n': hold.settlements,
        ':open': 'open',
        ':ended': 'ended',
      },
    },
    otherwise: new Refusal('changed_meanwhile', `the hold of batch ${hold.batchId} was changed meanwhile`),
  }),
};

export function holdFrom(item: Record<string, unknown>): Hold {
  const { pk: _pk, sk: _sk, unreservedMicroUsd: _rest, ...hold } = item as Hold & Record<string, unknown>;
  return {
    ...hold,
    heldMicroUsd: BigInt(hold.heldMicroUsd),
    promoMicroUsd: BigInt(hold.promoMicroUsd),
    capturedMicroUsd: BigInt(hold.capturedMicroUsd),
    releasedMicroUsd: BigInt(hold.releasedMicroUsd),
    reservedMicroUsd: BigInt(hold.reservedMicroUsd),
    creditedMicroUsd: BigInt(hold.creditedMicroUsd),
  };
}

import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import {
  type Accrual,
  dayOf,
  type EarningCosts,
  type HeldEarnings,
  ownerAccrualEntry,
  releaseDay,
  releaseEntry,
} from '../../shared/accrual.ts';
import type { MicroUsd } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';

export function earningsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** The owner's buckets whose day has begun and that are not released yet, earliest first. */
    async *due(ownerId: string, now: number): AsyncGenerator<HeldEarnings> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :today',
          FilterExpression: 'attribute_not_exists(releasedAt)',
          ExpressionAttributeValues: {
            ':pk': keys.owner(ownerId).pk,
            ':first': keys.heldEarnings(ownerId, '').sk,
            ':today': keys.heldEarnings(ownerId, dayOf(now)).sk,
          },
          ConsistentRead: true,
        },
      );
      for await (const { Items } of pages)
        for (const { day, amountMicroUsd } of Items ?? [])
          yield { ownerId, day, amountMicroUsd: BigInt(amountMicroUsd) };
    },
  };
}

const totalsOf = ({ part, amountMicroUsd }: Accrual, costs: EarningCosts) => ({
  grossMicroUsd: amountMicroUsd,
  ...costs,
  energyMilliWattHours: part.energyMilliWattHours,
  requests: part.requests,
});

/** Each returns a change's whole effect: the entry first, as `postOnce` asks. */
export const earningWrites = {
  accrueReleased: (accrual: Accrual, costs: EarningCosts, now: number): Write[] => [
    ledgerWrites.post(ownerAccrualEntry(accrual, costs, { standing: 'released', now }), {
      earnedBy: accrual.part.ownerId,
    }),
    ledgerWrites.changeOwnerBalance(accrual.part.ownerId, {
      releasedMicroUsd: accrual.amountMicroUsd,
      ...totalsOf(accrual, costs),
    }),
  ],

  accruePending: (accrual: Accrual, costs: EarningCosts, now: number, holdbackSeconds: number): Write[] => [
    ledgerWrites.post(ownerAccrualEntry(accrual, costs, { standing: 'pending', now }), {
      earnedBy: accrual.part.ownerId,
    }),
    ledgerWrites.changeOwnerBalance(accrual.part.ownerId, {
      pendingMicroUsd: accrual.amountMicroUsd,
      ...totalsOf(accrual, costs),
    }),
    addToBucket({
      ownerId: accrual.part.ownerId,
      day: releaseDay(now, holdbackSeconds),
      amountMicroUsd: accrual.amountMicroUsd,
    }),
  ],

  /** Of a check, which no settlement accrues: it waits for its day like all that is held back. */
  holdBack: (ownerId: string, amountMicroUsd: MicroUsd, now: number, holdbackSeconds: number): Write[] =>
    amountMicroUsd === 0n
      ? []
      : [addToBucket({ ownerId, day: releaseDay(now, holdbackSeconds), amountMicroUsd })],

  release: (held: HeldEarnings, now: number): Write[] => [
    ledgerWrites.post(releaseEntry(held, now), { opensRoot: true }),
    ledgerWrites.changeOwnerBalance(held.ownerId, {
      pendingMicroUsd: -held.amountMicroUsd,
      releasedMicroUsd: held.amountMicroUsd,
    }),
    {
      update: {
        Key: keys.heldEarnings(held.ownerId, held.day),
        UpdateExpression: 'SET releasedAt = :now, expiresAtSeconds = :expires',
        ConditionExpression: 'attribute_not_exists(releasedAt) AND amountMicroUsd = :amount',
        ExpressionAttributeValues: {
          ':now': now,
          // The entry stays; the table drops the bucket a month later.
          ':expires': Math.ceil(now / 1_000) + 30 * 86_400,
          ':amount': held.amountMicroUsd,
        },
      },
      otherwise: new Refusal(
        'changed_meanwhile',
        `the earnings of ${held.ownerId} of ${held.day} were changed`,
      ),
    },
  ],
};

const addToBucket = ({ ownerId, day, amountMicroUsd }: HeldEarnings): Write => ({
  update: {
    Key: keys.heldEarnings(ownerId, day),
    UpdateExpression: 'ADD amountMicroUsd :amount SET #day = :day',
    ConditionExpression: 'attribute_not_exists(releasedAt)',
    ExpressionAttributeNames: { '#day': 'day' },
    ExpressionAttributeValues: { ':amount': amountMicroUsd, ':day': day },
  },
  otherwise: new Refusal('changed_meanwhile', `the earnings of ${ownerId} of ${day} are released already`),
});

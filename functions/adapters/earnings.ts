import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  type Accrual,
  dayOf,
  type EarningCosts,
  type HeldEarnings,
  ownerAccrualEntry,
  releaseDay,
  releaseEntry,
} from '../../shared/accrual.ts';
import type { AuditPay } from '../../shared/audit-pay.ts';
import type { Entry } from '../../shared/ledger.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { added, ledgerWrites, type OwnerBalance } from './ledger.ts';
import { joinedReads } from './read-items.ts';

export function earningsIn(db: DynamoDBDocumentClient, tableName: string) {
  const read = joinedReads(db, tableName);
  async function held(ownerId: string): Promise<HeldEarnings[]> {
    return Object.entries((await read(keys.ownerBalance(ownerId))) ?? {})
      .filter(([name]) => name.startsWith(heldOn('')))
      .map(([name, amount]) => ({
        ownerId,
        day: name.slice(heldOn('').length),
        amountMicroUsd: BigInt(amount as number | bigint),
      }))
      .sort((a, b) => a.day.localeCompare(b.day));
  }
  return {
    /** What the owner earned and is not released, by the day of its release, earliest first. */
    held,

    /** Of it, what is of days that have begun. */
    due: async (ownerId: string, now: number): Promise<HeldEarnings[]> =>
      (await held(ownerId)).filter(({ day }) => day <= dayOf(now)),
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
    ledgerWrites.post(ownerAccrualEntry(accrual, costs, { standing: 'released', now })),
    earn(accrual.part.ownerId, now, {
      releasedMicroUsd: accrual.amountMicroUsd,
      ...totalsOf(accrual, costs),
    }),
  ],

  accruePending: (accrual: Accrual, costs: EarningCosts, now: number, holdbackSeconds: number): Write[] => [
    ledgerWrites.post(
      releasedOn(ownerAccrualEntry(accrual, costs, { standing: 'pending', now }), now, holdbackSeconds),
    ),
    holdBack(
      accrual.part.ownerId,
      { pendingMicroUsd: accrual.amountMicroUsd, ...totalsOf(accrual, costs) },
      { day: releaseDay(now, holdbackSeconds), now },
    ),
  ],

  /** Of a check, which no settlement accrues: it waits for its day like all that is held back. */
  payAudit: ({ entry, earned }: AuditPay, ownerId: string, now: number, holdbackSeconds: number): Write[] => [
    ledgerWrites.post(earned.pendingMicroUsd > 0n ? releasedOn(entry, now, holdbackSeconds) : entry),
    earned.pendingMicroUsd > 0n
      ? holdBack(ownerId, earned, { day: releaseDay(now, holdbackSeconds), now })
      : earn(ownerId, now, earned),
  ],

  release: (held: HeldEarnings, now: number): Write[] => [
    ledgerWrites.post(releaseEntry(held, now)),
    released(held),
  ],
};

/** With the day whose release it is part of: a payout is explained by its releases, and a release by these. */
const releasedOn = (entry: Entry, now: number, holdbackSeconds: number): Entry => ({
  ...entry,
  memo: { ...entry.memo, releaseDay: releaseDay(now, holdbackSeconds) },
});

/** The days of the holdback are attributes of the owner's balance: so an accrual is two writes, held back or not. */
export const heldOn = (day: string) => `held_${day}`;

/** Adds to the balance. The first time is kept there: payout runs ask for it. */
function earning(by: Partial<OwnerBalance>, now: number) {
  const { UpdateExpression, ExpressionAttributeValues, ...condition } = added(by);
  return {
    ...condition,
    UpdateExpression: `SET firstEarnedAt = if_not_exists(firstEarnedAt, :now) ${UpdateExpression}`,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':now': now },
  };
}

const earn = (ownerId: string, now: number, by: Partial<OwnerBalance>): Write => ({
  update: { Key: keys.ownerBalance(ownerId), ...earning(by, now) },
  otherwise: new Refusal('payout_refused', `owner ${ownerId} has less than is to be moved`),
});

/** Adds to the balance, and what is pending of it to its day: never to one that was released. */
function holdBack(
  ownerId: string,
  by: Partial<OwnerBalance> & { pendingMicroUsd: bigint },
  { day, now }: { day: string; now: number },
): Write {
  const change = earning(by, now);
  // What earned nothing has nothing to wait for.
  const isHeld = by.pendingMicroUsd > 0n;
  return {
    update: {
      Key: keys.ownerBalance(ownerId),
      ...change,
      ...(isHeld && {
        UpdateExpression: `${change.UpdateExpression}, #held :pendingMicroUsd`,
        ConditionExpression: 'attribute_not_exists(releasedDay) OR releasedDay < :day',
        ExpressionAttributeNames: { '#held': heldOn(day) },
        ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':day': day },
      }),
    },
    otherwise: new Refusal('changed_meanwhile', `the earnings of ${ownerId} of ${day} are released already`),
  };
}

function released({ ownerId, day, amountMicroUsd }: HeldEarnings): Write {
  const change = added({ pendingMicroUsd: -amountMicroUsd, releasedMicroUsd: amountMicroUsd });
  return {
    update: {
      Key: keys.ownerBalance(ownerId),
      UpdateExpression: `${change.UpdateExpression} SET releasedDay = :day REMOVE #held`,
      ConditionExpression: `#held = :amount AND ${change.ConditionExpression}`,
      ExpressionAttributeNames: { '#held': heldOn(day) },
      ExpressionAttributeValues: {
        ...change.ExpressionAttributeValues,
        ':day': day,
        ':amount': amountMicroUsd,
      },
    },
    otherwise: new Refusal('changed_meanwhile', `the earnings of ${ownerId} of ${day} were changed`),
  };
}

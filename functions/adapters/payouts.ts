import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { ownersOwn } from '../../shared/beneficiaries.ts';
import {
  grossOf,
  nextAttemptAt,
  type Payout,
  payoutEntry,
  payoutFailedEntry,
  payoutReversedEntry,
  payoutSentEntry,
  type Reversal,
  type Transfer,
} from '../../shared/payout.ts';
import { Refusal } from '../../shared/refusal.ts';
import { mayPayDebt } from '../../shared/take-back.ts';
import { beneficiaryWrites } from './beneficiaries.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';
import { ownerWrites } from './owners.ts';
import { payoutBalanceWrites } from './payout-balances.ts';
import { joinedReads } from './read-items.ts';

export function payoutsIn(db: DynamoDBDocumentClient, tableName: string) {
  const read = joinedReads(db, tableName);
  return {
    async find(ownerId: string, payoutNo: number): Promise<Payout | undefined> {
      const item = await read(keys.payout(ownerId, payoutNo));
      return item && payoutFrom(item);
    },

    /** All payouts of one owner, latest first. */
    async *of(ownerId: string): AsyncGenerator<Payout> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :payout)',
          ExpressionAttributeValues: { ':pk': keys.owner(ownerId).pk, ':payout': 'PAYOUT#' },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
      );
      for await (const { Items } of pages) for (const item of Items ?? []) yield payoutFrom(item);
    },

    /** Payouts that Stripe has not confirmed and whose next attempt is due by then, for the sweep. */
    async *open(dueBy = Number.MAX_SAFE_INTEGER - 1): AsyncGenerator<{ ownerId: string; payoutNo: number }> {
      const { indexPk } = indexKeys.openPayout('');
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :open AND indexSk < :due',
          ExpressionAttributeValues: {
            ':open': indexPk,
            ':due': indexKeys.openPayout('', Math.min(dueBy + 1, 999_999_999_999_999)).indexSk,
          },
        },
      );
      for await (const { Items } of pages)
        for (const { indexSk } of Items ?? []) {
          const [, name = ''] = String(indexSk).split('#');
          const [ownerId, payoutNo] = name.split('/');
          if (ownerId && payoutNo) yield { ownerId, payoutNo: Number(payoutNo) };
        }
    },
  };
}

/** Each returns a change's whole effect: the entry first, as `postOnce` asks. */
export const payoutWrites = {
  /**
   * Three writes: the entry, the balance with the payout's number and period, the payout. One who has a share has a
   * balance apart, which is a fourth.
   */
  plan: (payout: Payout): Write[] => [
    ledgerWrites.post(payoutEntry(payout)),
    ...payoutBalanceWrites.plan(payout),
    {
      put: {
        Item: {
          ...keys.payout(payout.ownerId, payout.payoutNo),
          ...payout,
          ...indexKeys.openPayout(nameIn(payout), payout.createdAt),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: closed(payout),
    },
  ],

  sent: (payout: Payout, transfer: Transfer, now: number): Write[] => [
    ledgerWrites.post(payoutSentEntry(payout, transfer, now)),
    changeBalance(payout, { inTransitMicroUsd: -payout.amountMicroUsd }),
    {
      update: {
        ...whilePending(payout),
        UpdateExpression:
          'SET #state = :paid, stripeTransferId = :transfer, paidAt = :now REMOVE reason, indexPk, indexSk',
        ExpressionAttributeValues: {
          ':pending': 'pending',
          ':paid': 'paid',
          ':transfer': transfer.transferId,
          ':now': now,
        },
      },
      otherwise: closed(payout),
    },
  ],

  failed: (payout: Payout, reason: string, now: number): Write[] => [
    ledgerWrites.post(payoutFailedEntry(payout, reason, now)),
    changeBalance(payout, {
      inTransitMicroUsd: -payout.amountMicroUsd,
      releasedMicroUsd: grossOf(payout),
    }),
    stopPayouts(payout, reason),
    {
      update: {
        ...whilePending(payout),
        UpdateExpression: 'SET #state = :failed, reason = :reason REMOVE indexPk, indexSk',
        ExpressionAttributeValues: { ':pending': 'pending', ':failed': 'failed', ':reason': reason },
      },
      otherwise: closed(payout),
    },
  ],

  /** What came back of a paid payout: what the owner owes is settled first, by what was the owner's. */
  reversed: (
    payout: Payout,
    reversal: Reversal,
    { settledMicroUsd: owed, now }: { settledMicroUsd: bigint; now: number },
  ): Write[] => {
    const settledMicroUsd = mayPayDebt(payout) ? owed : 0n;
    const freed = reversal.amountMicroUsd - settledMicroUsd;
    return [
      ledgerWrites.post(payoutReversedEntry(payout, reversal, { settledMicroUsd, now })),
      ...payoutBalanceWrites.returned(payout, { settledMicroUsd, freedMicroUsd: freed }),
      {
        update: {
          Key: keys.payout(payout.ownerId, payout.payoutNo),
          UpdateExpression: 'ADD reversedMicroUsd :amount',
          ConditionExpression:
            '#state = :paid AND (attribute_not_exists(reversedMicroUsd) OR reversedMicroUsd <= :most)',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':amount': reversal.amountMicroUsd,
            ':paid': 'paid',
            ':most': payout.amountMicroUsd - reversal.amountMicroUsd,
          },
        },
        otherwise: new Refusal('changed_meanwhile', `${nameOf(payout)} can't be reversed by so much`),
      },
    ];
  },

  /** Stays pending; the next attempt goes under another key of Stripe's, after a while. */
  refused: (payout: Payout, reason: string, now: number): Write => ({
    update: {
      Key: keys.payout(payout.ownerId, payout.payoutNo),
      UpdateExpression: 'SET refusals = :next, reason = :reason, indexSk = :due',
      ConditionExpression: 'refusals = :refusals AND #state = :pending',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':next': payout.refusals + 1,
        ':refusals': payout.refusals,
        ':reason': reason,
        ':pending': 'pending',
        ':due': indexKeys.openPayout(nameIn(payout), nextAttemptAt(payout, now)).indexSk,
      },
    },
    otherwise: new Refusal('changed_meanwhile', `${nameOf(payout)} was tried by another meanwhile`),
  }),
};

const nameIn = ({ ownerId, payoutNo }: Payout) => `${ownerId}/${payoutNo}`;

/** Of whom it is for: nobody else's money moves. */
const changeBalance = (
  { ownerId, beneficiaryId }: Payout,
  by: { releasedMicroUsd?: bigint; inTransitMicroUsd?: bigint },
): Write =>
  beneficiaryId === undefined
    ? ledgerWrites.changeOwnerBalance(ownerId, by)
    : ledgerWrites.changeBeneficiaryBalance({ ownerId, beneficiaryId }, by);

const stopPayouts = ({ ownerId, beneficiaryId }: Payout, reason: string): Write =>
  beneficiaryId === undefined || beneficiaryId === ownersOwn
    ? ownerWrites.stopPayouts(ownerId, reason)
    : beneficiaryWrites.stopPayouts({ ownerId, beneficiaryId }, reason);

const nameOf = ({ ownerId, payoutNo }: Payout) => `payout ${payoutNo} of owner ${ownerId}`;

const closed = (payout: Payout) =>
  new Refusal('changed_meanwhile', `${nameOf(payout)} is not pending any more`);

const whilePending = (payout: Payout) => ({
  Key: keys.payout(payout.ownerId, payout.payoutNo),
  ConditionExpression: '#state = :pending',
  ExpressionAttributeNames: { '#state': 'state' },
});

export function payoutFrom(item: Record<string, unknown>): Payout {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...kept } = item;
  const payout = kept as Payout;
  return {
    ...payout,
    amountMicroUsd: BigInt(payout.amountMicroUsd),
    withheldMicroUsd: BigInt(payout.withheldMicroUsd ?? 0),
    reversedMicroUsd: BigInt(payout.reversedMicroUsd ?? 0),
  };
}

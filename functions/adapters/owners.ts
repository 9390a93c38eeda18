import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Doubt, Reputation } from '../../shared/holdback.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Reward } from '../../shared/reward.ts';
import type { AccountState } from '../../shared/stripe-account.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { joinedReads } from './read-items.ts';

export type Owner = {
  ownerId: string;
  name: string;
  /** The connected account that transfers go to. */
  stripeAccountId: string;
  /** What a kilowatt-hour costs at the owner's plug. */
  tariffMicroUsdPerKwh: number;
  /** Of the latest payout, from before its number lay with the balance. */
  lastPayoutNo?: number;
  /** The number of the latest split among beneficiaries, and of the shares in force; absent before the first. */
  lastSplitNo?: number;
  sharesVersion?: number;
  /** How earnings are shown; absent: as money. */
  reward?: Reward;
  /** The account is being closed: all is paid, whatever the threshold, then what is personal is erased. */
  closingAt?: number;
  /** Stripe's code: why its account will never take a transfer. Nothing is paid out until it is mended. */
  payoutsStoppedBy?: string;
  /** Who of finance wants pay that is held for fraud to go again: another person approves it. */
  payReleaseBy?: string;
  /** The account at Stripe as it was last read. */
  account?: AccountState;
  createdAt: number;
} & Reputation;

export function ownersIn(db: DynamoDBDocumentClient, tableName: string) {
  const read = joinedReads(db, tableName);
  const find = async (ownerId: string): Promise<Owner | undefined> => {
    const item = await read(keys.owner(ownerId));
    if (!item) return undefined;
    const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...owner } = item;
    return owner as Owner;
  };
  return {
    find,

    /** Refuses with not_found. */
    async get(ownerId: string): Promise<Owner> {
      const owner = await find(ownerId);
      if (!owner) throw new Refusal('not_found', `There is no owner ${ownerId}.`);
      return owner;
    },

    async *ids(): AsyncGenerator<string> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :owners',
          ExpressionAttributeValues: { ':owners': indexKeys.owner('').indexPk },
        },
      );
      for await (const { Items } of pages) for (const item of Items ?? []) yield item.indexSk;
    },
  };
}

export const ownerWrites = {
  create: (owner: Owner): Write => ({
    put: {
      Item: { ...keys.owner(owner.ownerId), ...owner, ...indexKeys.owner(owner.ownerId) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `owner ${owner.ownerId} exists already`),
  }),

  /** Takes the next split's number, while the shares are those that it was worked out by. */
  takeSplitNo: (ownerId: string, { splitNo, version }: { splitNo: number; version: number }): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'SET lastSplitNo = :no',
      ConditionExpression: `sharesVersion = :version AND ${isNumbered('lastSplitNo', splitNo)}`,
      ExpressionAttributeValues: { ':no': splitNo, ':version': version, ...previous(splitNo) },
    },
    otherwise: new Refusal('changed_meanwhile', `split ${splitNo} of owner ${ownerId} was made meanwhile`),
  }),

  /** Takes the next number of the shares: of two changes at once one gets it. */
  takeSharesVersion: (ownerId: string, version: number): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'SET sharesVersion = :no',
      ConditionExpression: isNumbered('sharesVersion', version),
      ExpressionAttributeValues: { ':no': version, ...previous(version) },
    },
    otherwise: new Refusal(
      'changed_meanwhile',
      'The beneficiaries were changed by another call at the same moment. Look at them, and send yours again.',
    ),
  }),

  setReward: (ownerId: string, reward: Reward): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'SET reward = :reward',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':reward': reward },
    },
    otherwise: new Refusal('not_found', `There is no owner ${ownerId}.`),
  }),

  /** What stopped them may be mended: the next payout finds out. */
  resumePayouts: (ownerId: string): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'REMOVE payoutsStoppedBy',
      ConditionExpression: 'attribute_exists(pk)',
    },
    otherwise: new Refusal('not_found', `There is no owner ${ownerId}.`),
  }),

  /** What was read of the account later stays. With it payouts stop, or what stopped them is lifted. */
  noteAccount: (ownerId: string, account: AccountState, payouts: PayoutsBy = {}): Write =>
    notesAccount(keys.owner(ownerId), account, payouts),

  /** A check differed: the reputation moves on from what it was read as, and pay is held, or held no longer. */
  changeReputation: (
    { ownerId, doubts }: Owner,
    to: { doubts: readonly Doubt[]; hold?: 'begins' | 'ends'; at: number },
  ): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: `SET doubts = :now${to.hold === 'begins' ? ', payHeldSince = if_not_exists(payHeldSince, :since)' : ''} REMOVE payReleaseBy${to.hold === 'ends' ? ', payHeldSince' : ''}`,
      ConditionExpression: doubts
        ? 'doubts = :before'
        : 'attribute_exists(pk) AND attribute_not_exists(doubts)',
      ExpressionAttributeValues: {
        ':now': to.doubts,
        ...(doubts && { ':before': doubts }),
        ...(to.hold === 'begins' && { ':since': to.at }),
      },
    },
    otherwise: new Refusal('changed_meanwhile', `the reputation of owner ${ownerId} was changed meanwhile`),
  }),

  /** The latest who proposed it is its maker. */
  proposeHeldPay: (ownerId: string, madeBy: string): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'SET payReleaseBy = :by',
      ConditionExpression: 'attribute_exists(payHeldSince)',
      ExpressionAttributeValues: { ':by': madeBy },
    },
    otherwise: new Refusal('conflict', `No pay of owner ${ownerId} is held for fraud.`),
  }),

  /** Finance lets pay go again that was held for fraud; `proposedBy`: as it was read, undefined where one person is enough. */
  releaseHeldPay: (ownerId: string, proposedBy?: string): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'REMOVE payHeldSince, doubts, payReleaseBy',
      ConditionExpression: `attribute_exists(payHeldSince)${proposedBy === undefined ? '' : ' AND payReleaseBy = :by'}`,
      ...(proposedBy !== undefined && { ExpressionAttributeValues: { ':by': proposedBy } }),
    },
    otherwise: new Refusal('conflict', `No pay of owner ${ownerId} is held for fraud.`),
  }),

  stopPayouts: (ownerId: string, reason: string): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'SET payoutsStoppedBy = :reason',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':reason': reason },
    },
    otherwise: new Refusal('not_found', `There is no owner ${ownerId}.`),
  }),
};

/** A number that counts from 1 and is not there before. */
const isNumbered = (name: string, no: number) =>
  no === 1 ? `attribute_exists(pk) AND attribute_not_exists(${name})` : `${name} = :previous`;
const previous = (no: number) => (no === 1 ? {} : { ':previous': no - 1 });

/** What follows from an account for its payouts: nothing, that they stop (why), or that they go on. */
export type PayoutsBy = { stopsBy?: string | undefined; goesOn?: boolean };

/** On an owner's or a beneficiary's item. */
export const notesAccount = (
  Key: Record<string, string>,
  account: AccountState,
  { stopsBy, goesOn = false }: PayoutsBy,
): Write => ({
  update: {
    Key,
    UpdateExpression: `SET #account = :account${stopsBy === undefined ? '' : ', payoutsStoppedBy = :stop'}${goesOn ? ' REMOVE payoutsStoppedBy' : ''}`,
    ConditionExpression:
      'attribute_exists(pk) AND (attribute_not_exists(#account) OR #account.readAt <= :readAt)',
    ExpressionAttributeNames: { '#account': 'account' },
    ExpressionAttributeValues: {
      ':account': account,
      ':readAt': account.readAt,
      ...(stopsBy !== undefined && { ':stop': stopsBy }),
    },
  },
  otherwise: new Refusal('changed_meanwhile', `account ${account.stripeAccountId} was read meanwhile`),
});

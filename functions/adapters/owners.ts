import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Reward } from '../../shared/reward.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';

export type Owner = {
  ownerId: string;
  name: string;
  /** The connected account that transfers go to. */
  stripeAccountId: string;
  /** What a kilowatt-hour costs at the owner's plug. */
  tariffMicroUsdPerKwh: number;
  /** The number of the latest payout, 0 before the first. */
  lastPayoutNo: number;
  /** The number of the latest split among beneficiaries, and of the shares in force; absent before the first. */
  lastSplitNo?: number;
  sharesVersion?: number;
  /** How earnings are shown; absent: as money. */
  reward?: Reward;
  /** The account is being closed: all is paid, whatever the threshold, then what is personal is erased. */
  closingAt?: number;
  /** Stripe's code: why its account will never take a transfer. Nothing is paid out until it is mended. */
  payoutsStoppedBy?: string;
  createdAt: number;
};

export function ownersIn(db: DynamoDBDocumentClient, tableName: string) {
  const find = async (ownerId: string): Promise<Owner | undefined> => {
    const Key = keys.owner(ownerId);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    if (!Item) return undefined;
    const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...owner } = Item;
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

  /** Takes the next payout's number: of two planners one gets it. */
  takePayoutNo: (ownerId: string, payoutNo: number): Write => ({
    update: {
      Key: keys.owner(ownerId),
      UpdateExpression: 'SET lastPayoutNo = :no',
      ConditionExpression: 'lastPayoutNo = :previous',
      ExpressionAttributeValues: { ':no': payoutNo, ':previous': payoutNo - 1 },
    },
    otherwise: new Refusal(
      'changed_meanwhile',
      `payout ${payoutNo} of owner ${ownerId} was planned meanwhile`,
    ),
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

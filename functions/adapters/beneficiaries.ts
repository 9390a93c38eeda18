import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Beneficiary, type Shares, type Split, splitEntry } from '../../shared/beneficiaries.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { AccountState } from '../../shared/stripe-account.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';
import { notesAccount, ownerWrites, type PayoutsBy } from './owners.ts';
import { itemsUnder } from './read-pages.ts';

export function beneficiariesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** All that an owner ever named, in the order of their ids: the order in which they were named first. */
    ofOwner: (ownerId: string): Promise<Beneficiary[]> =>
      Array.fromAsync(itemsUnder(db, tableName, keys.beneficiary(ownerId, '')), withoutKeys<Beneficiary>),

    async find(ownerId: string, beneficiaryId: string): Promise<Beneficiary | undefined> {
      const Key = keys.beneficiary(ownerId, beneficiaryId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && withoutKeys<Beneficiary>(Item);
    },

    /** A version of the shares; undefined where there is none of this number. */
    async findShares(ownerId: string, version: number): Promise<Shares | undefined> {
      const Key = keys.shares(ownerId, version);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && withoutKeys<Shares>(Item);
    },
  };
}

export const beneficiaryWrites = {
  create: (beneficiary: Beneficiary): Write => ({
    put: {
      Item: { ...keys.beneficiary(beneficiary.ownerId, beneficiary.beneficiaryId), ...beneficiary },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `beneficiary ${beneficiary.beneficiaryId} exists already`),
  }),

  /** The shares in force from the next payout on. First, so that its number is taken by one change alone. */
  agree: (shares: Shares): Write[] => [
    ownerWrites.takeSharesVersion(shares.ownerId, shares.version),
    {
      put: {
        Item: { ...keys.shares(shares.ownerId, shares.version), ...shares },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `version ${shares.version} of the shares exists already`),
    },
  ],

  /** A change's whole effect: the entry first, as `postOnce` asks. */
  split: (split: Split): Write[] => [
    ledgerWrites.post(splitEntry(split)),
    ownerWrites.takeSplitNo(split.ownerId, { splitNo: split.splitNo, version: split.shares.version }),
    ledgerWrites.changeOwnerBalance(split.ownerId, { releasedMicroUsd: -split.amountMicroUsd }),
    ...split.parts
      .filter(({ amountMicroUsd }) => amountMicroUsd > 0n)
      .map(({ beneficiaryId, amountMicroUsd }) =>
        ledgerWrites.changeBeneficiaryBalance(
          { ownerId: split.ownerId, beneficiaryId },
          { releasedMicroUsd: amountMicroUsd },
        ),
      ),
  ],

  /** As an owner's. */
  resumePayouts: ({ ownerId, beneficiaryId }: Pick<Beneficiary, 'ownerId' | 'beneficiaryId'>): Write => ({
    update: {
      Key: keys.beneficiary(ownerId, beneficiaryId),
      UpdateExpression: 'REMOVE payoutsStoppedBy',
      ConditionExpression: 'attribute_exists(pk)',
    },
    otherwise: new Refusal('not_found', `There is no beneficiary ${beneficiaryId} of owner ${ownerId}.`),
  }),

  /** As an owner's. */
  noteAccount: (
    { ownerId, beneficiaryId }: Pick<Beneficiary, 'ownerId' | 'beneficiaryId'>,
    account: AccountState,
    payouts: PayoutsBy = {},
  ): Write => notesAccount(keys.beneficiary(ownerId, beneficiaryId), account, payouts),

  stopPayouts: (
    { ownerId, beneficiaryId }: Pick<Beneficiary, 'ownerId' | 'beneficiaryId'>,
    reason: string,
  ): Write => ({
    update: {
      Key: keys.beneficiary(ownerId, beneficiaryId),
      UpdateExpression: 'SET payoutsStoppedBy = :reason',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':reason': reason },
    },
    otherwise: new Refusal('not_found', `There is no beneficiary ${beneficiaryId} of owner ${ownerId}.`),
  }),
};

function withoutKeys<Kept>(item: Record<string, unknown>): Kept {
  const { pk: _pk, sk: _sk, ...kept } = item;
  return kept as Kept;
}

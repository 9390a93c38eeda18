import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { accrualKeyOf, settledOf } from '../../shared/accrual.ts';
import type { Entry } from '../../shared/ledger.ts';
import type { MicroUsd } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { afterAll, entriesIn, entryFrom, entryItem } from './entries.ts';
import { entriesByKey } from './entries-by-key.ts';
import { indexKeys, keys } from './keys.ts';
import { joinedReads } from './read-items.ts';

/** What an owner has earned over all time, kept in the item of the owner's balance because it changes with it. */
export type OwnerBalance = {
  pendingMicroUsd: MicroUsd;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
  /** Paid and taken back since: what the owner owes, zero or more. */
  receivableMicroUsd: MicroUsd;
  grossMicroUsd: MicroUsd;
  energyMicroUsd: MicroUsd;
  wearMicroUsd: MicroUsd;
  energyMilliWattHours: number;
  requests: number;
};

/** What a beneficiary is owed of an owner's earnings. */
export type BeneficiaryBalance = {
  beneficiaryId: string;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
};

function balancesIn(db: DynamoDBDocumentClient, tableName: string) {
  const getBalanceItem = async (Key: Record<string, string>) =>
    (await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item ?? {};
  return {
    async ownerBalance(ownerId: string): Promise<OwnerBalance> {
      const item = await getBalanceItem(keys.ownerBalance(ownerId));
      return {
        pendingMicroUsd: BigInt(item.pendingMicroUsd ?? 0),
        releasedMicroUsd: BigInt(item.releasedMicroUsd ?? 0),
        inTransitMicroUsd: BigInt(item.inTransitMicroUsd ?? 0),
        receivableMicroUsd: BigInt(item.receivableMicroUsd ?? 0),
        grossMicroUsd: BigInt(item.grossMicroUsd ?? 0),
        energyMicroUsd: BigInt(item.energyMicroUsd ?? 0),
        wearMicroUsd: BigInt(item.wearMicroUsd ?? 0),
        energyMilliWattHours: item.energyMilliWattHours ?? 0,
        requests: item.requests ?? 0,
      };
    },

    /** Of all who ever had a share, in the order of their ids; none where the earnings were never split. */
    async beneficiaryBalances(ownerId: string): Promise<BeneficiaryBalance[]> {
      const { pk, sk } = keys.beneficiaryBalance(ownerId, '');
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
          ConsistentRead: true,
        },
      );
      const found: BeneficiaryBalance[] = [];
      for await (const { Items } of pages)
        for (const item of Items ?? [])
          found.push({
            beneficiaryId: String(item.sk).slice(sk.length),
            releasedMicroUsd: BigInt(item.releasedMicroUsd ?? 0),
            inTransitMicroUsd: BigInt(item.inTransitMicroUsd ?? 0),
          });
      return found;
    },
  };
}

export function ledgerIn(db: DynamoDBDocumentClient, tableName: string) {
  const { under, indexed } = entriesIn(db, tableName);
  const read = joinedReads(db, tableName);
  return {
    ...balancesIn(db, tableName),

    async findEntry(businessKey: string): Promise<Entry | undefined> {
      const item = await read(keys.entry(businessKey));
      return item && entryFrom(item);
    },

    /** All entries under one root such as `batch/<id>`, in the order of their keys; from after one of these keys on. */
    entriesUnder: (root: string, after?: string): AsyncGenerator<Entry> =>
      under(`LEDGER#${root}`, { from: after === undefined ? 'ENTRY#' : `${keys.entry(after).sk} ` }),

    /**
     * What an owner earned from `fromDay` to `toDay` ("2027-01-08", both included), in the order of the days: of the
     * settlements, which may be before those on which they were shared out.
     */
    earnedBy(ownerId: string, fromDay: string, toDay: string): AsyncGenerator<Entry> {
      const { pk, sk } = keys.earned(ownerId, fromDay);
      return under(pk, { from: sk, to: afterAll(keys.earned(ownerId, toDay).sk) });
    },

    /** All other entries of an owner: releases, splits, payouts. */
    async *unearnedOf(ownerId: string): AsyncGenerator<Entry> {
      const { pk, sk } = keys.earned(ownerId, '');
      yield* under(pk, { from: 'ENTRY#', to: sk });
      yield* under(pk, { from: afterAll(sk) });
    },

    /** Of a batch's settlements, by their entries, those that not all owners are accrued for. */
    async unaccrued(batchId: string): Promise<Entry[]> {
      const { pk, sk } = keys.entry(`batch/${batchId}/settle/`);
      const missing: Entry[] = [];
      for await (const entry of under(pk, { from: sk, to: afterAll(sk) })) {
        if (entry.kind !== 'settle') continue;
        const settled = settledOf(entry);
        const wanted = settled.owners.map(({ ownerId }) => accrualKeyOf(settled, ownerId));
        const posted = await entriesByKey(db, tableName, wanted);
        if (posted.length < wanted.length) missing.push(entry);
      }
      return missing;
    },

    /** The roots of all ledger partitions: every entry lies under one of them. An owner's is known by the owner. */
    async *roots(): AsyncGenerator<string> {
      const seen = new Set<string>();
      for await (const { indexSk } of indexed(indexKeys.ledger('').indexPk)) seen.add(indexSk);
      for await (const { indexSk } of indexed(indexKeys.owner('').indexPk)) seen.add(`owner/${indexSk}`);
      yield* seen;
    },
  };
}

export const ledgerWrites = {
  /**
   * Posts an entry once for ever. `opensRoot`: the first entry of its partition, which the proof finds by the index;
   * more than one may claim it. An owner's needs none.
   */
  post: (entry: Entry, { opensRoot = false }: { opensRoot?: boolean } = {}): Write => ({
    put: {
      Item: {
        ...entryItem(entry),
        ...(opensRoot && indexKeys.ledger(entry.businessKey.split('/', 2).join('/'))),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    isFinal: true,
    otherwise: new Refusal('already_posted', `${entry.businessKey} is posted already`),
  }),

  /** Adds each given amount to the owner's balances and totals; no balance that is taken from falls below zero. */
  changeOwnerBalance: (ownerId: string, by: Partial<OwnerBalance>): Write => ({
    update: { Key: keys.ownerBalance(ownerId), ...added(by) },
    otherwise: new Refusal('payout_refused', `owner ${ownerId} has less than is to be moved`),
  }),

  /** As `changeOwnerBalance`, of one who has a share. */
  changeBeneficiaryBalance: (
    { ownerId, beneficiaryId }: { ownerId: string; beneficiaryId: string },
    by: Partial<Omit<BeneficiaryBalance, 'beneficiaryId'>>,
  ): Write => ({
    update: { Key: keys.beneficiaryBalance(ownerId, beneficiaryId), ...added(by) },
    otherwise: new Refusal(
      'payout_refused',
      `beneficiary ${beneficiaryId} of owner ${ownerId} has less than is to be moved`,
    ),
  }),
};

/** Adds each amount, of which there is one at least; what is taken from must have it. */
export function added(by: Readonly<Record<string, number | bigint>>) {
  const all = Object.entries(by);
  const moving = all.filter(([, amount]) => BigInt(amount) !== 0n);
  // An update that says nothing is none: where nothing moves, the first is added to by zero.
  const changes = moving.length > 0 ? moving : all.slice(0, 1);
  const taken = changes.filter(([, amount]) => amount < 0n);
  return {
    UpdateExpression: `ADD ${changes.map(([name]) => `${name} :${name}`).join(', ')}`,
    ...(taken.length > 0 && {
      ConditionExpression: taken.map(([name]) => `${name} >= :least_${name}`).join(' AND '),
    }),
    ExpressionAttributeValues: Object.fromEntries([
      ...changes.map(([name, amount]) => [`:${name}`, amount]),
      ...taken.map(([name, amount]) => [`:least_${name}`, -amount]),
    ]),
  };
}

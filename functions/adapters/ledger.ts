import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { dayOf } from '../../shared/accrual.ts';
import type { Account, Entry } from '../../shared/ledger.ts';
import type { MicroUsd } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';

/** What an owner has earned over all time, kept in the item of the owner's balance because it changes with it. */
export type OwnerBalance = {
  pendingMicroUsd: MicroUsd;
  releasedMicroUsd: MicroUsd;
  inTransitMicroUsd: MicroUsd;
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
    async customerBalance(customerId: string): Promise<MicroUsd> {
      return BigInt((await getBalanceItem(keys.customerBalance(customerId))).availableMicroUsd ?? 0);
    },

    async ownerBalance(ownerId: string): Promise<OwnerBalance> {
      const item = await getBalanceItem(keys.ownerBalance(ownerId));
      return {
        pendingMicroUsd: BigInt(item.pendingMicroUsd ?? 0),
        releasedMicroUsd: BigInt(item.releasedMicroUsd ?? 0),
        inTransitMicroUsd: BigInt(item.inTransitMicroUsd ?? 0),
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

/** The index names entries, and each is read by itself. */
const readsAtOnce = 25;

export function ledgerIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    ...balancesIn(db, tableName),

    async findEntry(businessKey: string): Promise<Entry | undefined> {
      const Key = keys.entry(businessKey);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && entryFrom(Item);
    },

    /** All entries under one root such as `batch/<id>`, in the order of their keys. */
    async *entriesUnder(root: string): AsyncGenerator<Entry> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `LEDGER#${root}` },
          ConsistentRead: true,
        },
      );
      for await (const { Items } of pages) for (const item of Items ?? []) yield entryFrom(item);
    },

    /** What an owner earned from `fromDay` to `toDay` ("2027-01-08", both included), in the order of the days. */
    async *earnedBy(ownerId: string, fromDay: string, toDay: string): AsyncGenerator<Entry> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :earned AND indexSk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':earned': indexKeys.earned(ownerId, '').indexPk,
            ':from': fromDay,
            // After every key of the day.
            ':to': `${toDay}~`,
          },
        },
      );
      const read = async ({ pk, sk }: Record<string, unknown>) =>
        (await db.send(new GetCommand({ TableName: tableName, Key: { pk, sk } }))).Item;
      for await (const { Items = [] } of pages)
        for (let from = 0; from < Items.length; from += readsAtOnce) {
          const items = await Promise.all(Items.slice(from, from + readsAtOnce).map(read));
          yield* items.filter((item) => item !== undefined).map(entryFrom);
        }
    },

    /** The roots of all ledger partitions: every entry lies under one of them. */
    async *roots(): AsyncGenerator<string> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :ledger',
          ExpressionAttributeValues: { ':ledger': indexKeys.ledger('').indexPk },
        },
      );
      const seen = new Set<string>();
      for await (const { Items } of pages) for (const item of Items ?? []) seen.add(item.indexSk);
      yield* seen;
    },
  };
}

export const ledgerWrites = {
  /**
   * Posts an entry once for ever. `opensRoot`: the first entry of its partition, which the proof finds by the index;
   * more than one may claim it. `earnedBy`: the owner who finds it among what was earned on its day.
   */
  post: (
    entry: Entry,
    { opensRoot = false, earnedBy }: { opensRoot?: boolean; earnedBy?: string } = {},
  ): Write => ({
    put: {
      Item: {
        ...keys.entry(entry.businessKey),
        ...entry,
        ...(opensRoot && indexKeys.ledger(entry.businessKey.split('/', 2).join('/'))),
        ...(earnedBy !== undefined && indexKeys.earned(earnedBy, `${dayOf(entry.at)}#${entry.businessKey}`)),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('already_posted', `${entry.businessKey} is posted already`),
  }),

  /** Adds to (or, negative, takes from) what the customer may spend: never below zero. */
  changeCustomerBalance: (customerId: string, byMicroUsd: MicroUsd): Write => ({
    update: {
      Key: keys.customerBalance(customerId),
      UpdateExpression: 'ADD availableMicroUsd :by',
      ...(byMicroUsd < 0n && { ConditionExpression: 'availableMicroUsd >= :least' }),
      ExpressionAttributeValues: { ':by': byMicroUsd, ...(byMicroUsd < 0n && { ':least': -byMicroUsd }) },
    },
    otherwise: new Refusal(
      'insufficient_quota',
      'Your balance does not cover the most that this can cost. Top up, or send fewer requests.',
    ),
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

/** Adds each amount; what is taken from must have it. */
export function added(by: Readonly<Record<string, number | bigint>>) {
  const changes = Object.entries(by).filter(([, amount]) => BigInt(amount) !== 0n);
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

/** An entry as it lies in the table, or as a stream record shows it. */
export function entryFrom(item: Record<string, unknown>): Entry {
  const { businessKey, kind, at, postings, memo } = item as Entry;
  return {
    businessKey,
    kind,
    at,
    memo,
    postings: postings.map(({ account, amountMicroUsd }) => ({
      account: account as Account,
      amountMicroUsd: BigInt(amountMicroUsd),
    })),
  };
}

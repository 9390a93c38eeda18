import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Beneficiary, ownersOwn, type Share } from '../../shared/beneficiaries.ts';
import type { OwnerToPay, Payee } from '../../shared/payout-run.ts';
import { indexKeys, keys } from './keys.ts';
import type { Owner } from './owners.ts';
import { type Item, readItems } from './read-items.ts';

/** One call reads so many items, and an owner has two. */
const ownersAtOnce = 50;

type Reader = ReturnType<typeof readerOf>;

function readerOf(db: DynamoDBDocumentClient, tableName: string) {
  const query = async (pk: string, prefix: string, limit?: number): Promise<Item[]> => {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': prefix },
        ConsistentRead: true,
        ...(limit !== undefined && { Limit: limit }),
      }),
    );
    return Items;
  };

  const readMany = (wanted: readonly Record<string, string>[]): Promise<Item[]> =>
    readItems(db, tableName, wanted);

  const read = async (Key: Record<string, string>): Promise<Item | undefined> =>
    (await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;

  return { query, read, readMany };
}

/**
 * The first earnings, in ms: of an owner who was never paid, and only where that matters. They are kept with the
 * balance since it is told there.
 */
async function firstEarnedAt({ query }: Reader, ownerId: string, balance: Item): Promise<number | undefined> {
  if (balance.firstEarnedAt !== undefined) return Number(balance.firstEarnedAt);
  const { pk, sk } = keys.earned(ownerId, '');
  const [first] = await query(pk, sk, 1);
  return first && Number(first.at);
}

async function sharesOf(
  { read }: Reader,
  { ownerId, sharesVersion }: Owner,
): Promise<readonly Share[] | undefined> {
  if (sharesVersion === undefined) return undefined;
  const item = await read(keys.shares(ownerId, sharesVersion));
  if (!item) throw new Error(`owner ${ownerId} has no version ${sharesVersion} of the shares`);
  return item.shares as readonly Share[];
}

async function beneficiariesOf({ query }: Reader, owner: Owner): Promise<OwnerToPay['beneficiaries']> {
  const { ownerId } = owner;
  if (owner.sharesVersion === undefined) return [];
  const [named, balances] = await Promise.all([
    query(keys.beneficiary(ownerId, '').pk, keys.beneficiary(ownerId, '').sk),
    query(keys.beneficiaryBalance(ownerId, '').pk, keys.beneficiaryBalance(ownerId, '').sk),
  ]);
  const byId = new Map(named.map((item) => [String(item.beneficiaryId), item as unknown as Beneficiary]));
  const balanceOf = new Map(balances.map((item) => [idIn(item), item]));
  const ids = [...new Set([...byId.keys(), ...balanceOf.keys()])].sort();
  return ids.map((beneficiaryId) => ({
    beneficiaryId,
    ...payeeOf(
      balanceOf.get(beneficiaryId) ?? {},
      beneficiaryId === ownersOwn ? owner : byId.get(beneficiaryId),
    ),
    namedAt: byId.get(beneficiaryId)?.createdAt ?? owner.createdAt,
  }));
}

async function complete(
  reader: Reader,
  { owner, balance }: { owner: Owner; balance: Item },
  readsFirst: boolean,
): Promise<OwnerToPay> {
  const { ownerId, closingAt } = owner;
  const lastPayoutNo = Number(balance.lastPayoutNo ?? owner.lastPayoutNo ?? 0);
  const own = payeeOf(balance, owner);
  const [shares, beneficiaries] = await Promise.all([
    sharesOf(reader, owner),
    beneficiariesOf(reader, owner),
  ]);
  // What is split already waits with whom it was shared.
  const isWaiting = [own, ...beneficiaries].some(({ releasedMicroUsd }) => releasedMicroUsd > 0n);
  const first =
    readsFirst && lastPayoutNo === 0 && isWaiting ? await firstEarnedAt(reader, ownerId, balance) : undefined;
  return {
    ownerId,
    ...own,
    lastPayoutNo,
    receivableMicroUsd: BigInt((balance.receivableMicroUsd as number | bigint | undefined) ?? 0),
    lastNetNo: Number(balance.lastNetNo ?? 0),
    ...(closingAt !== undefined && { closingAt }),
    ...(first !== undefined && { firstEarnedAt: first }),
    ...(shares && { shares }),
    beneficiaries,
  };
}

/** Owners as whoever pays them must know them: what they are owed, and what keeps it from being sent. */
export function payeesIn(db: DynamoDBDocumentClient, tableName: string) {
  const reader = readerOf(db, tableName);

  /** In the order of their ids. `readsFirst`: when they first earned, where they were never paid. */
  async function getMany(ownerIds: readonly string[], { readsFirst = true } = {}): Promise<OwnerToPay[]> {
    const owners: OwnerToPay[] = [];
    for (let from = 0; from < ownerIds.length; from += ownersAtOnce) {
      const ids = ownerIds.slice(from, from + ownersAtOnce);
      const items = await reader.readMany([...ids.map(keys.owner), ...ids.map(keys.ownerBalance)]);
      const itemAt = new Map(items.map((item) => [String(item.pk), item]));
      const known = ids.flatMap((id) => {
        const owner = itemAt.get(keys.owner(id).pk) as unknown as Owner | undefined;
        return owner ? [{ owner, balance: itemAt.get(keys.ownerBalance(id).pk) ?? {} }] : [];
      });
      owners.push(...(await Promise.all(known.map((each) => complete(reader, each, readsFirst)))));
    }
    return owners;
  }

  return {
    getMany,

    /** The ids of the next owners after the one named, in the order of their ids. */
    async idsAfter(ownerId: string, limit: number): Promise<string[]> {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :owners AND indexSk > :after',
          ExpressionAttributeValues: { ':owners': indexKeys.owner('').indexPk, ':after': ownerId || ' ' },
          Limit: limit,
        }),
      );
      return Items.map(({ indexSk }) => String(indexSk));
    },
  };
}

const idIn = (item: Item): string => String(item.sk).slice(keys.beneficiaryBalance('', '').sk.length);

type Holder = Pick<Owner, 'payoutsStoppedBy' | 'account'>;

function payeeOf(balance: Item, holder: Holder | undefined): Payee {
  const { lastPayoutAt, lastPayoutPeriod } = balance as { lastPayoutAt?: number; lastPayoutPeriod?: string };
  return {
    releasedMicroUsd: BigInt((balance.releasedMicroUsd as number | bigint | undefined) ?? 0),
    inTransitMicroUsd: BigInt((balance.inTransitMicroUsd as number | bigint | undefined) ?? 0),
    ...(lastPayoutAt !== undefined && { lastPayoutAt }),
    ...(lastPayoutPeriod !== undefined && { lastPayoutPeriod }),
    ...(holder?.payoutsStoppedBy !== undefined && { stoppedBy: holder.payoutsStoppedBy }),
    account: holder?.account,
  };
}

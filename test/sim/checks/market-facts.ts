import { batchFrom } from '../../../functions/adapters/batches.ts';
import { balanceFrom } from '../../../functions/adapters/customer-balances.ts';
import { entryFrom } from '../../../functions/adapters/entries.ts';
import { holdFrom } from '../../../functions/adapters/holds.ts';
import type { Owner } from '../../../functions/adapters/owners.ts';
import { payoutFrom } from '../../../functions/adapters/payouts.ts';
import { taskFrom } from '../../../functions/adapters/tasks.ts';
import { provenVehicles } from '../../../shared/holdback.ts';
import { checkHistory } from '../../../shared/invariants/history-invariants.ts';
import type { Snapshot } from '../../../shared/invariants/snapshot.ts';
import type { TableChange } from '../model/table.ts';
import { copyMapOut } from '../model/values.ts';

type Item = Record<string, unknown>;

/** What of the table the invariants are about, by its sort key, and how it is read. */
const kinds = {
  entry: entryFrom,
  balance: balanceFrom,
  owner: (item: Item) => item as unknown as Owner,
  ownerBalance: (item: Item) => item,
  beneficiary: (item: Item) => item,
  hold: holdFrom,
  batch: batchFrom,
  task: taskFrom,
  payout: payoutFrom,
} satisfies Record<string, (item: Item) => unknown>;
type Kind = keyof typeof kinds;

function kindOf(pk: string, sk: string): Kind | undefined {
  const word = sk.split('#', 1)[0] ?? '';
  if (word === 'BALANCE') return pk.startsWith('BALANCE#customer') ? 'balance' : 'ownerBalance';
  if (word === 'BENEFICIARY') return pk.startsWith('BALANCE#') ? 'beneficiary' : undefined;
  return byWord[word];
}

const byWord: Partial<Record<string, Kind>> = {
  ENTRY: 'entry',
  OWNER: 'owner',
  HOLD: 'hold',
  BATCH: 'batch',
  TASK: 'task',
  PAYOUT: 'payout',
};

/** Which fields of a snapshot are made of which kinds. */
const fieldOf: Record<
  Kind,
  'entries' | 'customerBalances' | 'owners' | 'holds' | 'batches' | 'tasks' | 'payouts'
> = {
  entry: 'entries',
  balance: 'customerBalances',
  owner: 'owners',
  ownerBalance: 'owners',
  beneficiary: 'owners',
  hold: 'holds',
  batch: 'batches',
  task: 'tasks',
  payout: 'payouts',
};

type Field = (typeof fieldOf)[Kind];

/**
 * The table as the invariants see it, kept up with each change: a field of the snapshot is made anew only where one of
 * its records changed, and is the same object as before otherwise.
 */
export function marketFacts(fraudWindowSeconds: number) {
  const facts = new Map<Kind, Map<string, unknown>>(
    (Object.keys(kinds) as Kind[]).map((kind) => [kind, new Map()]),
  );
  const stale = new Set<Field>(Object.values(fieldOf));
  const made: Partial<Record<Field, unknown>> = {};
  const all = <Value>(kind: Kind) => facts.get(kind) as Map<string, Value>;

  const makers: Record<Field, () => unknown> = {
    entries: () => [...all('entry').values()],
    customerBalances: () =>
      new Map([...all('balance')].map(([name, balance]) => [name.split('/')[1]?.split(' ')[0], balance])),
    owners: () => [...all<Owner>('owner').values()].map((owner) => ownerOf(owner, all, fraudWindowSeconds)),
    holds: () => [...all('hold').values()],
    batches: () => [...all('batch').values()],
    tasks: () => [...all('task').values()],
    payouts: () => [...all('payout').values()],
  };

  return {
    /** What this change means; undefined where no invariant is about it. */
    note({
      key: { pk, sk },
      before,
      after,
    }: Pick<TableChange, 'key' | 'before' | 'after'>): Changed | undefined {
      const kind = kindOf(pk, sk);
      if (!kind) return undefined;
      stale.add(fieldOf[kind]);
      const name = `${pk} ${sk}`;
      const read = kinds[kind] as (item: Item) => unknown;
      const was = before && all(kind).get(name);
      if (after) all(kind).set(name, read(copyMapOut(after) as Item));
      else all(kind).delete(name);
      return { field: fieldOf[kind], was, is: all(kind).get(name) };
    },

    snapshot(now: number): Snapshot {
      for (const field of stale) made[field] = makers[field]();
      stale.clear();
      return { now, ...(made as Omit<Snapshot, 'now'>) };
    },
  };
}

export type Changed = { field: Field; was: unknown; is: unknown };

/** What must hold between a record and what became of it: the whole history is nothing but such steps. */
export function brokenHistory(changes: readonly Changed[]) {
  const before = changes.filter(({ was }) => was !== undefined);
  if (before.length === 0) return [];
  return checkHistory(
    ofRecords(before, 'was'),
    ofRecords(
      before.filter(({ is }) => is !== undefined),
      'is',
    ),
  ).filter(({ holds }) => !holds);
}

function ofRecords(changes: readonly Changed[], when: 'was' | 'is'): Snapshot {
  const of = (field: Field) => changes.filter((each) => each.field === field).map((each) => each[when]);
  return {
    now: 0,
    customerBalances: new Map(),
    owners: [],
    ...{ entries: of('entries'), holds: of('holds'), batches: of('batches') },
    ...{ tasks: of('tasks'), payouts: of('payouts') },
  } as unknown as Snapshot;
}

type All = <Value>(kind: Kind) => Map<string, Value>;

function ownerOf({ ownerId, payHeldSince, doubts = [] }: Owner, all: All, fraudWindowSeconds: number) {
  const at = `BALANCE#owner/${ownerId} `;
  const sums = (item: Item | undefined, name: string) => BigInt((item?.[name] as number | bigint) ?? 0);
  const balance = all<Item>('ownerBalance').get(`${at}BALANCE`);
  const shares = [...all<Item>('beneficiary')].filter(([name]) => name.startsWith(at));
  return {
    ownerId,
    pendingMicroUsd: sums(balance, 'pendingMicroUsd'),
    releasedMicroUsd: sums(balance, 'releasedMicroUsd'),
    inTransitMicroUsd: sums(balance, 'inTransitMicroUsd'),
    receivableMicroUsd: sums(balance, 'receivableMicroUsd'),
    ...(payHeldSince !== undefined && {
      payHeldSince,
      frozenVehicles: provenVehicles(doubts, fraudWindowSeconds),
    }),
    beneficiaries: shares.map(([name, item]) => ({
      beneficiaryId: name.split('#').at(-1) ?? '',
      releasedMicroUsd: sums(item, 'releasedMicroUsd'),
      inTransitMicroUsd: sums(item, 'inTransitMicroUsd'),
    })),
  };
}

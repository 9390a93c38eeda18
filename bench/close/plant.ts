import { DatabaseSync } from 'node:sqlite';
import { exceptionIdOf, type FindingStatus } from '../../shared/reconciliation/finding.ts';
import type { FileLine } from './bank-file.ts';
import { times } from './month.ts';

/** What must be found: by the id of the exception that it is, its status. */
export type Planted = Map<string, FindingStatus>;

type Row = { id: string; json: string };
type Json = Record<string, unknown> & { metadata?: Record<string, string> };

/** So many of each kind at Stripe, and so many in the bank's file. */
export const sharesOf = (planted: number) => {
  const bank = Math.max(1, Math.min(5, Math.floor(planted / 10)));
  return { bank, stripe: planted - bank };
};

/**
 * Tampers with what the stand-in for Stripe keeps, after the fact: what was paid stays paid, but Stripe tells it
 * otherwise. Returns what must be found, and how many balance transactions there were and of how many something was
 * planted on.
 */
export function plantAtStripe(file: string, planted: number, draw: (below: number) => number) {
  const store = new DatabaseSync(file);
  try {
    const found: Planted = new Map();
    const transfers = shuffled(transactionsOf(store, 'transfer'), draw);
    const charges = transactionsOf(store, 'charge');
    const { stripe } = sharesOf(planted);
    const take = (count: number) => transfers.splice(0, count);
    const gone = Math.floor(stripe / 2);
    const before = [...transfers, ...charges, ...transactionsOf(store, 'payout')].length;
    for (const row of take(gone)) found.set(removed(store, row), 'missing_theirs');
    for (let no = 0; no < stripe - gone; no++)
      found.set(added(store, pick(charges, draw), `missing${no}`), 'missing_ours');
    const doubled = take(stripe);
    for (const row of doubled) found.set(twice(store, row), 'duplicate');
    const changed = take(stripe);
    for (const row of changed) found.set(ofAnotherAmount(store, row, 1 + draw(50)), 'amount_differs');
    const moved = take(planted);
    const owners = moved.map((row) => ownerOf(store, row));
    for (const [at, row] of moved.entries())
      found.set(ofAnotherOwner(store, row, owners[(at + 1) % owners.length] ?? ''), 'amount_differs');
    for (let no = 0; no < stripe; no++) found.set(late(store, pick(charges, draw), no), 'timing');
    return { found, sound: before - gone - changed.length - moved.length };
  } finally {
    store.close();
  }
}

/** Tampers with the bank's file: what is left of the lines, and what must be found. `late` are not in it yet. */
export function plantInBank(
  { shown, late: lateLines }: { shown: readonly FileLine[]; late: readonly FileLine[] },
  planted: number,
  draw: (below: number) => number,
): { found: Planted; lines: FileLine[]; sound: number } {
  const found: Planted = new Map();
  const { bank } = sharesOf(planted);
  const rest = shuffled(shown, draw);
  const missing = rest.splice(0, bank);
  const doubled = rest.splice(0, bank);
  const changed = rest.splice(0, bank);
  for (const { payoutId } of missing) found.set(exceptionIdOf.payout(payoutId), 'missing_theirs');
  for (const { payoutId } of doubled) found.set(exceptionIdOf.payout(payoutId), 'duplicate');
  for (const { payoutId } of changed) found.set(exceptionIdOf.payout(payoutId), 'amount_differs');
  for (const { payoutId } of lateLines) found.set(exceptionIdOf.payout(payoutId), 'timing');
  const lines = [
    ...rest,
    ...doubled,
    ...doubled.map((line) => ({ ...line, reference: `${line.reference}X` })),
    ...changed.map((line) => ({ ...line, cents: line.cents + 1 + draw(50) })),
  ];
  return { found, lines, sound: rest.length };
}

const transactionsOf = (store: DatabaseSync, type: string): Row[] =>
  store
    .prepare(
      `SELECT id, json FROM objects WHERE kind = 'balance_transaction' AND account = '' AND json ->> '$.type' = ?`,
    )
    .all(type) as Row[];

function shuffled<Each>(all: readonly Each[], draw: (below: number) => number): Each[] {
  const mixed = [...all];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = draw(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as Each, mixed[at] as Each];
  }
  return mixed;
}

function pick(rows: readonly Row[], draw: (below: number) => number): Row {
  const row = rows[draw(rows.length)];
  if (!row) throw new Error('Stripe has no charge to plant another by');
  return row;
}

const parsed = ({ json }: Pick<Row, 'json'>): Json => JSON.parse(json);

function removed(store: DatabaseSync, { id, json }: Row): string {
  const { source } = parsed({ json });
  store.prepare('DELETE FROM objects WHERE id = ?').run(id);
  const { metadata } = parsed(objectOf(store, String(source)));
  return exceptionIdOf.entry(`owner/${metadata?.ownerId}/payout/${metadata?.payoutNo}/sent`);
}

function objectOf(store: DatabaseSync, id: string): Row & { kind: string } {
  const row = store.prepare('SELECT id, kind, json FROM objects WHERE id = ?').get(id);
  if (!row) throw new Error(`Stripe has no ${id}`);
  return row as Row & { kind: string };
}

function insert(store: DatabaseSync, kind: string, object: Json): void {
  store
    .prepare(`INSERT INTO objects (id, kind, account, json) VALUES (?, ?, '', ?)`)
    .run(String(object.id), kind, JSON.stringify(object));
}

/** A payment that nobody took over. */
function added(store: DatabaseSync, row: Row, name: string, changes: Json = {}): string {
  const transaction = parsed(row);
  const charge = parsed(objectOf(store, String(transaction.source)));
  const [id, source] = [`txn_${name}`, `ch_${name}`];
  insert(store, 'charge', { ...charge, id: source, balance_transaction: id });
  insert(store, 'balance_transaction', { ...transaction, id, source, ...changes });
  return exceptionIdOf.transaction(id);
}

function late(store: DatabaseSync, row: Row, no: number): string {
  const created = times.reconciliation / 1_000 - 60 * (1 + (no % 30));
  return added(store, row, `late${no}`, { created, available_on: created + 86_400, status: 'pending' });
}

function twice(store: DatabaseSync, row: Row): string {
  const id = `${row.id}again`;
  insert(store, 'balance_transaction', { ...parsed(row), id });
  return exceptionIdOf.transaction(id);
}

function ofAnotherAmount(store: DatabaseSync, row: Row, moreCents: number): string {
  const { amount, net, ...rest } = parsed(row);
  const changed = { ...rest, amount: Number(amount) - moreCents, net: Number(net) - moreCents };
  store.prepare('UPDATE objects SET json = ? WHERE id = ?').run(JSON.stringify(changed), row.id);
  return exceptionIdOf.transaction(row.id);
}

const ownerOf = (store: DatabaseSync, row: Row): string =>
  String(parsed(objectOf(store, String(parsed(row).source))).metadata?.ownerId);

/** Stripe says that the transfer was another owner's. */
function ofAnotherOwner(store: DatabaseSync, row: Row, ownerId: string): string {
  const transfer = parsed(objectOf(store, String(parsed(row).source)));
  const changed = { ...transfer, metadata: { ...transfer.metadata, ownerId } };
  store.prepare('UPDATE objects SET json = ? WHERE id = ?').run(JSON.stringify(changed), String(transfer.id));
  return exceptionIdOf.transaction(row.id);
}

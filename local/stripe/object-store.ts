import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Kind, StripeObject, StripeObjects } from './stripe-objects.ts';

/** The platform's own account; connected accounts are named by their `acct_` id. */
export const platformAccount = '';

/** Bounds in seconds since 1970, as Stripe's `created` filter. */
interface CreatedRange {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}

export interface PageQuery {
  account: string;
  limit: number;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
  created?: CreatedRange | undefined;
  /** Top-level fields of the object that must have this value. Names come from code, never from a request. */
  equals?: Record<string, string | undefined>;
  /** A top-level field that must match one of the patterns, in which `*` stands for anything. */
  patterns?: { field: string; patterns: readonly string[] } | undefined;
}

// The columns after `json` are computed from it, so that there is one truth and every filter can be indexed.
// synchronous=FULL: an answer that was given survives kill -9 and a power cut.
const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    json TEXT NOT NULL,
    created INTEGER AS (json ->> '$.created'),
    status TEXT AS (json ->> '$.status'),
    currency TEXT AS (json ->> '$.currency'),
    net INTEGER AS (json ->> '$.net'),
    available_on INTEGER AS (json ->> '$.available_on')
  );
  CREATE INDEX IF NOT EXISTS pages ON objects (kind, account, seq);
  CREATE INDEX IF NOT EXISTS statuses ON objects (kind, status);
  CREATE INDEX IF NOT EXISTS balances ON objects (account, currency, available_on, net)
    WHERE kind = 'balance_transaction';
  CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS replies (
    idempotency_key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    body TEXT NOT NULL, kept_at INTEGER NOT NULL
  ) WITHOUT ROWID;
`;

/** Stripe's objects as JSON rows in SQLite: on disk under `dir`, or in memory. Every method is synchronous. */
export class ObjectStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(dir?: string) {
    if (dir !== undefined) mkdirSync(dir, { recursive: true });
    this.#database = new DatabaseSync(dir === undefined ? ':memory:' : join(dir, 'stripe.sqlite'));
    this.#database.exec(schema);
  }

  /** Runs `work` as one transaction: all its writes, or, when it throws, none. */
  transact<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.#database.exec('COMMIT');
      return value;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Inside a transaction: runs `work`, and undoes its writes when it throws an error that `undoes`. */
  attempt<T>(work: () => T, undoes: (error: unknown) => boolean): T {
    this.#database.exec('SAVEPOINT attempt');
    try {
      const value = work();
      this.#database.exec('RELEASE attempt');
      return value;
    } catch (error) {
      this.#database.exec(undoes(error) ? 'ROLLBACK TO attempt; RELEASE attempt' : 'RELEASE attempt');
      throw error;
    }
  }

  /** Adds the object, or replaces the one with its id (which keeps its place in lists). */
  put(account: string, object: StripeObject): void {
    this.run(
      `INSERT INTO objects (id, kind, account, json) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
      [object.id, object.object, account, JSON.stringify(object)],
    );
  }

  find<K extends Kind>(kind: K, account: string, id: string): StripeObjects[K] | undefined {
    const rows = this.rows('SELECT json FROM objects WHERE id = ? AND kind = ? AND account = ?', [
      id,
      kind,
      account,
    ]);
    return this.#parse<K>(rows)[0];
  }

  /** Any object by its id, whatever its kind and account: for `expand`. */
  findAnything(id: string): unknown {
    const [row] = this.rows('SELECT json FROM objects WHERE id = ?', [id]);
    return row === undefined ? undefined : JSON.parse(String(row.json));
  }

  /** Objects whose `status` is given and whose numeric `field` (a time in seconds) is not after `seconds`. */
  due<K extends Kind>(kind: K, status: string, until: { field: string; seconds: number }) {
    const rows = this.rows(
      `SELECT json, account FROM objects WHERE kind = ? AND status = ? AND json ->> '$.${until.field}' <= ?
       ORDER BY seq`,
      [kind, status, until.seconds],
    );
    const objects = this.#parse<K>(rows);
    return objects.map((object, index) => ({ object, account: String(rows[index]?.account) }));
  }

  /** One page of a list, newest first, as Stripe's lists are. */
  page<K extends Kind>(kind: K, query: PageQuery): { data: StripeObjects[K][]; hasMore: boolean } {
    const conditions = ['kind = ?', 'account = ?'];
    const values: SQLInputValue[] = [kind, query.account];
    const where = (condition: string, value: SQLInputValue | undefined) => {
      if (value === undefined) return;
      conditions.push(condition);
      values.push(value);
    };
    where('seq < (SELECT seq FROM objects WHERE id = ?)', query.startingAfter);
    where('seq > (SELECT seq FROM objects WHERE id = ?)', query.endingBefore);
    where('created > ?', query.created?.gt);
    where('created >= ?', query.created?.gte);
    where('created < ?', query.created?.lt);
    where('created <= ?', query.created?.lte);
    for (const [field, value] of Object.entries(query.equals ?? {}))
      where(`json ->> '$.${field}' = ?`, value);
    if (query.patterns !== undefined) {
      const { field, patterns } = query.patterns;
      conditions.push(`(${patterns.map(() => `json ->> '$.${field}' GLOB ?`).join(' OR ') || 'FALSE'})`);
      values.push(...patterns);
    }
    const isBackwards = query.endingBefore !== undefined;
    const rows = this.rows(
      `SELECT json FROM objects WHERE ${conditions.join(' AND ')}
       ORDER BY seq ${isBackwards ? 'ASC' : 'DESC'} LIMIT ?`,
      [...values, query.limit + 1],
    );
    const data = this.#parse<K>(rows.slice(0, query.limit));
    return { data: isBackwards ? data.reverse() : data, hasMore: rows.length > query.limit };
  }

  run(sql: string, values: SQLInputValue[]): void {
    this.#prepare(sql).run(...values);
  }

  rows(sql: string, values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#prepare(sql).all(...values);
  }

  close(): void {
    this.#database.close();
  }

  // The store wrote each row from an object of this kind, so its type needs no second check.
  #parse<K extends Kind>(rows: Record<string, unknown>[]): StripeObjects[K][] {
    return rows.map((row) => JSON.parse(String(row.json)));
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

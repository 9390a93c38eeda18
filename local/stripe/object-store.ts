import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { storeSchema, storeUpgrade } from './store-schema.ts';
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
  /** The automatic payout that the balance transactions were paid out by. */
  payout?: string | undefined;
}

/**
 * Stripe's objects as JSON rows in SQLite: on disk under `dir`, or in memory. Every method is synchronous.
 * `isHasty` leaves the writing to the operating system: then only kill -9 is survived, no power cut.
 */
export class ObjectStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(dir?: string, { isHasty = false }: { isHasty?: boolean } = {}) {
    if (dir !== undefined) mkdirSync(dir, { recursive: true });
    this.#database = new DatabaseSync(dir === undefined ? ':memory:' : join(dir, 'stripe.sqlite'));
    this.#database.exec(storeSchema);
    if (isHasty) this.#database.exec('PRAGMA synchronous = OFF');
    const [version] = this.rows('PRAGMA user_version', []);
    if (version?.user_version === 0) this.transact(() => this.#database.exec(storeUpgrade));
  }

  /** Runs `work` as one transaction: all its writes, or, when it throws, none. */
  transact<T>(work: () => T): T {
    this.run('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.run('COMMIT');
      return value;
    } catch (error) {
      this.run('ROLLBACK');
      throw error;
    }
  }

  /** Inside a transaction: runs `work`, and undoes its writes when it throws an error that `undoes`. */
  attempt<T>(work: () => T, undoes: (error: unknown) => boolean): T {
    this.run('SAVEPOINT attempt');
    try {
      const value = work();
      this.run('RELEASE attempt');
      return value;
    } catch (error) {
      if (undoes(error)) this.run('ROLLBACK TO attempt');
      this.run('RELEASE attempt');
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

  /** Objects of an account with this value in a top-level field, whose name comes from code; newest first. */
  findBy<K extends Kind>(
    kind: K,
    account: string,
    { field, value }: { field: string; value: string },
  ): StripeObjects[K][] {
    const rows = this.rows(
      `SELECT json FROM objects WHERE kind = '${kind}' AND account = ? AND json ->> '$.${field}' = ? ORDER BY seq DESC`,
      [account, value],
    );
    return this.#parse<K>(rows);
  }

  /** An object of any account, with the account it belongs to. */
  findAnywhere<K extends Kind>(
    kind: K,
    id: string,
  ): { object: StripeObjects[K]; account: string } | undefined {
    const rows = this.rows('SELECT json, account FROM objects WHERE id = ? AND kind = ?', [id, kind]);
    const [object] = this.#parse<K>(rows);
    return object && { object, account: String(rows[0]?.account) };
  }

  /** Any object by its id, whatever its kind and account: for `expand`. */
  findAnything(id: string): unknown {
    const [row] = this.rows('SELECT json FROM objects WHERE id = ?', [id]);
    return row === undefined ? undefined : JSON.parse(String(row.json));
  }

  /** Brings the object up again, once, when the clock has come to `dueAtSeconds`; a later call moves that. */
  setTimer(account: string, id: string, dueAtSeconds: number): void {
    this.run('INSERT OR REPLACE INTO timers VALUES (?, ?, ?)', [id, account, dueAtSeconds]);
  }

  /** The timer that was due first, used up, and the object it is of; undefined while none is due. */
  takeDue(nowSeconds: number): { id: string; account: string; object: StripeObject | undefined } | undefined {
    const [timer] = this.rows(
      'SELECT id, account FROM timers WHERE due_at <= ? ORDER BY due_at, rowid LIMIT 1',
      [nowSeconds],
    );
    if (timer === undefined) return undefined;
    const [id, account] = [String(timer.id), String(timer.account)];
    this.run('DELETE FROM timers WHERE id = ?', [id]);
    const [row] = this.rows('SELECT json FROM objects WHERE id = ?', [id]);
    return { id, account, object: row === undefined ? undefined : JSON.parse(String(row.json)) };
  }

  /** One page of a list, newest first, as Stripe's lists are. */
  page<K extends Kind>(kind: K, query: PageQuery): { data: StripeObjects[K][]; hasMore: boolean } {
    // The kind stands in the statement itself, or SQLite would not use the indexes that are of one kind only.
    const conditions = [`kind = '${kind}'`, 'account = ?'];
    const values: SQLInputValue[] = [query.account];
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
    where('id IN (SELECT id FROM paid_out WHERE payout = ?)', query.payout);
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

  run(sql: string, values: SQLInputValue[] = []): void {
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

import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { pMapIterable } from 'p-map';
import { addEntries, differenceOf, type GroupBalances, type Ledgers } from '../../shared/account-group.ts';
import {
  emptyHead,
  type JournalHead,
  type JournalLink,
  misfitOf,
  readSegment,
} from '../../shared/journal-link.ts';
import type { Entry } from '../../shared/ledger.ts';
import { type Currency, ledgerCurrency, type MicroUsd } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import type { JournalObjects } from './journal-objects.ts';
import { journalSlotsIn, type Named, type SegmentName } from './journal-slots.ts';
import { keys } from './keys.ts';

/** Where the chain ends. `balances`: of the ledger in USD; `ledgers` has all currencies. */
export type Head = JournalHead & { balances: GroupBalances };

/** What a reading of the whole chain found. `misfit`: the first link that does not fit, and why; absent: all fit. */
export type Verified = { links: number; entries: number; hash: string; misfit?: string };

/** Milliseconds since the epoch; `from` included, `to` not. */
type Span = { from: number; to: number };

/** All entries in one hash-chained order: links in the table, their segments in S3. See shared/journal-link.ts. */
export function journalIn(db: DynamoDBDocumentClient, tableName: string, objects: JournalObjects) {
  const slots = journalSlotsIn(db, tableName);

  async function head(): Promise<Head> {
    const Key = keys.journalHead();
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item ? headFrom(Item) : { ...emptyHead, balances: new Map() };
  }

  /** Segments in the chain's order, some of them read ahead: that many of a megabyte or so are held in memory. */
  const segmentsOf = <Name extends SegmentName>(names: Iterable<Name> | AsyncIterable<Name>) =>
    pMapIterable(names, async (name) => ({ name, body: await objects.findBytes(name.object) }), {
      concurrency: 32,
    });

  async function* links(fromSeq = 1): AsyncGenerator<JournalLink> {
    const { pk, sk } = keys.journalLink(fromSeq);
    const pages = paginateQuery(
      { client: db },
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :last',
        ExpressionAttributeValues: { ':pk': pk, ':from': sk, ':last': 'LINK#~' },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) for (const item of Items ?? []) yield linkFrom(item);
  }

  /** Those of a span, each with the link that holds it, from the link `fromSeq` on. */
  async function* linked({ from, to }: Span, fromSeq = 1): AsyncGenerator<{ seq: number; entry: Entry }> {
    const end = await head();
    const names = await slots.segmentsOf(within({ from, to }, end), end);
    for await (const { name, body } of segmentsOf(names.filter(({ seq }) => seq >= fromSeq)))
      for (const entry of entriesIn(name, body))
        if (entry.at >= from && entry.at < to) yield { seq: name.seq, entry };
  }

  return {
    head,
    linked,
    /** In their order, from this one on. */
    links,
    unchained: <Each extends Named>(entries: readonly Each[]) => slots.unchained(entries),
    /** A test for entries of a span: whether a link holds them. */
    chainedIn: async (span: Span) => slots.chainedIn(within(span, await head())),

    /**
     * Entries whose `at` lies in the span, in the order of the chain, which is roughly theirs in time; those that were
     * chained when it began. A few segments' memory however long the span is.
     */
    async *entries(span: Span): AsyncGenerator<Entry> {
      for await (const { entry } of linked(span)) yield entry;
    },

    /** Recomputes every hash and balance, and hands each entry to `each` on the way. */
    async verify(each: (entry: Entry, seq: number) => void = () => {}): Promise<Verified> {
      const end = await head();
      let at: Reached = emptyHead;
      for await (const { name: link, body } of segmentsOf(upTo(end.seq, links()))) {
        const misfit = await misfitOf(link, at, body);
        if (misfit !== undefined) return told(at, misfit);
        const entries = [...entriesIn(link, body)];
        for (const entry of entries) each(entry, link.seq);
        at = {
          seq: link.seq,
          hash: link.hash,
          entries: at.entries + entries.length,
          ledgers: addEntries(at.ledgers, entries),
        };
      }
      return told(at, misfitOfHead(end, at));
    },
  };
}

/** How far a reading of the chain has come. */
type Reached = Pick<JournalHead, 'seq' | 'hash' | 'entries' | 'ledgers'>;

const told = ({ seq, entries, hash }: Reached, misfit: string | undefined): Verified => ({
  links: seq,
  entries,
  hash,
  ...(misfit !== undefined && { misfit }),
});

function misfitOfHead(end: JournalHead, reached: Reached): string | undefined {
  if (reached.seq !== end.seq) return `link ${reached.seq + 1} is gone`;
  if (reached.hash !== end.hash || reached.entries !== end.entries)
    return `the head says something else than link ${reached.seq}`;
  return differenceOf(end.ledgers, reached.ledgers);
}

function entriesIn({ object }: SegmentName, body: Uint8Array | undefined): Generator<Entry> {
  if (!body) throw new Error(`the journal's object ${object} is gone`);
  return readSegment(body).entries;
}

/** What of the span the chain's entries lie in. */
const within = ({ from, to }: Span, { minAt = 0, maxAt = -1 }: JournalHead): Span => ({
  from: Math.max(from, minAt),
  to: Math.min(to, maxAt + 1),
});

async function* upTo(seq: number, links: AsyncIterable<JournalLink>): AsyncGenerator<JournalLink> {
  for await (const link of links) {
    if (link.seq > seq) return;
    yield link;
  }
}

const changed = new Refusal('changed_meanwhile', 'the journal was appended to meanwhile');

export const journalWrites = {
  /** `head` is the changed one: its version is one above the loaded one's. Of two who append at once one is refused. */
  moveHead: ({ ledgers, ...head }: JournalHead): Write => ({
    put: {
      Item: { ...keys.journalHead(), ...head, ledgers: plainLedgers(ledgers) },
      ...(head.version === 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :loaded',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':loaded': head.version - 1 },
          }),
    },
    otherwise: changed,
  }),

  append: (link: JournalLink): Write => ({
    put: {
      Item: { ...keys.journalLink(link.seq), ...link },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: changed,
  }),

  /** That an entry came too late for its month, once. */
  refuse: ({ businessKey, at }: RefusedEntry): Write => ({
    put: {
      Item: { ...keys.journalRefused(businessKey), businessKey, at },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('period_closed', `${businessKey} is refused already`),
  }),
};

/** Wanted, but its month is closed: it stands in no link, and finance is told of it. */
export type RefusedEntry = { businessKey: string; at: number };

export const plainLedgers = (ledgers: Ledgers) =>
  Object.fromEntries([...ledgers].map(([currency, balances]) => [currency, Object.fromEntries(balances)]));

export const ledgersFrom = (plain: Record<Currency, Record<string, number | bigint>>): Ledgers =>
  new Map(
    Object.entries(plain).map(([currency, balances]) => [
      currency as Currency,
      new Map(Object.entries(balances).map(([group, amount]): [string, MicroUsd] => [group, BigInt(amount)])),
    ]),
  );

function headFrom(item: Record<string, unknown>): Head {
  const { pk: _pk, sk: _sk, ledgers: plain, ...head } = item as JournalHead & Record<string, unknown>;
  const ledgers = ledgersFrom(plain as unknown as Record<Currency, Record<string, number>>);
  return { ...head, ledgers, balances: ledgers.get(ledgerCurrency) ?? new Map() };
}

function linkFrom(item: Record<string, unknown>): JournalLink {
  const { pk: _pk, sk: _sk, ...link } = item as JournalLink & Record<string, unknown>;
  return link;
}

import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { JournalHead, JournalLink } from '../../shared/journal-link.ts';
import type { Entry } from '../../shared/ledger.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/**
 * What says which entries are in the chain. A link writes, with itself, one item for each ten minutes that its
 * entries are of, which names them: 16 bytes each, of the SHA-256 of their business keys. An entry's `at` never
 * changes, so whether it is chained is told by the items of its own ten minutes, exactly.
 */
const slotMillis = 600_000;
export const slotOf = (at: number): number => Math.floor(at / slotMillis) * slotMillis;

const markBytes = 16;

export type Named = Pick<Entry, 'businessKey' | 'at'>;

/** As many characters as the mark has bytes. */
const markOf = (businessKey: string): string =>
  createHash('sha256').update(businessKey).digest().subarray(0, markBytes).toString('latin1');

/** A segment that holds an entry of the times asked for. */
export type SegmentName = Pick<JournalLink, 'seq' | 'object' | 'bytes'>;

type Span = { from: number; to: number };

export function journalSlotsIn(db: DynamoDBDocumentClient, tableName: string) {
  /** The items of the slots that the span from `from` to before `to` touches, by time. */
  async function* itemsOf(span: Span, names: readonly string[]): AsyncGenerator<Record<string, unknown>> {
    if (span.from >= span.to) return;
    const last = slotOf(span.to - 1);
    for (let day = dayStart(span.from); day <= last; day += dayMillis) {
      const first = keys.journalSlot(Math.max(day, slotOf(span.from)), 0);
      const end = keys.journalSlot(Math.min(last, day + dayMillis - slotMillis), lastSeq);
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: { ':pk': first.pk, ':first': first.sk, ':end': end.sk },
          ProjectionExpression: names.map((name) => `#${name}`).join(', '),
          ConsistentRead: true,
        },
      );
      for await (const { Items } of pages) yield* Items ?? [];
    }
  }

  async function addMarks(marks: Set<string>, span: Span): Promise<void> {
    for await (const { marks: bytes } of itemsOf(span, ['marks'])) {
      const text = Buffer.from(bytes as Uint8Array).toString('latin1');
      for (let at = 0; at < text.length; at += markBytes) marks.add(text.slice(at, at + markBytes));
    }
  }

  return {
    /** Those of these entries that no link holds, as of now. */
    async unchained<Each extends Named>(entries: readonly Each[]): Promise<Each[]> {
      const slots = [...new Set(entries.map(({ at }) => slotOf(at)))];
      const marks = new Set<string>();
      for (let from = 0; from < slots.length; from += readsAtOnce)
        await Promise.all(
          slots
            .slice(from, from + readsAtOnce)
            .map((slot) => addMarks(marks, { from: slot, to: slot + slotMillis })),
        );
      return entries.filter(({ businessKey }) => !marks.has(markOf(businessKey)));
    },

    /** A test for entries of a span: whether a link holds them. 16 characters of memory for each that is chained. */
    async chainedIn(span: Span): Promise<(entry: Named) => boolean> {
      const marks = new Set<string>();
      await addMarks(marks, span);
      return ({ businessKey }) => marks.has(markOf(businessKey));
    },

    /** In the order of the chain, each once. Links after `head` are left out. */
    async segmentsOf(span: Span, head: Pick<JournalHead, 'seq'>): Promise<SegmentName[]> {
      const found = new Map<number, SegmentName>();
      for await (const item of itemsOf(span, ['seq', 'object', 'bytes'])) {
        const name = item as SegmentName;
        if (name.seq <= head.seq) found.set(name.seq, name);
      }
      return [...found.values()].sort((a, b) => a.seq - b.seq);
    },
  };
}

const readsAtOnce = 10;
const lastSeq = 999_999_999_999;
const dayMillis = 86_400_000;
const dayStart = (at: number): number => Math.floor(at / dayMillis) * dayMillis;

/** For the commit of the link: they are true exactly when it is. */
export function slotWrites({ seq, object, bytes }: SegmentName, entries: readonly Named[]): Write[] {
  return [...Map.groupBy(entries, ({ at }) => slotOf(at))].map(([slot, same]) => ({
    put: {
      Item: {
        ...keys.journalSlot(slot, seq),
        seq,
        object,
        bytes,
        marks: Buffer.from(same.map(({ businessKey }) => markOf(businessKey)).join(''), 'latin1'),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('changed_meanwhile', `link ${seq} of the journal was appended meanwhile`),
  }));
}

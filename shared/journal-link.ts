import { addEntries, type Ledgers } from './account-group.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Account, Entry } from './ledger.ts';
import type { MicroUsd } from './money.ts';

/**
 * The journal is one order of all entries, made after the fact: links, each of which names the one before it by its
 * hash. Whoever changed, dropped or moved a single entry would have to change every hash since.
 */
export type JournalLink = {
  /** From 1, without gaps. */
  seq: number;
  previousHash: string;
  /** SHA-256, in hex, of the previous hash's characters followed by the segment's bytes. */
  hash: string;
  /** Names the segment's object. It holds the hash, so that of two who append at once neither reads the other's. */
  object: string;
  bytes: number;
  entries: number;
  /** The least and the greatest `at` of its entries, in milliseconds since the epoch. */
  minAt: number;
  maxAt: number;
  appendedAt: number;
};

/** Where the chain ends, and how all accounts stand there. */
export type JournalHead = {
  /** One more with each change of the head: a link, or a period's close. */
  version: number;
  seq: number;
  hash: string;
  /** In the whole chain. */
  entries: number;
  /** The least and the greatest `at` in the whole chain; absent while it is empty. */
  minAt?: number;
  maxAt?: number;
  /** Entries before this moment can't be chained any more: their periods are closed. 0: none is. */
  closedUntil: number;
  ledgers: Ledgers;
};

export const emptyHead: JournalHead = {
  version: 0,
  seq: 0,
  hash: '0'.repeat(64),
  entries: 0,
  closedUntil: 0,
  ledgers: new Map(),
};

type Forged = { head: JournalHead; link: JournalLink; body: Uint8Array };

/** The link of these entries (one at least) after `head`, the head that it makes, and the bytes of its segment. */
export async function nextLink(
  head: JournalHead,
  entries: readonly Entry[],
  appendedAt: number,
): Promise<Forged> {
  const seq = head.seq + 1;
  const span = spanOf(entries);
  const body = segmentOf({ seq, previousHash: head.hash, entries: entries.length, ...span }, entries);
  const hash = await linkHash(head.hash, body);
  return {
    body,
    link: {
      seq,
      previousHash: head.hash,
      hash,
      object: `links/${String(seq).padStart(12, '0')}-${hash}.jsonl`,
      bytes: body.length,
      entries: entries.length,
      ...span,
      appendedAt,
    },
    head: {
      ...head,
      version: head.version + 1,
      seq,
      hash,
      entries: head.entries + entries.length,
      minAt: Math.min(head.minAt ?? span.minAt, span.minAt),
      maxAt: Math.max(head.maxAt ?? span.maxAt, span.maxAt),
      ledgers: addEntries(head.ledgers, entries),
    },
  };
}

const spanOf = (entries: readonly Entry[]) => {
  const times = entries.map(({ at }) => at);
  return {
    minAt: times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY),
    maxAt: times.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY),
  };
};

async function linkHash(previousHash: string, body: Uint8Array): Promise<string> {
  const before = new TextEncoder().encode(previousHash);
  const all = new Uint8Array(before.length + body.length);
  all.set(before);
  all.set(body, before.length);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

type Header = Pick<JournalLink, 'seq' | 'previousHash' | 'entries' | 'minAt' | 'maxAt'>;

/** A header and one entry a line, as canonical JSON. */
const segmentOf = (header: Header, entries: readonly Entry[]): Uint8Array =>
  new TextEncoder().encode(
    [canonicalJson(header), ...entries.map(lineOf)].map((line) => `${line}\n`).join(''),
  );

/** An entry in one form only, its money as strings of digits. */
export const lineOf = ({ businessKey, kind, currency, at, postings, memo }: Entry): string =>
  canonicalJson({ businessKey, kind, currency, at, postings, memo });

/** A segment's header and entries, the latter read one by one. */
export function readSegment(body: Uint8Array): { header: Header; entries: Generator<Entry> } {
  const lines = linesOf(new TextDecoder().decode(body));
  const { value: first = '{}' } = lines.next();
  return { header: JSON.parse(first), entries: entriesOf(lines) };
}

function* linesOf(text: string): Generator<string, undefined> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    yield text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
  }
}

type EntryLine = Omit<Entry, 'postings'> & { postings: { account: Account; amountMicroUsd: string }[] };

function* entriesOf(lines: Iterable<string>): Generator<Entry> {
  for (const line of lines) {
    const entry: EntryLine = JSON.parse(line);
    yield {
      ...entry,
      postings: entry.postings.map(({ account, amountMicroUsd }) => ({
        account,
        amountMicroUsd: BigInt(amountMicroUsd) satisfies MicroUsd,
      })),
    };
  }
}

/** What does not fit between a link, the one before it and its segment's bytes; undefined where all does. */
export async function misfitOf(
  link: JournalLink,
  before: Pick<JournalHead, 'seq' | 'hash'>,
  body: Uint8Array | undefined,
): Promise<string | undefined> {
  if (link.seq !== before.seq + 1) return `link ${link.seq} follows link ${before.seq}`;
  if (link.previousHash !== before.hash) return `link ${link.seq} names another link before it`;
  if (body === undefined) return `the segment of link ${link.seq} is gone`;
  if ((await linkHash(before.hash, body)) !== link.hash) return `the segment of link ${link.seq} was changed`;
  const { header } = readSegment(body);
  const { seq, previousHash, entries, minAt, maxAt } = link;
  if (canonicalJson(header) !== canonicalJson({ seq, previousHash, entries, minAt, maxAt }))
    return `link ${seq} says something else than its segment`;
  return undefined;
}

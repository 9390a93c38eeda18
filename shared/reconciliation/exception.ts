import type { Account } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import type { Finding } from './finding.ts';

export type Note = { by: string; at: number; text: string };

/** A correction that somebody proposed and somebody else has to approve; with `approvedBy` it is as good as posted. */
export type Proposal = {
  postings: readonly { account: Account; amountMicroUsd: MicroUsd }[];
  reason: string;
  proposedBy: string;
  proposedAt: number;
  approvedBy?: string;
};

/**
 * What finance has to explain.
 *
 * open ──the next run finds nothing wrong any more, or two people post a correction──▶ resolved
 *   ▲                                                                                    │
 *   └──────────────── a later run finds something else about the same thing ◀────────────┘
 */
export type Exception = Finding & {
  state: 'open' | 'resolved';
  firstSeenAt: number;
  assignee?: string;
  notes: readonly Note[];
  proposal?: Proposal;
  /** Corrections so far: the next one's number is one more. */
  corrections: number;
  /** The entry that resolved it; absent where it resolved itself. */
  resolvedBy?: string;
  resolvedAt?: number;
  /** Rises with each change. */
  version: number;
};

export const ageBuckets = ['0-1', '2-7', '8-30', '>30'] as const;
export type AgeBucket = (typeof ageBuckets)[number];

const dayMillis = 86_400_000;

/** By whole days since the money moved, or should have. */
export function ageOf({ occurredAt }: Pick<Exception, 'occurredAt'>, now: number): AgeBucket {
  const days = Math.floor((now - occurredAt) / dayMillis);
  if (days <= 1) return '0-1';
  if (days <= 7) return '2-7';
  return days <= 30 ? '8-30' : '>30';
}

/** Who speaks where the program itself does. */
export const byItself = 'reconciliation';

const note = (text: string, at: number): Note => ({ by: byItself, at, text });

export const withNote = (exception: Exception, added: Note): Exception => ({
  ...exception,
  notes: [...exception.notes, added],
  version: exception.version + 1,
});

export const newException = (finding: Finding, now: number): Exception => ({
  ...finding,
  state: 'open',
  firstSeenAt: now,
  notes: [],
  corrections: 0,
  version: 1,
});

const isSame = (a: Finding, b: Finding): boolean =>
  a.status === b.status && a.differenceMicroUsd === b.differenceMicroUsd && a.reason === b.reason;

/** The exception after a run that found this about it; undefined where nothing changes. */
function afterFinding(before: Exception, finding: Finding, now: number): Exception | undefined {
  const isSettled = before.state === 'resolved' && before.resolvedBy !== undefined;
  if (isSame(before, finding) && (before.state === 'open' || isSettled)) return undefined;
  const { proposal: _proposal, resolvedBy: _by, resolvedAt: _at, ...kept } = before;
  const told =
    before.state === 'open'
      ? `Was ${before.status}: ${before.reason}.`
      : `Opened again: it was resolved, and is ${finding.status} now.`;
  return {
    ...kept,
    ...finding,
    state: 'open',
    notes: [...before.notes, note(told, now)],
    version: before.version + 1,
  };
}

/** The exception after a run that looked at it and found nothing wrong; undefined where it is resolved already. */
function afterNothing(before: Exception, now: number): Exception | undefined {
  if (before.state === 'resolved') return undefined;
  const { proposal: _proposal, ...kept } = before;
  return {
    ...kept,
    state: 'resolved',
    resolvedAt: now,
    notes: [...before.notes, note(`Closed: ${before.reason} is no longer so.`, now)],
    version: before.version + 1,
  };
}

export type RunChanges = {
  opened: Exception[];
  changed: Exception[];
  closed: Exception[];
  /** Open after it. */
  open: number;
};

/**
 * What a run does to the exceptions: each finding is one, once; what it looked at and did not find again is closed.
 * A second run of the same data changes nothing.
 */
export function followRun(
  before: ReadonlyMap<string, Exception>,
  findings: readonly Finding[],
  { now, looksAt }: { now: number; looksAt: (exception: Exception) => boolean },
): RunChanges {
  const known = findings.filter(({ exceptionId }) => before.has(exceptionId));
  const found = new Set(findings.map(({ exceptionId }) => exceptionId));
  const vanished = [...before.values()].filter((each) => !found.has(each.exceptionId) && looksAt(each));
  const opened = findings
    .filter(({ exceptionId }) => !before.has(exceptionId))
    .map((finding) => newException(finding, now));
  const changed = present(known.map((finding) => afterKnown(before.get(finding.exceptionId), finding, now)));
  const closed = present(vanished.map((exception) => afterNothing(exception, now)));
  const after = new Map(before);
  for (const each of [...opened, ...changed, ...closed]) after.set(each.exceptionId, each);
  return {
    opened,
    changed,
    closed,
    open: [...after.values()].filter(({ state }) => state === 'open').length,
  };
}

const afterKnown = (before: Exception | undefined, finding: Finding, now: number) =>
  before && afterFinding(before, finding, now);

const present = <Each>(all: readonly (Each | undefined)[]): Each[] =>
  all.filter((each) => each !== undefined);

import type { Ledgers } from './account-group.ts';
import type { JournalHead } from './journal-link.ts';
import { monthOf } from './project.ts';
import { Refusal } from './refusal.ts';

/** A month that is closed: how all accounts stood at its end. It never changes; corrections are entries of later months. */
export type Period = {
  /** "2027-01", of UTC. */
  month: string;
  closedAt: number;
  closedBy: string;
  /** The end of the chain when it was closed: it holds every entry of the month. */
  seq: number;
  hash: string;
  /** Of the month alone. */
  entries: number;
  /** At its end, by account group. */
  ledgers: Ledgers;
  /** Where the balances at its end are by account, with the SHA-256 of those bytes in hex. */
  accounts: { object: string; sha256: string };
};

/** Milliseconds since the epoch; `from` included, `to` not. */
export function spanOfMonth(month: string): { from: number; to: number } {
  const [year = 0, no = 0] = month.split('-').map(Number);
  return { from: Date.UTC(year, no - 1), to: Date.UTC(year, no) };
}

/** So long after a month's end no function can still be posting what it began before: the longest runs for minutes. */
const settlingMillis = 3_600_000;

/** From this moment on a month can be closed. */
export const closableFrom = (month: string): number => spanOfMonth(month).to + settlingMillis;

/** Refuses with period_open unless all before the month is closed, and the month is long enough over. */
export function refuseClose(month: string, head: JournalHead, now: number): void {
  const next = nextToClose(head);
  if (next === undefined) throw new Refusal('period_open', 'Nothing is in the journal yet.');
  if (month !== next)
    throw new Refusal('period_open', `Months are closed in their order: ${next} is the next one.`);
  const opensAt = closableFrom(month);
  if (now < opensAt)
    throw new Refusal('period_open', `${month} can be closed from ${new Date(opensAt).toISOString()} on.`);
}

/** The first month that is not closed and has entries in it or before it; undefined while there are none. */
export const nextToClose = ({ closedUntil, minAt }: JournalHead): string | undefined => {
  if (closedUntil > 0) return monthOf(closedUntil);
  return minAt === undefined ? undefined : monthOf(minAt);
};

import { earnedDayOf } from '../accrual.ts';
import type { DrillLink } from '../contract/drill.ts';
import type { EntryKind } from '../entry-kinds.ts';
import type { Account, Entry } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import { movedBy, sumOf } from '../reports/report.ts';

/** What lay in an account for a payout or a split to take, and what of it was left. */
export type Taken = {
  account: Account;
  /** What the payout or split took. */
  takenMicroUsd: MicroUsd;
  /** What the one before it had left. */
  carriedInMicroUsd: MicroUsd;
  /** What came and went since: together with what was carried in, all that there was to take. */
  parts: (DrillLink & { amountMicroUsd: MicroUsd })[];
  /** Less than a cent, of a payout: it waits for the next one. */
  leftMicroUsd: MicroUsd;
};

const takers: readonly EntryKind[] = ['payout', 'split-earnings'];

/**
 * Explains what a payout or a split took from a released account, by what came into it since the one before it:
 * `parts` + carried in = taken + left, by construction of the account. `entries`: all that ever moved it.
 */
export function takenFrom(taker: Entry, account: Account, entries: readonly Entry[]): Taken {
  const isOwn = (each: string) => each === account;
  const moving = entries
    .filter(({ postings }) => postings.some((posting) => isOwn(posting.account)))
    .sort(byTime(account));
  const until = moving.findIndex(({ businessKey }) => businessKey === taker.businessKey);
  const previous = moving.slice(0, until).findLastIndex((entry) => takes(entry, account));
  const carried = sumOf(moving.slice(0, previous + 1).map(({ postings }) => movedBy(postings, isOwn)));
  const since = moving.slice(previous + 1, until);
  const parts = partsOf(since, isOwn);
  const takenMicroUsd = -movedBy(taker.postings, isOwn);
  const came = sumOf(parts.map(({ amountMicroUsd }) => amountMicroUsd));
  return {
    account,
    takenMicroUsd,
    carriedInMicroUsd: carried,
    parts,
    leftMicroUsd: carried + came - takenMicroUsd,
  };
}

/** Which payout or split took what this entry brought into the account; undefined while none has. */
export function takenBy(entry: Entry, account: Account, entries: readonly Entry[]): Entry | undefined {
  const order = byTime(account);
  return entries.filter((each) => takes(each, account) && order(entry, each) < 0).sort(order)[0];
}

/** A split gives to the accounts of those who share: there it takes nothing. */
const takes = ({ kind, postings }: Entry, account: Account): boolean =>
  takers.includes(kind) && movedBy(postings, (each) => each === account) < 0n;

/** Of one moment, what came in stands before what was taken: a payout takes what there is. */
const byTime =
  (account: Account) =>
  (a: Entry, b: Entry): number =>
    a.at - b.at ||
    Number(takes(a, account)) - Number(takes(b, account)) ||
    numberOf(a) - numberOf(b) ||
    (a.businessKey < b.businessKey ? -1 : 1);

/** `owner/<id>/payout/7` is of number 7. */
const numberOf = ({ businessKey }: Entry): number => Number(businessKey.split('/')[3]) || 0;

/** Earnings that were released at once are told by the day, all else one by one. */
function partsOf(entries: readonly Entry[], isOwn: (account: string) => boolean): Taken['parts'] {
  const named = Map.groupBy(entries, (entry) => partIdOf(entry));
  return [...named].map(([id, those]) => {
    const amountMicroUsd = sumOf(those.map(({ postings }) => movedBy(postings, isOwn)));
    const [first] = those;
    return {
      what: first ? wordsOf(first) : '',
      id,
      at: first?.at ?? null,
      amount_micro_usd: Number(amountMicroUsd),
      amountMicroUsd,
      note: those.length > 1 ? `${those.length} entries` : null,
    };
  });
}

const earningKinds: readonly EntryKind[] = ['accrue-owner', 'pay-audit'];

function partIdOf(entry: Entry): string {
  if (!earningKinds.includes(entry.kind)) return entry.businessKey;
  const [, ownerId] = entry.businessKey.split('/');
  return `owner/${ownerId}/earned/${earnedDayOf(entry)}`;
}

const words: Partial<Record<EntryKind, string>> = {
  'accrue-owner': 'earned and released at once',
  'pay-audit': 'earned and released at once',
  'release-earnings': 'released after its holdback',
  'split-earnings': 'shared among beneficiaries',
  'net-receivable': 'netted: the owner had been overpaid',
  'payout-failed': 'came back: a payout failed',
  'payout-reversed': 'came back: a transfer was reversed',
  'claw-back': 'taken back: a charge was given back',
};

const wordsOf = ({ kind }: Entry): string => words[kind] ?? kind;

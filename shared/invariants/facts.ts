import { type Account, balancesOf, type Entry } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import type { Snapshot } from './snapshot.ts';

/** A snapshot with what several invariants look up in it. */
export type Facts = Snapshot & {
  accounts: ReadonlyMap<Account, MicroUsd>;
  entryOf: ReadonlyMap<string, Entry>;
  /** `batch/<id>`, `customer/<id>` or `owner/<id>` to the entries under it. */
  entriesUnder: ReadonlyMap<string, readonly Entry[]>;
};

export const factsOf = (snapshot: Snapshot): Facts => ({
  ...snapshot,
  accounts: balancesOf(snapshot.entries),
  entryOf: new Map(snapshot.entries.map((entry) => [entry.businessKey, entry])),
  entriesUnder: Map.groupBy(snapshot.entries, ({ businessKey }) => businessKey.split('/', 2).join('/')),
});

/** What the ledger says an account holds. */
export const standing = ({ accounts }: Facts, account: Account): MicroUsd => accounts.get(account) ?? 0n;

/** How the entries of one root and kind moved an account, in all. */
export const movedBy = (entries: readonly Entry[], kind: Entry['kind'], account: Account): MicroUsd =>
  entries
    .filter((entry) => entry.kind === kind)
    .flatMap(({ postings }) => postings)
    .reduce((sum, posting) => (posting.account === account ? sum + posting.amountMicroUsd : sum), 0n);

/** One rule of the market. Its numbers are fixed: reports, alarms and tests name them. */
export type Invariant = {
  id: number;
  name: string;
  /** What contradicts it, one sentence each; none where it holds. */
  violations: (facts: Facts) => Iterable<string>;
};

/** Work that follows a commit through a queue may take so long before its absence is a fault. */
export const graceMillis = 15 * 60_000;

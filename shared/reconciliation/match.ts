import type { MicroUsd } from '../money.ts';
import { exceptionIdOf, type Finding } from './finding.ts';
import { matchBank, type ShownPayout } from './match-bank.ts';
import { matchTransactions } from './match-transactions.ts';
import type { LedgerMovement, SeenLine, SeenPayout, SeenTransaction, Span } from './sources.ts';

export type Sources = {
  movements: readonly LedgerMovement[];
  transactions: readonly SeenTransaction[];
  payouts: readonly SeenPayout[];
  lines: readonly SeenLine[];
};

export type Match = {
  findings: Finding[];
  /** How many of each agree with the others. */
  matched: { transactions: number; payouts: number; lines: number };
  /** The sizes of matched movements at Stripe, in and out, after fees. */
  explainedMicroUsd: MicroUsd;
  /** Lines that agree with their payout and have no entry yet. */
  toPost: ShownPayout[];
};

/**
 * The three-way match of ledger, Stripe and bank: each balance transaction against the entries that name it, each
 * payout against the statement lines that show it, each line against its entry, and each entry against what it names.
 * One pass over each with maps between: the time grows with how much there is, and what is held is one small record
 * of each.
 */
export function matchAll({ movements, transactions, payouts, lines }: Sources, span: Span): Match {
  const corrections = Map.groupBy(movements, ({ exceptionId = '' }) => exceptionId);
  const ordinary = corrections.get('') ?? [];
  corrections.delete('');
  const stripe = matchTransactions(ordinary, transactions, span);
  const bank = matchBank(ordinary, { payouts, lines }, span);
  return {
    findings: corrected([...stripe.findings, ...bank.findings], corrections),
    matched: { transactions: stripe.transactions, payouts: bank.payouts, lines: bank.lines },
    explainedMicroUsd: stripe.explainedMicroUsd,
    toPost: bank.toPost,
  };
}

const correctedBy = (corrections: readonly LedgerMovement[]): MicroUsd =>
  corrections.reduce((sum, each) => sum + each.stripeMicros + each.bankMicros + each.inTransitMicros, 0n);

/**
 * Finance's corrections belong to the exception that they resolve, and are judged with it: a difference that was
 * posted is none any more, a correction of what is right without it is one.
 */
function corrected(
  findings: readonly Finding[],
  corrections: ReadonlyMap<string, readonly LedgerMovement[]>,
): Finding[] {
  const found = new Set(findings.map(({ exceptionId }) => exceptionId));
  const open = findings.flatMap((finding) => {
    const own = corrections.get(finding.exceptionId);
    const differenceMicroUsd = finding.differenceMicroUsd - correctedBy(own ?? []);
    return own && differenceMicroUsd === 0n ? [] : [{ ...finding, differenceMicroUsd }];
  });
  const orphans = [...corrections]
    .filter(([exceptionId]) => !found.has(exceptionId))
    .flatMap(([, own]) => own);
  return [...open, ...orphans.filter((each) => correctedBy([each]) !== 0n).map(orphaned)];
}

const orphaned = (entry: LedgerMovement): Finding => ({
  exceptionId: exceptionIdOf.entry(entry.businessKey),
  status: 'missing_theirs',
  side: 'ledger',
  reason: `it corrects ${entry.exceptionId}, which is right without it by now`,
  ids: { businessKeys: [entry.businessKey] },
  currency: entry.currency,
  differenceMicroUsd: -correctedBy([entry]),
  occurredAt: entry.at,
});

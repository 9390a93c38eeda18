import { microsOfLine } from '../bank-statements/bank-line.ts';
import type { MicroUsd } from '../money.ts';
import { comesWithin, exceptionIdOf, type Finding } from './finding.ts';
import { judgeLine, judgePayout } from './judge-payout.ts';
import { judgeTransaction } from './judge-transaction.ts';
import { inOrder, pairLines } from './pair-lines.ts';
import {
  type LedgerMovement,
  nameOfLine,
  type SeenLine,
  type SeenPayout,
  type SeenTransaction,
} from './sources.ts';

export type Sources = {
  movements: readonly LedgerMovement[];
  transactions: readonly SeenTransaction[];
  payouts: readonly SeenPayout[];
  lines: readonly SeenLine[];
};

/** A statement's line and the payout that it shows, which agree. */
export type ShownPayout = { line: SeenLine; payoutId: string };

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
export function matchAll(sources: Sources, now: number): Match {
  const { corrections, ordinary } = splitCorrections(sources.movements);
  const match: Match = {
    findings: [],
    matched: { transactions: 0, payouts: 0, lines: 0 },
    explainedMicroUsd: 0n,
    toPost: [],
  };
  matchTransactions(match, ordinary, sources.transactions, now);
  matchBank(match, ordinary, sources, now);
  match.findings = corrected(match.findings, corrections);
  return match;
}

/** Finance's corrections belong to the exception that they resolve, and are judged with it. */
function splitCorrections(movements: readonly LedgerMovement[]) {
  const corrections = new Map<string, LedgerMovement[]>();
  const ordinary: LedgerMovement[] = [];
  for (const movement of movements)
    if (movement.exceptionId === undefined) ordinary.push(movement);
    else corrections.set(movement.exceptionId, [...(corrections.get(movement.exceptionId) ?? []), movement]);
  return { corrections, ordinary };
}

const twinKey = ({ type, sourceId, amountMicroUsd }: SeenTransaction) =>
  `${type} ${sourceId} ${amountMicroUsd}`;

function matchTransactions(
  match: Match,
  movements: readonly LedgerMovement[],
  transactions: readonly SeenTransaction[],
  now: number,
): void {
  const moving = movements.filter(({ stripeMicros }) => stripeMicros !== 0n);
  const byTransaction = Map.groupBy(moving, ({ balanceTransactionId = '' }) => balanceTransactionId);
  const known = new Set(transactions.map(({ id }) => id));
  const posted = new Set(transactions.filter(({ id }) => byTransaction.has(id)).map(twinKey));
  for (const transaction of transactions) {
    const isSecond = transaction.sourceId !== null && posted.has(twinKey(transaction));
    const finding = judgeTransaction(transaction, byTransaction.get(transaction.id) ?? [], { now, isSecond });
    if (finding) match.findings.push(finding);
    else {
      const net = transaction.amountMicroUsd - transaction.feeMicroUsd;
      match.matched.transactions++;
      match.explainedMicroUsd += net < 0n ? -net : net;
    }
  }
  for (const [id, entries] of byTransaction)
    if (!known.has(id)) match.findings.push(...entries.map((entry) => unknownToStripe(entry, id, now)));
}

function unknownToStripe(entry: LedgerMovement, id: string, now: number): Finding {
  const isYoung = id !== '' && now < entry.at + comesWithin.stripeListMillis;
  return {
    exceptionId: exceptionIdOf.entry(entry.businessKey),
    status: isYoung ? 'timing' : 'missing_theirs',
    side: 'ledger',
    reason: id === '' ? 'it names no balance transaction' : `Stripe has no ${id}`,
    ids: { businessKeys: [entry.businessKey], ...(id !== '' && { balanceTransactionId: id }) },
    currency: entry.currency,
    differenceMicroUsd: -entry.stripeMicros,
    occurredAt: entry.at,
  };
}

function matchBank(
  match: Match,
  movements: readonly LedgerMovement[],
  { payouts, lines }: Sources,
  now: number,
): void {
  const { linesOf, unpaired } = pairLines(payouts, inOrder(lines));
  const entryOfLine = new Map(
    movements
      .filter(({ bankLineName }) => bankLineName !== undefined)
      .map((each) => [each.bankLineName, each]),
  );
  const book = (line: SeenLine, payoutId: string) => {
    const entry = entryOfLine.get(nameOfLine(line));
    if (!entry) match.toPost.push({ line, payoutId });
    if (!entry || entry.bankMicros === microsOfLine(line)) match.matched.lines++;
    else match.findings.push(differentEntry(line, entry));
  };
  for (const payout of payouts) {
    const own = linesOf.get(payout.payoutId) ?? [];
    const finding = judgePayout(payout, own, now);
    if (finding) match.findings.push(finding);
    else {
      match.matched.payouts++;
      for (const line of own) book(line, payout.payoutId);
    }
  }
  for (const line of unpaired) match.findings.push(judgeLine(line, now));
  const known = new Set(lines.map(nameOfLine));
  for (const [name = '', entry] of entryOfLine)
    if (!known.has(name)) match.findings.push(unknownToBank(name, entry));
}

const differentEntry = (line: SeenLine, entry: LedgerMovement): Finding => ({
  exceptionId: exceptionIdOf.line(nameOfLine(line)),
  status: 'amount_differs',
  side: 'bank',
  reason: `${entry.businessKey} moves ${entry.bankMicros}, the line ${microsOfLine(line)} millionths`,
  ids: { bankLineNames: [nameOfLine(line)], businessKeys: [entry.businessKey] },
  currency: entry.currency,
  differenceMicroUsd: microsOfLine(line) - entry.bankMicros,
  occurredAt: entry.at,
});

const unknownToBank = (name: string, entry: LedgerMovement): Finding => ({
  exceptionId: exceptionIdOf.entry(entry.businessKey),
  status: 'missing_theirs',
  side: 'ledger',
  reason: `no statement has the line ${name}`,
  ids: { businessKeys: [entry.businessKey], bankLineNames: [name] },
  currency: entry.currency,
  differenceMicroUsd: -entry.bankMicros,
  occurredAt: entry.at,
});

const correctedBy = ({ stripeMicros, bankMicros, inTransitMicros }: LedgerMovement): MicroUsd =>
  stripeMicros + bankMicros + inTransitMicros;

/** A difference that finance posted is none any more; a correction of what is right by itself is one. */
function corrected(
  findings: readonly Finding[],
  corrections: ReadonlyMap<string, readonly LedgerMovement[]>,
): Finding[] {
  const orphans = new Map(corrections);
  const open = findings.flatMap((finding) => {
    const own = corrections.get(finding.exceptionId) ?? [];
    orphans.delete(finding.exceptionId);
    const rest = own.reduce((sum, each) => sum - correctedBy(each), finding.differenceMicroUsd);
    return own.length > 0 && rest === 0n ? [] : [{ ...finding, differenceMicroUsd: rest }];
  });
  return [
    ...open,
    ...[...orphans.values()]
      .flat()
      .filter((each) => correctedBy(each) !== 0n)
      .map(orphaned),
  ];
}

const orphaned = (entry: LedgerMovement): Finding => ({
  exceptionId: exceptionIdOf.entry(entry.businessKey),
  status: 'missing_theirs',
  side: 'ledger',
  reason: `it corrects ${entry.exceptionId}, which is right without it by now`,
  ids: { businessKeys: [entry.businessKey] },
  currency: entry.currency,
  differenceMicroUsd: -correctedBy(entry),
  occurredAt: entry.at,
});

import { microsOfLine } from '../bank-statements/bank-line.ts';
import { exceptionIdOf, type Finding } from './finding.ts';
import { judgeLine, judgePayout } from './judge-payout.ts';
import { inOrder, pairLines } from './pair-lines.ts';
import { type LedgerMovement, nameOfLine, type SeenLine, type SeenPayout, type Span } from './sources.ts';

/** A statement's line and the payout that it shows, which agree. */
export type ShownPayout = { line: SeenLine; payoutId: string };

type BankLeg = {
  findings: Finding[];
  payouts: number;
  lines: number;
  /** Lines that agree with their payout and have no entry yet. */
  toPost: ShownPayout[];
};

type Sides = { payouts: readonly SeenPayout[]; lines: readonly SeenLine[] };

/** Each payout against the statement lines that show it, each line against its entry, and each such entry. */
export function matchBank(
  movements: readonly LedgerMovement[],
  { payouts, lines }: Sides,
  { from, now }: Span,
): BankLeg {
  const { linesOf, unpaired } = pairLines(payouts, inOrder(lines));
  const entryOf = entriesByLine(movements);
  const leg: BankLeg = { findings: [], payouts: 0, lines: 0, toPost: [] };
  for (const payout of payouts.filter(({ createdAt }) => createdAt >= from)) {
    const own = linesOf.get(payout.payoutId) ?? [];
    const finding = judgePayout(payout, own, now);
    if (finding) leg.findings.push(finding);
    else {
      leg.payouts++;
      for (const line of own)
        bookLine(leg, { line, payoutId: payout.payoutId }, entryOf.get(nameOfLine(line)));
    }
  }
  const strange = unpaired.filter(({ bookedOn }) => Date.parse(bookedOn) >= from);
  leg.findings.push(...strange.map((line) => judgeLine(line, now)));
  leg.findings.push(...entriesWithoutLine(entryOf, lines, from));
  return leg;
}

const entriesByLine = (movements: readonly LedgerMovement[]): Map<string, LedgerMovement> =>
  new Map(
    movements.flatMap((each) =>
      each.bankLineName === undefined ? [] : [[each.bankLineName, each] as const],
    ),
  );

function bookLine(leg: BankLeg, shown: ShownPayout, entry: LedgerMovement | undefined): void {
  if (!entry) leg.toPost.push(shown);
  if (!entry || entry.bankMicros === microsOfLine(shown.line)) leg.lines++;
  else leg.findings.push(differentEntry(shown.line, entry));
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

function entriesWithoutLine(
  entryOf: ReadonlyMap<string, LedgerMovement>,
  lines: readonly SeenLine[],
  from: number,
): Finding[] {
  const known = new Set(lines.map(nameOfLine));
  return [...entryOf]
    .filter(([name, { at }]) => at >= from && !known.has(name))
    .map(([name, entry]) => ({
      exceptionId: exceptionIdOf.entry(entry.businessKey),
      status: 'missing_theirs' as const,
      side: 'ledger' as const,
      reason: `no statement has the line ${name}`,
      ids: { businessKeys: [entry.businessKey], bankLineNames: [name] },
      currency: entry.currency,
      differenceMicroUsd: -entry.bankMicros,
      occurredAt: entry.at,
    }));
}

import { microsOfLine } from '../bank-statements/bank-line.ts';
import { comesWithin } from './finding.ts';
import { nameOfLine, type SeenLine, type SeenPayout } from './sources.ts';

export type LinePairs = {
  /** By payout. */
  linesOf: ReadonlyMap<string, readonly SeenLine[]>;
  unpaired: readonly SeenLine[];
};

/**
 * Which statement lines are of which payout. First by name: the trace id or the payout's own id stands somewhere in
 * the line. Then, of lines that say they are Stripe's and name none, by amount: the earliest payout of that very
 * amount that has no line and can have arrived that day. In the time of one look at each line's words.
 */
export function pairLines(payouts: readonly SeenPayout[], lines: readonly SeenLine[]): LinePairs {
  const byName = new Map<string, string>();
  for (const { payoutId, traceId } of payouts) {
    byName.set(payoutId.toLowerCase(), payoutId);
    if (traceId) byName.set(traceId.toLowerCase(), payoutId);
  }
  const linesOf = new Map<string, SeenLine[]>();
  const unnamed: SeenLine[] = [];
  for (const line of lines) {
    const payoutId = wordsOf(line)
      .map((word) => byName.get(word))
      .find((found) => found !== undefined);
    if (payoutId === undefined) unnamed.push(line);
    else linesOf.set(payoutId, [...(linesOf.get(payoutId) ?? []), line]);
  }
  const unpaired = pairByAmount(
    payouts.filter(({ payoutId }) => !linesOf.has(payoutId)),
    unnamed,
    linesOf,
  );
  return { linesOf, unpaired };
}

const wordsOf = ({ reference, endToEndId, text }: SeenLine): string[] =>
  `${endToEndId} ${reference} ${text}`
    .toLowerCase()
    .split(/[^a-z0-9_]+/)
    .filter((word) => word.length > 3);

function pairByAmount(
  payouts: readonly SeenPayout[],
  lines: readonly SeenLine[],
  linesOf: Map<string, SeenLine[]>,
): SeenLine[] {
  const waiting = Map.groupBy(
    payouts.filter(({ state }) => state !== 'returned').toSorted((a, b) => a.arrivesAt - b.arrivesAt),
    ({ currency, amountMicros }) => `${currency} ${amountMicros}`,
  );
  return lines.filter((line) => {
    if (!/stripe/i.test(`${line.counterparty} ${line.text}`)) return true;
    const same = waiting.get(`${line.currency} ${microsOfLine(line)}`) ?? [];
    const at = same.findIndex((payout) => canBe(payout, line));
    const [payout] = at < 0 ? [] : same.splice(at, 1);
    if (payout) linesOf.set(payout.payoutId, [line]);
    return payout === undefined;
  });
}

const dayMillis = 86_400_000;

/** Banks' days begin elsewhere, so a day is given on the early side. */
function canBe({ createdAt, arrivesAt }: SeenPayout, { bookedOn }: SeenLine): boolean {
  const bookedAt = Date.parse(bookedOn);
  return bookedAt >= createdAt - 2 * dayMillis && bookedAt <= arrivesAt + comesWithin.bankMillis;
}

/** Lines in the order that a statement has them in. */
export const inOrder = (lines: readonly SeenLine[]): SeenLine[] =>
  lines.toSorted(
    (a, b) => a.bookedOn.localeCompare(b.bookedOn) || nameOfLine(a).localeCompare(nameOfLine(b)),
  );

import { microsOfLine } from '../bank-statements/bank-line.ts';
import type { MicroUsd } from '../money.ts';
import { comesWithin, exceptionIdOf, type Finding, type FindingStatus } from './finding.ts';
import { nameOfLine, type SeenLine, type SeenPayout } from './sources.ts';

const sumOf = (lines: readonly SeenLine[]): MicroUsd =>
  lines.reduce((sum, line) => sum + microsOfLine(line), 0n);

/**
 * What is wrong with a payout and the statement lines that are its; undefined where the bank shows it once, with its
 * very amount, or where it was returned and all in all the bank shows nothing.
 */
export function judgePayout(
  payout: SeenPayout,
  lines: readonly SeenLine[],
  now: number,
): Finding | undefined {
  const expected = payout.state === 'returned' ? 0n : payout.amountMicros;
  const differenceMicroUsd = sumOf(lines) - expected;
  if (differenceMicroUsd === 0n) return undefined;
  return {
    exceptionId: exceptionIdOf.payout(payout.payoutId),
    side: 'bank',
    ids: { payoutId: payout.payoutId, ...(lines.length > 0 && { bankLineNames: lines.map(nameOfLine) }) },
    currency: payout.currency,
    differenceMicroUsd,
    occurredAt: payout.createdAt,
    ...judge(payout, lines, now),
  };
}

function judge(
  payout: SeenPayout,
  lines: readonly SeenLine[],
  now: number,
): { status: FindingStatus; reason: string } {
  const { payoutId, amountMicros, state, arrivesAt } = payout;
  const isYoung = now < arrivesAt + comesWithin.bankMillis;
  if (lines.length === 0)
    return isYoung
      ? { status: 'timing', reason: `the bank does not show ${payoutId} yet` }
      : { status: 'missing_theirs', reason: `the bank never showed ${payoutId}` };
  const same = lines.filter((line) => microsOfLine(line) === amountMicros);
  if (same.length > 1)
    return { status: 'duplicate', reason: `the bank shows ${payoutId} ${same.length} times` };
  if (state === 'returned')
    return isYoung
      ? { status: 'timing', reason: `${payoutId} came back to Stripe; the bank does not show that yet` }
      : { status: 'missing_theirs', reason: `${payoutId} came back to Stripe; the bank never showed that` };
  return {
    status: 'amount_differs',
    reason: `${payoutId} is of ${amountMicros}, the bank shows ${sumOf(lines)} millionths`,
  };
}

/** A line that no payout stands for. What goes out may be a top-up of Stripe's balance that is still on its way. */
export function judgeLine(line: SeenLine, now: number): Finding {
  const differenceMicroUsd = microsOfLine(line);
  const occurredAt = Date.parse(line.bookedOn);
  const isYoung = differenceMicroUsd < 0n && now < occurredAt + comesWithin.bankMillis;
  return {
    exceptionId: exceptionIdOf.line(nameOfLine(line)),
    status: isYoung ? 'timing' : 'missing_ours',
    side: 'bank',
    reason: isYoung
      ? 'the bank shows it going out; Stripe may still show it coming in'
      : 'no payout, top-up or entry stands for this line',
    ids: { bankLineNames: [nameOfLine(line)] },
    currency: line.currency as Finding['currency'],
    differenceMicroUsd,
    occurredAt,
  };
}

import type { ClosingMarket } from './closing-market.ts';
import { bankPayoutsPerMonth, times } from './month.ts';

/** A payout that the bank shows, as its statement has it. */
export type FileLine = {
  payoutId: string;
  cents: number;
  traceId: string;
  bookedAt: number;
  reference: string;
};

/** Payouts to the platform's bank: one for each day, and `late` more in the month's last hours. */
export async function payToBank(
  market: ClosingMarket,
  late: number,
): Promise<{ shown: FileLine[]; late: FileLine[] }> {
  await market.setClock(times.bankPayouts);
  const shown = await payOut(market, bankPayoutsPerMonth, 101);
  await market.setClock(times.latePayouts);
  return { shown, late: await payOut(market, late, 401) };
}

async function payOut(
  { stripe, deps }: ClosingMarket,
  count: number,
  fromCents: number,
): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  for (let no = 0; no < count; no++) {
    const { id } = await stripe.payouts.create({ amount: fromCents + no * 7, currency: 'usd' });
    const { amount, trace_id } = await stripe.payouts.retrieve(id);
    if (!trace_id?.value) throw new Error(`${id} has not arrived`);
    lines.push({
      payoutId: id,
      cents: amount,
      traceId: trace_id.value,
      bookedAt: deps.now(),
      reference: `B${fromCents + no}`,
    });
  }
  return lines;
}

const amountText = (cents: number) => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
const yymmdd = (at: number) => new Date(at).toISOString().slice(2, 10).replaceAll('-', '');

/** As MT940, as the bank would have written it: what it shows adds up. */
export function statementText(lines: readonly FileLine[]): string {
  const total = lines.reduce((sum, { cents }) => sum + cents, 0);
  const entries = lines.flatMap(({ cents, traceId, bookedAt, reference }) => [
    `:61:${yymmdd(bookedAt)}${yymmdd(bookedAt).slice(2)}C${amountText(cents)}NTRFNONREF//${reference}`,
    `:86:STRIPE PAYOUT ${traceId}`,
  ]);
  return [
    ':20:BENCH',
    ':25:MAIN',
    ':28C:1/1',
    `:60F:C${yymmdd(times.bankPayouts)}USD0,00`,
    ...entries,
    `:62F:C${yymmdd(times.statement)}USD${amountText(total)}`,
    '-',
  ].join('\r\n');
}

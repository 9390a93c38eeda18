import { microsOfLine } from '../bank-statements/bank-line.ts';
import { type Entry, entryOf, transferPostings } from '../ledger.ts';
import type { Currency } from '../money.ts';
import type { ShownPayout } from './match-bank.ts';
import { nameOfLine } from './sources.ts';

/** A statement's line that shows a payout, or a top-up of Stripe's balance: `bank/<account>/line/<lineId>`. */
export function lineEntry({ line, payoutId }: ShownPayout, now: number): Entry {
  const micros = microsOfLine(line);
  const currency = line.currency as Currency;
  return entryOf({
    businessKey: `bank/${line.account}/line/${line.lineId}`,
    kind: micros > 0n ? 'bank-line-in' : 'bank-line-out',
    ...(currency !== 'usd' && { currency }),
    at: now,
    postings:
      micros > 0n
        ? transferPostings('bank/account', 'bank/in-transit', micros)
        : transferPostings('bank/in-transit', 'bank/account', -micros),
    memo: { payoutId, bankLineName: nameOfLine(line), bookedOn: line.bookedOn },
  });
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takenBy, takenFrom } from '../../../shared/drill/taken-from.ts';
import { type Entry, entryOf } from '../../../shared/ledger.ts';

const released = 'owner/o/released' as const;

const release = (no: number, at: number, amount: bigint): Entry =>
  entryOf({
    businessKey: `owner/o/release/2027-01-${String(no).padStart(2, '0')}`,
    kind: 'release-earnings',
    at,
    postings: [
      { account: 'owner/o/pending', amountMicroUsd: -amount },
      { account: released, amountMicroUsd: amount },
    ],
    memo: {},
  });

const payout = (no: number, at: number, amount: bigint): Entry =>
  entryOf({
    businessKey: `owner/o/payout/${no}`,
    kind: 'payout',
    at,
    postings: [
      { account: released, amountMicroUsd: -amount },
      { account: 'owner/o/in-transit', amountMicroUsd: amount },
    ],
    memo: {},
  });

test('whatever was released and paid before, a payout is explained exactly, at one moment too', () => {
  const step = fc.record({
    amount: fc.bigInt({ min: 1n, max: 50_000n }),
    isPaid: fc.boolean(),
    hours: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      let [at, balance, carried, payouts] = [0, 0n, 0n, 0];
      const entries: Entry[] = [];
      const left: bigint[] = [];
      steps.forEach(({ amount, isPaid, hours }, no) => {
        at += hours + 1;
        balance += amount;
        entries.push(release(no + 1, at, amount));
        if (!isPaid || balance < 10_000n) return;
        const paid = balance - (balance % 10_000n);
        balance -= paid;
        entries.push(payout(++payouts, at, paid));
        left.push(balance);
      });
      for (let no = 1; no <= payouts; no++) {
        const taker = entries.find(({ businessKey }) => businessKey === `owner/o/payout/${no}`);
        if (!taker) throw new Error('made above');
        const taken = takenFrom(taker, released, entries.toReversed());
        expect(taken.carriedInMicroUsd).toBe(carried);
        expect(taken.leftMicroUsd).toBe(left[no - 1]);
        carried = taken.leftMicroUsd;
        for (const { id } of taken.parts) {
          const part = entries.find(({ businessKey }) => businessKey === id);
          expect(part && takenBy(part, released, entries)?.businessKey).toBe(taker.businessKey);
        }
      }
    }),
  );
});

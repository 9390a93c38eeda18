import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, entryOf } from '../../../shared/ledger.ts';
import { margin } from '../../../shared/reports/margin.ts';

const span = { from: 0, to: 1_000 };

const settlement = (
  no: number,
  [model, window]: readonly [string, string],
  [owners, fee, rounding]: readonly bigint[],
): Entry =>
  entryOf({
    businessKey: `batch/b${no}/settle/1`,
    kind: 'settle',
    at: 1,
    postings: [
      { account: `hold/b${no}`, amountMicroUsd: -((owners ?? 0n) + (fee ?? 0n) + (rounding ?? 0n)) },
      { account: `clearing/b${no}`, amountMicroUsd: owners ?? 0n },
      { account: 'platform/fee', amountMicroUsd: fee ?? 0n },
      { account: 'platform/rounding', amountMicroUsd: rounding ?? 0n },
    ],
    memo: {
      usage: { projectId: 'p', keyId: 'k', model, window, month: '2027-01', counts: [1, 0, 0, 0, 0] },
    },
  });

const stripeFee = (amount: bigint): Entry =>
  entryOf({
    businessKey: 'customer/c/top-up/pi/stripe-fee',
    kind: 'stripe-fee',
    at: 1,
    postings: [
      { account: 'stripe/fees', amountMicroUsd: -amount },
      { account: 'stripe/balance', amountMicroUsd: amount },
    ],
    memo: {},
  });

const amount = fc.bigInt({ min: 0n, max: 10_000_000n });
const sold = fc.tuple(fc.constantFrom('chat', 'embed', 'ocr'), fc.constantFrom('24h', '1h'));

test('every check of the margin holds, whatever was sold, and the fees are laid out to the micro-dollar', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(sold, amount, amount, fc.bigInt({ min: 0n, max: 2n })), { maxLength: 20 }),
      amount,
      (batches, fee) => {
        const told = margin({ span, currency: 'usd' });
        batches.forEach(([what, ...parts], no) => void told.add(settlement(no, what, parts)));
        told.add(stripeFee(fee));
        expect(told.unknownBatches()).toEqual([]);
        const { checks, sections } = told.tell();
        expect(checks.filter(({ holds }) => !holds)).toEqual([]);
        expect(sections[0]?.total?.fees).toBe(Number(fee));
        const charged = batches.reduce((sum, [, ...parts]) => sum + parts.reduce((a, b) => a + b, 0n), 0n);
        expect(sections[0]?.total?.charged).toBe(Number(charged));
      },
    ),
  );
});

test('a charge that was given back is taken off again, credits and checks cost the model they were for', () => {
  const told = margin({ span, currency: 'usd' });
  told.add(settlement(1, ['chat', '24h'], [750n, 250n, 0n]));
  told.add(
    entryOf({
      businessKey: 'batch/b1/refund/1',
      kind: 'refund-charge',
      at: 2,
      postings: [
        { account: 'clearing/b1', amountMicroUsd: -1_000n },
        { account: 'customer/c', amountMicroUsd: 1_000n },
      ],
      memo: {},
    }),
  );
  told.add(
    entryOf({
      businessKey: 'batch/b1/refund/1/fee',
      kind: 'refund-fee',
      at: 2,
      postings: [
        { account: 'platform/fee', amountMicroUsd: -250n },
        { account: 'clearing/b1', amountMicroUsd: 250n },
      ],
      memo: {},
    }),
  );
  told.add(
    entryOf({
      businessKey: 'owner/o/earned/2027-01-08/audit/b2/3',
      kind: 'pay-audit',
      at: 3,
      postings: [
        { account: 'platform/audits', amountMicroUsd: -7n },
        { account: 'owner/o/released', amountMicroUsd: 7n },
      ],
      memo: {},
    }),
  );
  expect(told.unknownBatches()).toEqual(['b2']);
  told.know('b2', { model: 'ocr', window: '1h' });
  const { checks, sections } = told.tell();
  expect(checks.every(({ holds }) => holds)).toBe(true);
  expect(sections[0]?.rows).toMatchObject([
    { model: 'chat', charged: 0, owners: 0, margin: 0 },
    { model: 'ocr', window: '1h', audits: 7, margin: -7 },
  ]);
});

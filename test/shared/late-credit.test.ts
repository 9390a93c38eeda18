import { expect, test } from 'vitest';
import { creditLate, type Hold } from '../../shared/settlement.ts';
import { hold } from './sample-settlement.ts';
import { startedAt } from './sample-task.ts';

const late = (from: Hold, micros: number) =>
  creditLate({
    hold: from,
    lateMicros: { '24h': micros },
    window: '1h',
    pricesMicroUsd: { '1h': 90, '4h': 75, '24h': 60 },
    now: startedAt,
  });

test('a late request is credited with its settlement, in an entry of its own, and counted in the hold', () => {
  const from: Hold = { ...hold(1_000n), settlements: 2, settledMicros: 2_000_000, lateMicros: {} };
  const first = late(from, 1_000_000);
  expect(first.hold).toEqual({ ...from, lateMicros: { '24h': 1_000_000 }, creditedMicroUsd: 60n });
  expect([first.creditMicroUsd, first.entry]).toEqual([
    60n,
    {
      businessKey: 'batch/batch_1/settle/2/credit',
      kind: 'credit-late',
      at: startedAt,
      postings: [
        { account: 'platform/credits', amountMicroUsd: -60n },
        { account: 'customer/cus_1', amountMicroUsd: 60n },
      ],
      memo: { customerId: 'cus_1', lateReferenceMicros: { '24h': 1_000_000 } },
    },
  ]);
  const second = late({ ...first.hold, settlements: 3 }, 500_000);
  expect([second.creditMicroUsd, second.hold.creditedMicroUsd]).toEqual([30n, 90n]);
});

test('a credit that was given is never taken back, and nothing due is no entry', () => {
  const from: Hold = { ...hold(1_000n), settlements: 1, settledMicros: 2_000_000, creditedMicroUsd: 500n };
  expect(late(from, 1_000_000)).toMatchObject({
    creditMicroUsd: 0n,
    entry: undefined,
    hold: { creditedMicroUsd: 500n, lateMicros: { '24h': 1_000_000 } },
  });
  expect(late(from, 0)).toMatchObject({ creditMicroUsd: 0n, entry: undefined });
  expect(late({ ...from, creditedMicroUsd: 0n }, 0)).toMatchObject({ creditMicroUsd: 0n, entry: undefined });
});

import { expect, test } from 'vitest';
import { grossToPay, linesOf } from '../../shared/choose-payouts.ts';
import type { OwnerToPay } from '../../shared/payout-run.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { seeded } from '../support/seeded.ts';

const day = 86_400_000;
const judging = { rules: standardPolicy, period: '2027-01', now: 400 * day };
const owner: OwnerToPay = {
  ownerId: 'o',
  releasedMicroUsd: 30_000_000n,
  inTransitMicroUsd: 0n,
  receivableMicroUsd: 0n,
  lastPayoutNo: 3,
  lastNetNo: 0,
  lastPayoutAt: 390 * day,
  lastPayoutPeriod: '2026-12',
  account: undefined,
  beneficiaries: [],
};

test('what is owed is netted before anything is paid, and who owes more is paid nothing', () => {
  expect(linesOf({ ...owner, receivableMicroUsd: 4_000_000n }, judging)).toMatchObject([
    { nettedMicroUsd: 4_000_000n, amountMicroUsd: 26_000_000n },
  ]);
  expect(linesOf({ ...owner, receivableMicroUsd: 40_000_000n }, judging)).toMatchObject([
    { nettedMicroUsd: 30_000_000n, amountMicroUsd: 0n, leftOut: 'owes_more' },
  ]);
});

test('what is left of a year is paid from 5 dollars on, by the last payout or the first earnings', () => {
  const old = { ...owner, releasedMicroUsd: 5_000_000n, lastPayoutAt: 34 * day };
  expect(linesOf(old, judging)).toMatchObject([{ amountMicroUsd: 5_000_000n }]);
  expect(linesOf({ ...old, releasedMicroUsd: 4_990_000n }, judging)[0]?.leftOut).toBe('below_threshold');
  expect(linesOf({ ...old, lastPayoutAt: 36 * day }, judging)[0]?.leftOut).toBe('below_threshold');
});

test("a small share's year is its own: what others of the owner are paid in it does not put it off", () => {
  const shares = [{ beneficiaryId: 'a', basisPoints: 500 }];
  const share = {
    inTransitMicroUsd: 0n,
    account: undefined,
    releasedMicroUsd: 6_000_000n,
    beneficiaryId: 'a',
  };
  const lineOf = (payee: object) =>
    linesOf({ ...owner, releasedMicroUsd: 0n, shares, beneficiaries: [{ ...share, ...payee }] }, judging)[0];
  expect(lineOf({ namedAt: 34 * day })).toMatchObject({ amountMicroUsd: 6_000_000n });
  expect(lineOf({ namedAt: 36 * day })?.leftOut).toBe('below_threshold');
  expect(lineOf({ namedAt: 3 * day, lastPayoutAt: 36 * day })?.leftOut).toBe('below_threshold');
});

test('a split owner is previewed by payee, and the lines are what is released, to the micro-dollar', () => {
  const next = seeded(5);
  for (let round = 0; round < 1_000; round++) {
    const releasedMicroUsd = 25_000_000n + BigInt(next(1e9));
    const shares = [
      { beneficiaryId: 'a', basisPoints: next(5_000) },
      { beneficiaryId: 'b', basisPoints: next(5_000) },
    ];
    const lines = linesOf({ ...owner, releasedMicroUsd, shares }, judging);
    expect(lines.reduce((sum, line) => sum + line.releasedMicroUsd, 0n)).toBe(releasedMicroUsd);
  }
});

test('never more is paid than was shown', () => {
  const [shown] = linesOf(owner, judging);
  if (!shown) throw new Error('no line');
  expect(grossToPay(shown, owner, { ...owner, releasedMicroUsd: 99_000_000n }, judging)).toBe(30_000_000n);
  expect(grossToPay(shown, owner, { ...owner, releasedMicroUsd: 27_000_000n }, judging)).toBe(27_000_000n);
  expect(grossToPay(shown, owner, { ...owner, stoppedBy: 'account_closed' }, judging)).toBe(0n);
});

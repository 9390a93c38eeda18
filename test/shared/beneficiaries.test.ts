import { expect, test } from 'vitest';
import {
  ownersOwn,
  type Share,
  sharesIn,
  splitEntry,
  splitOf,
  splitShares,
} from '../../shared/beneficiaries.ts';
import { checkInvariants } from '../../shared/invariants/check-invariants.ts';
import { balancesOf } from '../../shared/ledger.ts';
import { seeded } from '../support/seeded.ts';

const someShares = (next: (below: number) => number): Share[] => {
  let left = 10_000;
  return Array.from({ length: next(5) }, (_, at) => {
    const basisPoints = Math.min(left, next(4_000));
    left -= basisPoints;
    return { beneficiaryId: `b${at}`, basisPoints };
  }).filter(({ basisPoints }) => basisPoints > 0);
};

test('a split gives away exactly what it takes, each within a micro-USD of its share', () => {
  const next = seeded(5);
  for (let round = 0; round < 2_000; round++) {
    const amount = BigInt(next(1e9)) * BigInt(1 + next(1_000));
    const shares = someShares(next);
    const parts = splitShares(amount, shares);
    expect(parts.reduce((sum, part) => sum + part.amountMicroUsd, 0n)).toBe(amount);
    for (const { beneficiaryId, basisPoints } of shares) {
      const got = parts.find((part) => part.beneficiaryId === beneficiaryId)?.amountMicroUsd ?? 0n;
      const off = got * 10_000n - amount * BigInt(basisPoints);
      expect(off > -10_000n && off < 10_000n).toBe(true);
    }
  }
});

const half = { ownerId: 'o', version: 1, shares: [{ beneficiaryId: 'b', basisPoints: 5_000 }], createdAt: 0 };

test('what is uneven goes to the one named first, the same way each time', () => {
  expect(splitShares(3n, half.shares)).toEqual([
    { beneficiaryId: 'b', amountMicroUsd: 2n },
    { beneficiaryId: ownersOwn, amountMicroUsd: 1n },
  ]);
});

test('the entry empties what was released and names the shares by which it did', () => {
  const entry = splitEntry(splitOf({ ownerId: 'o', lastSplitNo: 6 }, 1_001n, half, 9));
  expect(entry.businessKey).toBe('owner/o/split/7');
  expect([...balancesOf([entry])]).toEqual([
    ['owner/o/released', -1_001n],
    ['owner/o/beneficiary/b/released', 501n],
    ['owner/o/beneficiary/owner/released', 500n],
  ]);
  expect(sharesIn(entry.memo)).toEqual(half.shares);
});

const marketWith = (entries: Parameters<typeof balancesOf>[0], owner: object) => ({
  now: 0,
  entries: [...entries],
  customerBalances: new Map(),
  holds: [],
  batches: [],
  tasks: [],
  payouts: [],
  owners: [{ ownerId: 'o', pendingMicroUsd: 0n, releasedMicroUsd: 0n, inTransitMicroUsd: 0n, ...owner }],
});
const rule16 = (snapshot: Parameters<typeof checkInvariants>[0]) =>
  checkInvariants(snapshot).find(({ id }) => id === 16);

test('a split that gives someone more than the shares say is found', () => {
  const sound = splitEntry(splitOf({ ownerId: 'o' }, 1_000n, half, 9));
  const earned = { ...sound, businessKey: 'owner/o/earned', kind: 'release-earnings' as const };
  const favouring = {
    ...sound,
    postings: [
      { account: 'owner/o/released' as const, amountMicroUsd: -1_000n },
      { account: 'owner/o/beneficiary/b/released' as const, amountMicroUsd: 700n },
      { account: 'owner/o/beneficiary/owner/released' as const, amountMicroUsd: 300n },
    ],
  };
  const given = {
    ...earned,
    memo: {},
    postings: [
      { account: 'platform/fee' as const, amountMicroUsd: -1_000n },
      { account: 'owner/o/released' as const, amountMicroUsd: 1_000n },
    ],
  };
  const standing = (own: bigint, theirs: bigint) => ({
    beneficiaries: [
      { beneficiaryId: 'owner', releasedMicroUsd: own, inTransitMicroUsd: 0n },
      { beneficiaryId: 'b', releasedMicroUsd: theirs, inTransitMicroUsd: 0n },
    ],
  });
  expect(rule16(marketWith([given, sound], standing(500n, 500n)))).toMatchObject({ holds: true });
  expect(rule16(marketWith([given, favouring], standing(300n, 700n)))).toMatchObject({
    holds: false,
    detail: expect.stringContaining('owner/o/split/1 gives b 700 micro-USD, its shares say 500'),
  });
  expect(rule16(marketWith([given, sound], {}))).toMatchObject({
    holds: false,
    detail: expect.stringContaining("is nobody's balance"),
  });
});

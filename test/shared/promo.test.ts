import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHold, toRelease } from '../../shared/customer-balance.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { expiredPromo, expiryEntry, grantEntry } from '../../shared/promo.ts';

describe('what has expired', () => {
  const grant = (amountMicroUsd: bigint, expiresAt: number) => ({ amountMicroUsd, expiresAt });

  test('is what exceeds the grants that are still good', () => {
    expect(expiredPromo(15n, [grant(10n, 1), grant(10n, 9)], 5)).toBe(5n);
    expect(expiredPromo(10n, [grant(10n, 1), grant(10n, 9)], 5)).toBe(0n);
    expect(expiredPromo(3n, [grant(10n, 1), grant(10n, 9)], 5)).toBe(0n);
    expect(expiredPromo(20n, [grant(10n, 1), grant(10n, 9)], 9)).toBe(20n);
  });

  test('is nothing at the moment before, and all of it at the moment itself', () => {
    expect(expiredPromo(10n, [grant(10n, 5)], 4)).toBe(0n);
    expect(expiredPromo(10n, [grant(10n, 5)], 5)).toBe(10n);
  });
});

type Step =
  | { kind: 'grant'; amount: bigint; lasts: number }
  | { kind: 'hold'; amount: bigint }
  | { kind: 'end'; capturedShare: number }
  | { kind: 'wait'; days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('grant' as const),
    amount: fc.bigInt({ min: 1n, max: 1_000n }),
    lasts: fc.integer({ min: 1, max: 10 }),
  }),
  fc.record({ kind: fc.constant('hold' as const), amount: fc.bigInt({ min: 1n, max: 800n }) }),
  fc.record({ kind: fc.constant('end' as const), capturedShare: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 4 }) }),
);

/** A customer of ours with plenty of paid money, whose promo credit is given, held, charged, given back and expires. */
function live() {
  const grants: { amountMicroUsd: bigint; expiresAt: number }[] = [];
  const entries: Entry[] = [];
  const holds: { promoMicroUsd: bigint; paidMicroUsd: bigint }[] = [];
  const sums = { granted: 0n, spent: 0n, expired: 0n, promo: 0n };
  let day = 0;
  const expire = () => {
    const amountMicroUsd = expiredPromo(sums.promo, grants, day);
    if (amountMicroUsd > 0n)
      entries.push(expiryEntry({ customerId: 'cus_1', amountMicroUsd, day: `day-${day}` }, day));
    sums.promo -= amountMicroUsd;
    sums.expired += amountMicroUsd;
  };
  const act = (each: Step) => {
    if (each.kind === 'grant') {
      const granted = { amountMicroUsd: each.amount, expiresAt: day + each.lasts };
      grants.push(granted);
      const named = { customerId: 'cus_1', grantId: `g${grants.length}`, reason: 'a gift', grantedAt: day };
      entries.push(grantEntry({ ...granted, ...named }, day));
      sums.granted += each.amount;
      sums.promo += each.amount;
    } else if (each.kind === 'hold') {
      const held = toHold({ promoMicroUsd: sums.promo }, each.amount);
      holds.push(held);
      sums.promo -= held.promoMicroUsd;
    } else if (each.kind === 'wait') {
      day += each.days;
      expire();
    } else endOne(each.capturedShare);
  };
  const endOne = (share: number) => {
    const held = holds.shift();
    if (!held) return;
    const all = held.paidMicroUsd + held.promoMicroUsd;
    const captured = BigInt(Math.floor(Number(all) * share));
    const back = toRelease(held, captured);
    sums.spent += held.promoMicroUsd - back.promoMicroUsd;
    sums.promo += back.promoMicroUsd;
  };
  const isSound = () => {
    const held = holds.reduce((sum, { promoMicroUsd }) => sum + promoMicroUsd, 0n);
    expect(sums.promo >= 0n).toBe(true);
    expect(sums.spent + sums.promo + held + sums.expired).toBe(sums.granted);
  };
  const skipTo = (to: number) => {
    day = to;
  };
  return { act, expire, isSound, sums, holds, entries, endOne, skipTo };
}

describe('given, held, spent and expired', () => {
  test('never below zero, and all that was given is spent, left, held or expired', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const customer = live();
        for (const each of steps) {
          customer.act(each);
          customer.isSound();
        }
      }),
      { numRuns: 300 },
    );
  });

  test('once every batch has ended and every grant is past, nothing is left, and the ledger says so', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const customer = live();
        for (const each of steps) customer.act(each);
        while (customer.holds.length > 0) customer.endOne(0);
        customer.skipTo(10_000);
        customer.expire();
        expect(customer.sums.promo).toBe(0n);
        expect(customer.sums.spent + customer.sums.expired).toBe(customer.sums.granted);
        const left = balancesOf(customer.entries).get('customer/cus_1/promo') ?? 0n;
        expect(left).toBe(customer.sums.spent);
      }),
      { numRuns: 300 },
    );
  });
});

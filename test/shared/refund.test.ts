import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerBalance } from '../../shared/customer-balance.ts';
import { coverBy, type Payment } from '../../shared/payment.ts';
import { planRefund, refundIdempotencyKeyOf, refundRefusalMeans } from '../../shared/refund.ts';

const daySeconds = 86_400;
const now = 200 * daySeconds * 1_000;
const policy = { refundSeconds: 90 * daySeconds };

const balanceOf = (changes: Partial<CustomerBalance>): CustomerBalance => ({
  availableMicroUsd: 0n,
  promoMicroUsd: 0n,
  creditLimitMicroUsd: 0n,
  receivableMicroUsd: 0n,
  refundingMicroUsd: 0n,
  toppedUpMicroUsd: 0n,
  frozenBy: [],
  ...changes,
});

const paymentOf = (no: number, changes: Partial<Payment> = {}): Payment => ({
  customerId: 'c',
  paymentIntentId: `pi_${no}`,
  chargeId: `ch_${no}`,
  grossMicroUsd: 10_000_000n,
  takenBackMicroUsd: 0n,
  paidAt: now - (10 - no) * daySeconds * 1_000,
  ...changes,
});

const plan = (balance: Partial<CustomerBalance>, payments: readonly Payment[], amountMicroUsd?: bigint) =>
  planRefund(balanceOf(balance), payments, { ...policy, wanted: { amountMicroUsd, now } });

test('the latest payments go first, each no further than what is left of it', () => {
  const payments = [paymentOf(1), paymentOf(2, { takenBackMicroUsd: 4_000_000n }), paymentOf(3)];
  expect(plan({ availableMicroUsd: 30_000_000n }, payments, 18_000_000n)).toEqual([
    { paymentIntentId: 'pi_3', amountMicroUsd: 10_000_000n, cents: 1_000 },
    { paymentIntentId: 'pi_2', amountMicroUsd: 6_000_000n, cents: 600 },
    { paymentIntentId: 'pi_1', amountMicroUsd: 2_000_000n, cents: 200 },
  ]);
});

test('credit that was given, or lent, is not refunded', () => {
  const withPromo = { availableMicroUsd: 9_000_000n, promoMicroUsd: 5_000_000n };
  expect(plan(withPromo, [paymentOf(1)])).toMatchObject([{ amountMicroUsd: 4_000_000n }]);
  const lent = { availableMicroUsd: 50_000_000n, creditLimitMicroUsd: 50_000_000n };
  expect(() => plan(lent, [paymentOf(1)])).toThrow('$0.00 can be refunded');
});

test('while an invoice is unpaid, what it asks for is not refunded, and given credit never is', () => {
  // Paid in 10 $ beside an open invoice of 10 $: what may be spent is given credit and the limit.
  const invoiced = {
    availableMicroUsd: 55_000_000n,
    promoMicroUsd: 5_000_000n,
    creditLimitMicroUsd: 50_000_000n,
    receivableMicroUsd: 10_000_000n,
  };
  expect(() => plan(invoiced, [paymentOf(1)])).toThrow('$0.00 can be refunded');
  const lapsed = { ...invoiced, availableMicroUsd: 5_000_000n, creditLimitMicroUsd: 0n };
  expect(() => plan(lapsed, [paymentOf(1)])).toThrow('$0.00 can be refunded');
  expect(coverBy(balanceOf(lapsed), 4_000_000n)).toEqual({
    customersMicroUsd: 0n,
    platformsMicroUsd: 4_000_000n,
  });
  const more = { ...invoiced, availableMicroUsd: 58_000_000n };
  expect(plan(more, [paymentOf(1)])).toMatchObject([{ amountMicroUsd: 3_000_000n }]);
});

test('a payment older than its card takes refunds for is left out', () => {
  const old = paymentOf(1, { paidAt: now - 90 * daySeconds * 1_000 });
  expect(() => plan({ availableMicroUsd: 10_000_000n }, [old])).toThrow('last 90 days');
});

test('less than a cent is no refund, and no part of one', () => {
  expect(() => plan({ availableMicroUsd: 9_999n }, [paymentOf(1)])).toThrow('can be refunded');
  expect(plan({ availableMicroUsd: 19_999n }, [paymentOf(1)])).toMatchObject([{ cents: 1 }]);
});

test('who is frozen refunds nothing', () => {
  const frozen = { availableMicroUsd: 10_000_000n, frozenBy: ['dispute/du_1' as const] };
  expect(() => plan(frozen, [paymentOf(1)])).toThrow('start nothing new');
});

const amount = fc.bigInt(0n, 50_000_000n);

test('whatever the balance and the payments are, a plan is of unspent money and of what is left of each payment', () => {
  fc.assert(
    fc.property(amount, amount, fc.array(fc.tuple(amount, amount), { maxLength: 30 }), (paid, promo, all) => {
      const payments = all.map(([gross, taken], no) =>
        paymentOf(no, { grossMicroUsd: gross, takenBackMicroUsd: taken }),
      );
      const balance = { availableMicroUsd: paid + promo, promoMicroUsd: promo };
      let parts: ReturnType<typeof plan> = [];
      try {
        parts = plan(balance, payments);
      } catch {
        return;
      }
      const leftOf = new Map(
        payments.map((each) => [each.paymentIntentId, each.grossMicroUsd - each.takenBackMicroUsd]),
      );
      for (const { paymentIntentId, amountMicroUsd, cents } of parts) {
        expect(amountMicroUsd).toBe(BigInt(cents) * 10_000n);
        expect(amountMicroUsd <= (leftOf.get(paymentIntentId) ?? 0n)).toBe(true);
      }
      expect(parts.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n) <= paid).toBe(true);
    }),
  );
});

test('a loss is shared to the unit, and takes of the customer no more than is there', () => {
  fc.assert(
    fc.property(amount, amount, amount, (paid, promo, loss) => {
      const balance = balanceOf({ availableMicroUsd: paid + promo, promoMicroUsd: promo });
      const { customersMicroUsd, platformsMicroUsd } = coverBy(balance, loss);
      expect(customersMicroUsd + platformsMicroUsd).toBe(loss);
      expect(customersMicroUsd >= 0n && customersMicroUsd <= paid && platformsMicroUsd >= 0n).toBe(true);
    }),
  );
});

test('a refused attempt goes under another key, and an unknown refusal is a fault', () => {
  const refund = {
    customerId: 'c',
    refundId: 'ref_1',
    paymentIntentId: 'pi_1',
    state: 'pending' as const,
    amountMicroUsd: 10_000n,
    cents: 1,
    createdAt: now,
  };
  expect(refundIdempotencyKeyOf({ ...refund, refusals: 0 })).toBe('refund-ref_1');
  expect(refundIdempotencyKeyOf({ ...refund, refusals: 2 })).toBe('refund-ref_1-2');
  expect([undefined, 'balance_insufficient', 'charge_disputed'].map(refundRefusalMeans)).toEqual([
    'unknown',
    'try-later',
    'never',
  ]);
});

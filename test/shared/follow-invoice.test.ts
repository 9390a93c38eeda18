import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InvoiceSeen, nextStep } from '../../shared/follow-invoice.ts';
import { centsOwed, type Invoice, limitMove } from '../../shared/invoice.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';

const dayMillis = 86_400_000;

const pending: Invoice = {
  version: 1,
  customerId: 'cus_1',
  invoiceNo: 1,
  period: '2027-01',
  state: 'pending',
  cents: 4_000,
  dueSeconds: 30 * 86_400,
  paidMicroUsd: 0n,
  paymentIntentIds: [],
  writeOffs: 0,
  createdAt: 0,
};

const payment = (no: number, grossMicroUsd: bigint) => ({
  paymentIntentId: `pi_${no}`,
  chargeId: `ch_${no}`,
  balanceTransactionId: `txn_${no}`,
  grossMicroUsd,
  feeMicroUsd: 100_000n,
});

/** What Stripe can say of an invoice of 40 dollars: sent, part paid, given up, then paid or void. */
const seen: fc.Arbitrary<InvoiceSeen> = fc
  .record({
    status: fc.constantFrom('draft', 'open', 'uncollectible', 'void', 'paid' as const),
    parts: fc.constantFrom(1, 2, 4),
    paidParts: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ status, parts, paidParts }) => {
    const paid = status === 'paid' ? parts : Math.min(paidParts, parts - 1);
    return {
      stripeInvoiceId: 'in_1',
      status,
      dueAt: 30 * dayMillis,
      payments:
        status === 'draft' || status === 'void'
          ? []
          : Array.from({ length: paid }, (_, no) => payment(no, 40_000_000n / BigInt(parts))),
    };
  });

/** A customer that owes 45 dollars of a limit of 60, and its invoice, taken to wherever Stripe says it is. */
function followed(sights: readonly InvoiceSeen[]) {
  let invoice = pending;
  const entries: Entry[] = [];
  const frozen = new Set<string>();
  const balance = {
    availableMicroUsd: 15_000_000n,
    creditLimitMicroUsd: 60_000_000n,
    receivableMicroUsd: 0n,
  };
  const take = (sight: InvoiceSeen, now: number) => {
    for (
      let step = nextStep(invoice, sight, { now, ...balance });
      step;
      step = nextStep(invoice, sight, { now, ...balance })
    ) {
      invoice = step.invoice;
      entries.push(...step.entries);
      balance.availableMicroUsd += step.by.availableMicroUsd ?? 0n;
      balance.creditLimitMicroUsd += step.by.creditLimitMicroUsd ?? 0n;
      balance.receivableMicroUsd += step.by.receivableMicroUsd ?? 0n;
      if (step.freezes) frozen.add(step.freezes);
      if (step.thaws) frozen.delete(step.thaws);
    }
  };
  sights.forEach((sight, at) => void take(sight, at * 10 * dayMillis));
  return { invoice: () => invoice, balance, entries, frozen, take };
}

/** Payments only ever become more, and what has ended stays so. */
const inOrder = (sights: readonly InvoiceSeen[]): InvoiceSeen[] => {
  const rank = { draft: 0, open: 1, uncollectible: 2, void: 3, paid: 3 };
  const sorted = [...sights].sort((a, b) => rank[a.status] - rank[b.status]);
  const last = sorted.findIndex(({ status }) => rank[status] === 3);
  return last < 0 ? sorted : sorted.slice(0, last + 1);
};

describe('an invoice that is followed', () => {
  test('keeps available = paid + limit - receivable, with what the entries say, whatever happens to it', () => {
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 6 }), (sights) => {
        const parts = sights.map(({ payments }) => payments[0]?.grossMicroUsd);
        fc.pre(new Set(parts.filter((part) => part !== undefined)).size <= 1);
        const { invoice, balance, entries, frozen } = followed(inOrder(sights));
        const books = balancesOf(entries);
        const paid = -45_000_000n + (books.get('customer/cus_1') ?? 0n);
        expect(balance.availableMicroUsd).toBe(
          paid + balance.creditLimitMicroUsd - balance.receivableMicroUsd,
        );
        expect(-(books.get('customer/cus_1/receivable') ?? 0n)).toBe(balance.receivableMicroUsd);
        expect(balance.receivableMicroUsd >= 0n && balance.creditLimitMicroUsd >= 0n).toBe(true);
        expect([...books.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
        expect(new Set(entries.map(({ businessKey }) => businessKey)).size).toBe(entries.length);
        if (invoice().state === 'paid' || invoice().state === 'void') {
          expect(balance.receivableMicroUsd).toBe(0n);
          expect(balance.creditLimitMicroUsd).toBe(60_000_000n);
          expect(frozen.size).toBe(0);
        }
        if (invoice().state === 'uncollectible') expect(frozen.size).toBe(1);
      }),
      { numRuns: 500 },
    );
  });

  test('told the same again, changes nothing', () => {
    fc.assert(
      fc.property(seen, (sight) => {
        const { take, entries, balance } = followed([sight]);
        const before = [entries.length, { ...balance }];
        take(sight, 0);
        expect([entries.length, balance]).toEqual(before);
      }),
    );
  });

  test('comes to the same whether each step was heard of or only the last', () => {
    const open: InvoiceSeen = {
      stripeInvoiceId: 'in_1',
      status: 'open',
      dueAt: 30 * dayMillis,
      payments: [],
    };
    const paid: InvoiceSeen = { ...open, status: 'paid', payments: [payment(1, 40_000_000n)] };
    const each = followed([open, { ...open, status: 'uncollectible' }, paid]);
    const lastOnly = followed([paid]);
    expect(each.balance).toEqual(lastOnly.balance);
    expect(balancesOf(each.entries).get('stripe/balance')).toBe(
      balancesOf(lastOnly.entries).get('stripe/balance'),
    );
  });
});

test('whole cents are asked for, and no less than a payment can be', () => {
  expect(centsOwed(1n)).toBeUndefined();
  expect(centsOwed(-499_999n)).toBeUndefined();
  expect(centsOwed(-500_000n)).toBe(50);
  expect(centsOwed(-12_345_678n)).toBe(1_234);
});

test('a limit falls as far as it is free', () => {
  const balance = (availableMicroUsd: bigint, promoMicroUsd = 0n) => ({
    availableMicroUsd,
    promoMicroUsd,
    creditLimitMicroUsd: 100n,
    receivableMicroUsd: 0n,
    refundingMicroUsd: 0n,
    toppedUpMicroUsd: 0n,
    frozenBy: [],
  });
  expect(limitMove({ limitMicroUsd: 130n }, balance(0n))).toBe(30n);
  expect(limitMove({ limitMicroUsd: 60n }, balance(50n))).toBe(-40n);
  expect(limitMove({ limitMicroUsd: 60n }, balance(30n))).toBe(-30n);
  // Credit that was given pays no debts.
  expect(limitMove({ limitMicroUsd: 60n }, balance(30n, 10n))).toBe(-20n);
});

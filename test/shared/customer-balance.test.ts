import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CustomerBalance,
  type FreezeReason,
  noBalance,
  owedMicroUsd,
  paidMicroUsd,
  refuseFrozen,
  toHold,
  toRelease,
} from '../../shared/customer-balance.ts';
import { refusalOf } from './sample-task.ts';

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });

test('a customer of whom nothing is known has nothing, owes nothing and is not frozen', () => {
  expect(noBalance).toEqual({
    availableMicroUsd: 0n,
    promoMicroUsd: 0n,
    creditLimitMicroUsd: 0n,
    receivableMicroUsd: 0n,
    refundingMicroUsd: 0n,
    toppedUpMicroUsd: 0n,
    frozenBy: [],
  });
});

test('what may be spent is what was paid and given and may be owed, less what is invoiced; what is owed is the rest', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      amount,
      amount,
      amount,
      (paid, promo, limit, receivable) => {
        const balance: CustomerBalance = {
          ...noBalance,
          availableMicroUsd: paid + promo + limit - receivable,
          promoMicroUsd: promo,
          creditLimitMicroUsd: limit,
          receivableMicroUsd: receivable,
        };
        expect(paidMicroUsd(balance)).toBe(paid);
        expect(owedMicroUsd(balance)).toBe(paid < 0n ? receivable - paid : receivable);
      },
    ),
  );
});

describe('given credit', () => {
  test('is held first, and no more of it than there is', () => {
    expect(toHold({ promoMicroUsd: 30n }, 100n)).toEqual({ paidMicroUsd: 70n, promoMicroUsd: 30n });
    expect(toHold({ promoMicroUsd: 100n }, 100n)).toEqual({ paidMicroUsd: 0n, promoMicroUsd: 100n });
    expect(toHold({ promoMicroUsd: 130n }, 100n)).toEqual({ paidMicroUsd: 0n, promoMicroUsd: 100n });
  });

  test('is charged first: what goes back is together what was not charged, and each part at most what was held of it', () => {
    fc.assert(
      fc.property(amount, amount, amount, (promoMicroUsd, heldMicroUsd, used) => {
        const held = toHold({ promoMicroUsd }, heldMicroUsd);
        const captured = used < heldMicroUsd ? used : heldMicroUsd;
        const back = toRelease(held, captured);
        expect(held.paidMicroUsd + held.promoMicroUsd).toBe(heldMicroUsd);
        expect(back.paidMicroUsd + back.promoMicroUsd).toBe(heldMicroUsd - captured);
        for (const part of ['paidMicroUsd', 'promoMicroUsd'] as const) {
          expect(back[part]).toBeGreaterThanOrEqual(0n);
          expect(back[part]).toBeLessThanOrEqual(held[part]);
        }
        if (back.paidMicroUsd < held.paidMicroUsd) expect(back.promoMicroUsd).toBe(0n);
      }),
    );
  });
});

describe('a frozen account', () => {
  const said = (...frozenBy: FreezeReason[]) => refusalOf(() => refuseFrozen({ frozenBy }))?.message;

  test('is told what froze it, and what lifts that', () => {
    expect(refusalOf(() => refuseFrozen({ frozenBy: ['finance'] }))?.code).toBe('account_frozen');
    expect(said('dispute/dp_1')).toBe(
      'This account can start nothing new: a payment is disputed at the bank (dp_1); it is lifted when the dispute is closed.',
    );
    expect(said('fraud-warning/issfr_1')).toBe(
      "This account can start nothing new: the card's bank warned of fraud (issfr_1); write to support.",
    );
    expect(said('invoice/in_1')).toBe(
      'This account can start nothing new: invoice in_1 is overdue; it is lifted when it is paid.',
    );
    expect(said('payment/pi_1')).toBe(
      'This account can start nothing new: a payment bounced (pi_1); write to support.',
    );
    expect(said('finance')).toBe(
      'This account can start nothing new: finance has stopped it; write to support.',
    );
  });

  test('is told all of it at once', () => {
    expect(said('payment/pi_1', 'finance')).toBe(
      'This account can start nothing new: a payment bounced (pi_1); write to support; finance has stopped it; write to support.',
    );
  });

  test('is none where nothing froze it', () => {
    expect(said()).toBeUndefined();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, openContract, unique, usd } from './contract-stripe.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await openContract();
});
afterAll(() => contract[Symbol.asyncDispose]());

describe('an idempotency key', () => {
  it('brings the first answer again, and says so', async () => {
    const { customers } = contract.stripe;
    const idempotencyKey = unique('customer');
    const first = await customers.create({ name: 'Ada' }, { idempotencyKey });
    const again = await customers.create({ name: 'Ada' }, { idempotencyKey });
    expect(again.id).toBe(first.id);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  });

  it('is refused with other parameters', async () => {
    const { customers } = contract.stripe;
    const idempotencyKey = unique('customer');
    await customers.create({ name: 'Ada' }, { idempotencyKey });
    await expect(customers.create({ name: 'Bob' }, { idempotencyKey })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
  });

  it('keeps a refusal too: the same declined payment, not a second one', async () => {
    const { paymentIntents } = contract.stripe;
    const idempotencyKey = unique('payment');
    const pay = () =>
      paymentIntents
        .create(
          {
            ...usd(1_000),
            confirm: true,
            payment_method: 'pm_card_chargeDeclined',
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          },
          { idempotencyKey },
        )
        .catch((error: unknown) => error as { code: string; payment_intent: { id: string } });
    const [first, again] = [await pay(), await pay()];
    expect(first).toMatchObject({ code: 'card_declined' });
    expect(again).toMatchObject({ code: 'card_declined', payment_intent: { id: idOf(first) } });
  });

  it('stays free when the parameters were not valid', async () => {
    const { paymentIntents } = contract.stripe;
    const idempotencyKey = unique('payment');
    const wrong = paymentIntents.create({ ...usd(-1) }, { idempotencyKey });
    await expect(wrong).rejects.toMatchObject({ statusCode: 400, param: 'amount' });
    const right = await paymentIntents.create(usd(1_000), { idempotencyKey });
    expect(right).toMatchObject({ amount: 1_000, status: 'requires_payment_method' });
  });
});

function idOf(answer: unknown): string {
  return (answer as { payment_intent: { id: string } }).payment_intent.id;
}

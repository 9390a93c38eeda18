import { afterAll, beforeAll, expect, test } from 'vitest';
import { balancesOf } from '../../shared/ledger.ts';
import { type MoneyInRig, startMoneyIn } from '../support/money-in-rig.ts';
import { proofOf } from '../support/money-rig.ts';

let rig: MoneyInRig;
beforeAll(async () => {
  rig = await startMoneyIn();
});
afterAll(() => rig.close());

test("Stripe's own bill is found by the poller, and what it gives back of it; each once", async () => {
  await rig.atStripe('/fees', { amount: 1_234 });
  await rig.atStripe('/fees', { amount: -200 });
  expect(await rig.poll()).toBe(2);
  expect(await rig.poll()).toBe(0);
  const bills = await Array.fromAsync(billsOf());
  expect(bills.map(({ kind }) => kind).sort()).toEqual(['stripe-fee', 'stripe-fee-returned']);
  expect(balancesOf(bills).get('stripe/fees')).toBe(-10_340_000n);
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
});

/** The entries that stand by themselves. */
async function* billsOf() {
  for await (const root of rig.deps.ledger.roots())
    if (root.startsWith('stripe/')) yield* rig.deps.ledger.entriesUnder(root);
}

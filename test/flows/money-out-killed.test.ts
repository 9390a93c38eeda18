import { afterAll, beforeAll, expect, test } from 'vitest';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { acts, begin, endOf, killer, play, timers } from '../support/money-out-story.ts';
import { type MoneyRig, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
  // What the platform has at Stripe to pay from.
  const checkout = await rig.deps.stripe.checkout.createCheckout({
    customerId: 'c',
    cents: 1_000_000,
    publicUrl: 'http://127.0.0.1:1',
  });
  await rig.atStripe(`/checkout/sessions/${checkout.id}/pay`);
});
afterAll(() => rig.close());

test('killed before or after any commit or call of Stripe on the way of money out, it comes to the same ledger', async () => {
  const whole = killer(0, 'before');
  const expected = await play(rig, 'whole', whole);
  expect(expected).toMatchObject({
    transfers: [
      [20, 0],
      [27, 17],
    ],
    available: 1_000_000,
    balances: { 'owner/o/released': 0, 'owner/o/receivable': 0, 'owner/o/in-transit': 0, 'clearing/b': 0 },
  });
  const steps = whole.count();
  expect(steps).toBeGreaterThan(20);
  for (let at = 1; at <= steps; at++)
    for (const when of ['before', 'after'] as const) {
      const ended = await play(rig, `${at}${when}`, killer(at, when));
      expect(ended, `killed ${when} step ${at}`).toEqual(expected);
    }
  // All of it is in the ledger already: the poller has no news but the platform's own payment.
  expect(await pollStripe(rig.deps)()).toBe(1);
  expect(rig.faults).toEqual([]);
}, 120_000);

test.each(['drop_before', 'drop_after_commit', '409', '429', '500'])(
  'Stripe answers %s to a transfer and to a reversal: a later message goes on, and money moves once',
  async (kind) => {
    const no = `fault_${kind}`;
    const story = await begin(rig, no, killer(0, 'before'));
    const [pay, toBank, giveBack] = acts;
    if (!pay || !toBank || !giveBack) throw new Error('no acts');
    // Stripe's own client tries a dropped connection again by itself.
    const times = kind.startsWith('drop') ? 20 : 1;
    const fault = (match: string) => rig.atStripe('/faults', { match, kind, times });
    const noFault = () => fetch(`${rig.standIn.url}/_test/faults`, { method: 'DELETE' });
    await fault('POST /v1/transfers');
    await pay(story);
    const failed = await story.stream.drain();
    expect(failed).toHaveLength(1);
    await noFault();
    // A 500 is kept under its key for a day; by then the transfer is looked for.
    rig.advanceSeconds(25 * 3_600);
    await timers(story);
    await toBank(story);
    await fault('POST /v1/transfers/:id/reversals');
    await giveBack(story);
    expect(await story.stream.drain()).toHaveLength(1);
    await noFault();
    rig.advanceSeconds(25 * 3_600);
    for (let tick = 0; tick < 4; tick++) await timers(story);
    expect(await endOf(story)).toMatchObject({
      transfers: [[27, 17]],
      balances: { 'owner/o/receivable': -100_000, 'owner/o/in-transit': 0, 'owner/o/released': 0 },
    });
  },
);

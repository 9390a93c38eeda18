import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStandIn, payIn, type StandInUnderTest } from './stripe-stand-in.ts';

// Stripe's own command-line tool is the judge: each trigger runs its built-in fixtures, request by request.
// It stops at a refused request but does not look at what an answer says, so the event is looked for. It has no
// fixtures for payout.failed and early fraud warnings, and takes any refusal for checkout.session.async_payment_failed.
const cli = fileURLToPath(new URL('../../node_modules/.bin/stripe', import.meta.url));
const triggers = [
  'account.updated',
  'charge.failed',
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.refunded',
  'checkout.session.async_payment_succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'invoice.finalized',
  'invoice.marked_uncollectible',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.sent',
  'invoice.voided',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payout.created',
  'payout.updated',
  'topup.created',
  'transfer.created',
  'transfer.reversed',
];

let home: string;
let world: StandInUnderTest;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stripe-cli-'));
  world = await openStandIn();
  // The CLI transfers as much as it charges, and a fee is kept of that.
  await payIn(world.stripe, 100_000);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

describe("the Stripe CLI's fixtures", () => {
  it.each(triggers)('%s runs against the stand-in and raises its event', async (trigger) => {
    const key = ['sk', 'test', 'x'.repeat(24)].join('_');
    const before = await countEvents(trigger);
    const { stdout } = await promisify(execFile)(
      cli,
      ['trigger', trigger, '--api-base', world.standIn.url, '--api-key', key],
      { env: { PATH: process.env.PATH, HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' }, timeout: 10_000 },
    );
    expect(stdout).toContain('Trigger succeeded');
    // What a bank answers, it answers days later.
    await world.test('/clock', { advanceSeconds: 4 * 86_400 });
    expect(await countEvents(trigger)).toBeGreaterThan(before);
  });
});

// An account's own events are listed under its Stripe-Account header.
async function countEvents(type: string): Promise<number> {
  const { stripe } = world;
  if (type !== 'account.updated') return (await stripe.events.list({ type, limit: 100 })).data.length;
  const [account] = (await stripe.accounts.list({ limit: 1 })).data;
  if (account === undefined) return 0;
  return (await stripe.events.list({ type }, { stripeAccount: account.id })).data.length;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onboardedAccount, openStandIn, payIn } from './stripe-stand-in.ts';

it('keeps everything over a restart even in haste, sums and timers too, and tells how busy it was', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'stripe-hasty-'));
  const options = { dir, isHasty: true, availabilityDelaySeconds: 60, payoutDelaySeconds: 60 };
  {
    await using world = await openStandIn(options);
    const { stripe, test } = world;
    await payIn(stripe, 10_000);
    await test('/clock', { advanceSeconds: 60 });
    const { id } = await onboardedAccount(world);
    await stripe.transfers.create({ amount: 1_000, currency: 'usd', destination: id });
    await stripe.payouts.create({ amount: 2_000, currency: 'usd' });
    await payIn(stripe, 5_000);
    expect(world.standIn.busyMillis()).toBeGreaterThan(0);
  }
  await using world = await openStandIn(options);
  const { stripe, test } = world;
  const sums = async () => {
    const { available, pending } = await stripe.balance.retrieve();
    return [available[0]?.amount, pending[0]?.amount];
  };
  expect(await sums()).toEqual([9_680 - 1_000 - 2_000, 5_000 - 175]);
  await test('/clock', { advanceSeconds: 60 });
  expect(await sums()).toEqual([9_680 - 1_000 - 2_000 + 5_000 - 175, 0]);
  expect((await stripe.payouts.list()).data).toMatchObject([{ status: 'paid' }]);
  await rm(dir, { recursive: true, force: true });
});

import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Write } from '../../functions/adapters/commit.ts';
import { payoutRunWrites } from '../../functions/adapters/payout-runs.ts';
import { stepRun } from '../../functions/market/payout-runs/step-run.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { newOwner } from '../support/money-rig.ts';
import { nothing, type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

const day = 86_400;
let rig: PayoutsRig;
beforeAll(async () => {
  rig = await startPayouts({ policy: standardPolicy });
});
afterAll(() => rig.close());

test('whom a fault kept from being paid is paid once it is over, however long it lasts, and the run ends with that', async () => {
  const [struck, other] = await Promise.all([newOwner(rig), newOwner(rig)]);
  for (const { ownerId } of [struck, other]) await rig.earn(ownerId, 30_000_000n);
  rig.advanceSeconds(31 * day);
  const { body } = await rig.maker('POST', '/v1/finance/payout_runs');
  await rig.drain();
  const runId = body.id as string;
  const { deps } = rig;
  await deps.commit([
    payoutRunWrites.change(await deps.payoutRuns.get(runId), {
      ...(await deps.payoutRuns.get(runId)),
      state: 'approved',
    }),
  ]);
  let isDown = true;
  const failing = Object.create(deps, {
    commit: {
      value: async (writes: readonly Write[]) => {
        if (isDown && inspect(writes, { depth: 9 }).includes(`${struck.ownerId}/payout/`))
          throw new Error('the table is away');
        await deps.commit(writes);
      },
    },
  }) as typeof deps;
  const steps = async (on: typeof deps) => {
    for (let no = 0; no < 10 && (await stepRun(on, runId)); no++);
  };
  // The stream asks at once, over and over: that is one try.
  await steps(failing);
  await rig.drain();
  expect(await rig.sentTo(other.stripeAccountId)).toHaveLength(1);
  expect(await rig.sentTo(struck.stripeAccountId)).toEqual([]);
  for (let hour = 0; hour < 30; hour++) {
    rig.advanceSeconds(3_600);
    await steps(failing);
  }
  expect(await deps.payoutRuns.get(runId)).toMatchObject({ state: 'approved', paidPayees: 1 });
  expect(await Array.fromAsync(deps.payoutRuns.open())).toContain(runId);
  isDown = false;
  rig.advanceSeconds(3_600);
  await steps(deps);
  await rig.drain();
  expect(await deps.payoutRuns.get(runId)).toMatchObject({
    state: 'executed',
    paidPayees: 2,
    paidMicroUsd: 60_000_000n,
  });
  expect((await rig.sentTo(struck.stripeAccountId)).map(({ amount }) => amount)).toEqual([3_000]);
  expect(await rig.sentTo(other.stripeAccountId)).toHaveLength(1);
  // A run's pages are its proposal's.
  const shown = await rig.maker('GET', `/v1/finance/payout_runs/${runId}`);
  expect(shown.body).toMatchObject({ pages: 1 });
  await rig.poll();
  expect(await rig.contradictions()).toEqual(nothing);
});

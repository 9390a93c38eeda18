import { afterAll, beforeAll, expect, test } from 'vitest';
import { beneficiaryWrites } from '../../functions/adapters/beneficiaries.ts';
import type { Write } from '../../functions/adapters/commit.ts';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { payoutRunWrites } from '../../functions/adapters/payout-runs.ts';
import { payLines } from '../../functions/market/payout-runs/pay-lines.ts';
import { stepRun } from '../../functions/market/payout-runs/step-run.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { linesOf } from '../../shared/choose-payouts.ts';
import { newRun } from '../../shared/payout-run.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { giveEarnings } from '../support/give-earnings.ts';
import { newOwner } from '../support/money-rig.ts';
import { nothing, type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

const day = 86_400;
let rig: PayoutsRig;
beforeAll(async () => {
  rig = await startPayouts({ policy: standardPolicy });
});
afterAll(() => rig.close());

type Line = {
  owner_id: string;
  amount_micro_usd: number;
  withheld_micro_usd: number;
  netted_micro_usd: number;
  left_out: string | null;
};

const propose = async () => {
  const { body } = await rig.maker('POST', '/v1/finance/payout_runs');
  await rig.drain();
  return body.id as string;
};
const look = async (runId: string) => (await rig.maker('GET', `/v1/finance/payout_runs/${runId}`)).body;
const lineOf = async (runId: string, ownerId: string): Promise<Line | undefined> =>
  (await look(runId)).lines.find((line: Line) => line.owner_id === ownerId);
const approve = async (runId: string) => {
  const reply = await rig.approver('POST', `/v1/finance/payout_runs/${runId}/approve`);
  await rig.drain();
  return reply;
};

test('a run chooses by threshold, age and closure, and says of everyone else why they are left out', async () => {
  const [old, rich, small, early, closing, restricted, stopped] = await Promise.all(
    Array.from({ length: 7 }, () => newOwner(rig)),
  );
  if (!old || !rich || !small || !early || !closing || !restricted || !stopped) throw new Error('no owners');
  await rig.earn(old.ownerId, 6_000_009n);
  rig.advanceSeconds(360 * day);
  await rig.earn(rich.ownerId, 30_005_000n);
  await rig.earn(small.ownerId, 6_000_000n);
  await rig.earn(restricted.ownerId, 40_000_000n);
  await rig.earn(stopped.ownerId, 40_000_000n);
  await rig.earn(closing.ownerId, 120_000n);
  rig.advanceSeconds(14 * day);
  await rig.earn(early.ownerId, 40_000_000n);
  await rig.owner(closing.apiKey)('POST', '/v1/owner/erasure');
  await rig.deps.commit([ownerWrites.stopPayouts(stopped.ownerId, 'account_closed')]);
  await rig.atStripe(`/accounts/${restricted.stripeAccountId}/change`, {
    capabilities: { transfers: 'inactive' },
    requirements: {
      past_due: ['individual.verification.document'],
      disabled_reason: 'requirements.past_due',
    },
  });
  await rig.readAccount(restricted.stripeAccountId);

  const runId = await propose();
  const run = await look(runId);
  expect(run).toMatchObject({
    state: 'proposed',
    made_by: 'fin_maker',
    payees: 3,
    left_out: 4,
    amount_micro_usd: 6_000_000 + 30_000_000 + 120_000,
    paid_payees: 0,
  });
  const leftOut = Object.fromEntries(run.lines.map((line: Line) => [line.owner_id, line.left_out]));
  expect(leftOut).toEqual({
    [old.ownerId]: null,
    [rich.ownerId]: null,
    [closing.ownerId]: null,
    [small.ownerId]: 'below_threshold',
    [early.ownerId]: 'first_payout_waits',
    [restricted.ownerId]: 'account_restricted',
    [stopped.ownerId]: 'payouts_stopped',
  });
  // Looking moves nothing.
  expect(await rig.balanceOf(rich.ownerId)).toMatchObject({ releasedMicroUsd: 30_005_000n });

  const alone = await rig.maker('POST', `/v1/finance/payout_runs/${runId}/approve`);
  expect([alone.status, alone.body.error.code]).toEqual([403, 'second_person_wanted']);
  expect((await approve(runId)).body.state).toBe('approved');
  expect(await look(runId)).toMatchObject({
    state: 'executed',
    decided_by: 'fin_approver',
    paid_payees: 3,
    paid_micro_usd: 36_120_000,
  });
  expect((await rig.sentTo(rich.stripeAccountId)).map(({ amount }) => amount)).toEqual([3_000]);
  expect(await rig.payoutsOf(rich.ownerId)).toMatchObject([{ state: 'paid', runId, payoutNo: 1 }]);
  expect(await rig.balanceOf(old.ownerId)).toMatchObject({ releasedMicroUsd: 9n, inTransitMicroUsd: 0n });
  const again = await approve(runId);
  expect([again.status, again.body.error.code]).toEqual([409, 'conflict']);
});

test('a payee is sent one transfer a month, and the next in the next', async () => {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  await rig.earn(ownerId, 30_000_000n);
  rig.advanceSeconds(14 * day);
  await approve(await propose());
  expect(await rig.sentTo(stripeAccountId)).toHaveLength(1);
  await rig.earn(ownerId, 30_000_000n);
  const second = await propose();
  expect(await lineOf(second, ownerId)).toMatchObject({ left_out: 'paid_this_period' });
  await approve(second);
  expect(await rig.sentTo(stripeAccountId)).toHaveLength(1);
  rig.advanceSeconds(31 * day);
  await approve(await propose());
  expect(await rig.sentTo(stripeAccountId)).toHaveLength(2);
});

test('what is approved is judged anew: never more than was shown, and less where less may be paid', async () => {
  const [more, less] = await Promise.all([newOwner(rig), newOwner(rig)]);
  await rig.earn(more.ownerId, 30_000_000n);
  await rig.earn(less.ownerId, 30_000_000n);
  rig.advanceSeconds(31 * day);
  const runId = await propose();
  await rig.earn(more.ownerId, 5_000_000n);
  await rig.deps.commit([ownerWrites.stopPayouts(less.ownerId, 'rejected.fraud')]);
  await approve(runId);
  expect((await rig.sentTo(more.stripeAccountId)).map(({ amount }) => amount)).toEqual([3_000]);
  expect(await rig.balanceOf(more.ownerId)).toMatchObject({ releasedMicroUsd: 5_000_000n });
  expect(await rig.sentTo(less.stripeAccountId)).toEqual([]);
  expect(await rig.balanceOf(less.ownerId)).toMatchObject({ releasedMicroUsd: 30_000_000n });
});

test('a run of owners who share with ten others each is drafted, in items that the table takes', async () => {
  const deps = await rig.withTable('shared');
  const now = deps.now();
  const ids = Array.from({ length: 240 }, () => deps.newId('owner')).sort();
  const shares = Array.from({ length: 10 }, () => ({ beneficiaryId: deps.newId('ben'), basisPoints: 900 }));
  const owned = { name: 'Many', tariffMicroUsdPerKwh: 0, lastPayoutNo: 0, createdAt: now };
  const writes: Write[] = [];
  const collecting = { now: deps.now, commit: async (some: readonly Write[]) => void writes.push(...some) };
  for (const ownerId of ids)
    writes.push(ownerWrites.create({ ownerId, stripeAccountId: `acct_${ownerId}`, ...owned }));
  for (const ownerId of ids) {
    writes.push(...beneficiaryWrites.agree({ ownerId, version: 1, shares, createdAt: now }));
    await giveEarnings(collecting, ownerId, 3_000_000_007n);
  }
  for (let at = 0; at < writes.length; at += 80) await deps.commit(writes.slice(at, at + 80));
  const run = newRun({ runId: 'run_1', madeBy: 'timer', needsApproval: true, now: now + 15 * day * 1_000 });
  await deps.commit([payoutRunWrites.create(run)]);
  rig.advanceSeconds(15 * day);
  while (await stepRun(deps, run.runId));
  const { state, chunks, payees } = await deps.payoutRuns.get(run.runId);
  expect([state, payees]).toEqual(['proposed', 240 * 11]);
  const lines = await Promise.all(
    Array.from({ length: chunks }, (_, at) => deps.payoutRuns.lines(run.runId, at)),
  );
  expect(lines.flat().map(({ ownerId }) => ownerId)).toEqual(ids.flatMap((id) => Array(11).fill(id)));
});

test('whose balance another changed since it was read is judged again, and paid what is left', async () => {
  const deps = await rig.withTable('read-before');
  const [ownerId, now] = ['owner_1', deps.now()];
  await deps.commit([
    ownerWrites.create({
      ...{ ownerId, name: 'Olga', stripeAccountId: 'acct_1', tariffMicroUsdPerKwh: 0 },
      ...{ lastPayoutNo: 0, createdAt: now },
    }),
  ]);
  await giveEarnings(deps, ownerId, 30_000_000n);
  rig.advanceSeconds(15 * day);
  const run = newRun({ runId: 'run_1', madeBy: 'timer', needsApproval: true, now });
  const [read] = await deps.payees.getMany([ownerId], { readsFirst: true });
  if (!read) throw new Error('no owner');
  // 10 of 40 were clawed back in between.
  const owner = { ...read, releasedMicroUsd: 40_000_000n };
  const lines = linesOf(owner, { rules: standardPolicy, period: run.period, now: deps.now() });
  expect(lines).toMatchObject([{ amountMicroUsd: 40_000_000n }]);
  expect(await payLines(deps, run, { owner, lines })).toEqual([30_000_000n]);
  expect(await payLines(deps, run, { owner, lines })).toEqual([30_000_000n]);
  expect(await deps.ledger.ownerBalance(ownerId)).toMatchObject({
    releasedMicroUsd: 0n,
    inTransitMicroUsd: 30_000_000n,
  });
});

test('who shares from the first day on is paid for the first time, and so is everyone with a share', async () => {
  const { ownerId, apiKey, stripeAccountId } = await newOwner(rig);
  const { body } = await rig.owner(apiKey)('PUT', '/v1/owner/beneficiaries', {
    beneficiaries: [{ name: 'Dora', role: 'driver', share_basis_points: 4_000 }],
  });
  const driversAccount = body.data[0].stripe_account_id;
  await rig.atStripe(`/accounts/${driversAccount}/onboard`);
  await rig.earn(ownerId, 100_000_000n);
  rig.advanceSeconds(40 * day);
  await rig.payOut();
  expect(await rig.sentTo(driversAccount)).toMatchObject([{ amount: 4_000 }]);
  expect(await rig.sentTo(stripeAccountId)).toMatchObject([{ amount: 6_000 }]);
});

test('a rejected run pays nobody, for ever', async () => {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  await rig.earn(ownerId, 30_000_000n);
  rig.advanceSeconds(31 * day);
  const runId = await propose();
  const rejected = await rig.approver('POST', `/v1/finance/payout_runs/${runId}/reject`, {
    reason: 'Not yet',
  });
  expect(rejected.body).toMatchObject({ state: 'rejected', rejected_for: 'Not yet' });
  expect((await approve(runId)).status).toBe(409);
  expect(await rig.sentTo(stripeAccountId)).toEqual([]);
});

test("the timer proposes a month's run once, and a person lets it go", async () => {
  rig.advanceSeconds(31 * day);
  expect(await planPayouts(rig.deps)()).toBe(0);
  expect(await planPayouts(rig.deps)()).toBe(0);
  await rig.drain();
  const runs = (await rig.maker('GET', '/v1/finance/payout_runs')).body.data;
  const timers = runs.filter(({ made_by }: { made_by: string }) => made_by === 'timer');
  expect(timers).toMatchObject([{ state: 'proposed' }]);
  await approve(timers[0].id);
  expect((await look(timers[0].id)).state).toBe('executed');
  expect(await rig.contradictions()).toEqual(nothing);
});

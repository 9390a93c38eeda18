import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchWrites } from '../../functions/adapters/batches.ts';
import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { earningWrites } from '../../functions/adapters/earnings.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { pageWrites } from '../../functions/adapters/pages.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { releaseEarnings } from '../../functions/market/release-earnings.ts';
import { settleBatch } from '../../functions/market/settle-batch.ts';
import { accrualsOf, type OwnerUnits, ownerUnitsOf, type Settled } from '../../shared/accrual.ts';
import type { Batch } from '../../shared/batch.ts';
import { getModel } from '../../shared/catalogue.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { liveBatchId } from '../../shared/live-batch.ts';
import { newPage, pageOf, tasksPerPage, withFinished } from '../../shared/page.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { newHold } from '../../shared/settlement.ts';
import { vehicleUnits } from '../../shared/vehicle-units.ts';
import { sampleBatch, sampleSegment, sampleTask } from '../shared/sample-task.ts';
import { credit } from '../support/money-batches.ts';
import { type MoneyRig, newCustomer, newOwner, startMoney } from '../support/money-rig.ts';

/** A handful: with more of them the settlement's entry is above a kilobyte, and costs two units for each that begins. */
const ownersOfOne = 3;

let atOnce: MoneyRig;
let heldBack: MoneyRig;
beforeAll(async () => {
  [atOnce, heldBack] = await Promise.all([
    startMoney({ policy: demoPolicy }),
    startMoney({ policy: standardPolicy }),
  ]);
});
afterAll(() => Promise.all([atOnce.close(), heldBack.close()]));

async function unitsOf(rig: MoneyRig, work: () => Promise<unknown>): Promise<number> {
  const before = rig.meter.writeUnits;
  await work();
  return rig.meter.writeUnits - before;
}

/** A batch at its end, of which nothing is settled: each task is of another of the owners. */
async function endedBatch(rig: MoneyRig, tasks: number, by: Partial<Batch> = {}): Promise<Batch> {
  const { customerId } = await newCustomer(rig);
  await credit(rig.deps, customerId, 1_000_000_000n);
  const owners = await Promise.all(
    Array.from({ length: ownersOfOne }, async () => ({
      ownerId: (await newOwner(rig, { onboarded: false })).ownerId,
      vehicleId: rig.deps.newId('veh'),
    })),
  );
  const batch = sampleBatch({
    batchId: rig.deps.newId('batch'),
    projectId: rig.deps.newId('proj'),
    keyId: rig.deps.newId('key'),
    status: 'completed',
    endedAt: rig.deps.now(),
    createdAt: rig.deps.now(),
    ...by,
    customerId,
    tasks,
  });
  const { batchId } = batch;
  const hold = newHold({ customerId, batchId, heldMicroUsd: 900_000_000n }, rig.deps.now());
  await rig.deps.commit([
    ledgerWrites.post(holdEntry(hold, rig.deps.now()), { opensRoot: true }),
    holdWrites.create(hold),
    customerBalanceWrites.hold(customerId, { paidMicroUsd: hold.heldMicroUsd, promoMicroUsd: 0n }),
    batchWrites.create(batch),
  ]);
  const finished = Array.from({ length: tasks }, (_, no) =>
    sampleTask({
      customerId,
      batchId,
      no,
      requests: 150,
      state: 'finished',
      segments: [
        sampleSegment({
          ...owners[no % ownersOfOne],
          succeeded: 150,
          referenceMicros: 61_234_567 + no,
          energyMilliWattHours: 2_345,
          costs: { energyNanoUsd: 438_515, wearNanoUsd: 218_085 },
          units: { inputTokens: 12_345, outputTokens: 6_789, pages: 0 },
        }),
      ],
    }),
  );
  for (let from = 0; from < tasks; from += 25)
    await Promise.all(
      finished.slice(from, from + 25).map((task) => rig.deps.commit([taskWrites.create(task)])),
    );
  for (const [no, those] of Map.groupBy(finished, (task) => pageOf(task.no))) {
    const page = withFinished(newPage(no), those);
    if (page) await rig.deps.commit([pageWrites.save(batchId, page)]);
  }
  return batch;
}

/** What the last settlement and its owners' parts cost; the end of the hold is another commit. */
async function settleAndAccrue(rig: MoneyRig, batch: Batch) {
  const all = await unitsOf(rig, () => settleBatch(rig.deps)(batch));
  const hold = await rig.deps.holds.get(batch.batchId);
  expect(hold.state).toBe('ended');
  const settlements = await rig.deps.ledger.unaccrued(batch.batchId);
  const accrued: number[] = [];
  for (const settlement of settlements)
    accrued.push(await unitsOf(rig, () => accrueOwners(rig.deps)(settlement)));
  expect(await rig.deps.ledger.unaccrued(batch.batchId)).toEqual([]);
  return { all, settlements: settlements.length, accrued };
}

/** Hold, entry, the customer's balance, and the project's. */
const releaseUnits = 8;

test.each([1, 100, 900])(
  'a settlement of %d tasks is six write units, and each owner of it four',
  async (tasks) => {
    for (const rig of [atOnce, heldBack]) {
      const { all, settlements, accrued } = await settleAndAccrue(rig, await endedBatch(rig, tasks));
      expect([settlements, all - releaseUnits]).toEqual([1, 6]);
      expect(accrued).toEqual([4 * Math.min(tasks, ownersOfOne)]);
    }
  },
);

test('a batch of more tasks than a page has takes one settlement a page, and what its owners earn is as much', async () => {
  const tasks = tasksPerPage + 10;
  const { all, settlements, accrued } = await settleAndAccrue(atOnce, await endedBatch(atOnce, tasks));
  expect([settlements, all - releaseUnits]).toEqual([2, 12]);
  expect(accrued).toEqual([4 * ownersOfOne, 4 * ownersOfOne]);
});

test("an hour of a key's live calls is settled for as much, though its batch has a long name", async () => {
  const calls = {
    customerId: 'c',
    projectId: 'p',
    keyId: atOnce.deps.newId('key'),
    model: getModel('parkade-dictionary-1'),
    window: 'live',
  } as const;
  const batchId = liveBatchId(calls, atOnce.deps.now());
  const batch = await endedBatch(atOnce, 40, { batchId, kind: 'live', window: 'live' });
  const { all, accrued } = await settleAndAccrue(atOnce, batch);
  expect([all - releaseUnits, accrued]).toEqual([6, [4 * ownersOfOne]]);
});

test('earnings of fifteen days wait with the balance, which stays one kilobyte, and each is released on its day, once', async () => {
  const { ownerId } = await newOwner(heldBack, { onboarded: false });
  const vehicles = vehicleUnits([sampleSegment({ succeeded: 123_456, energyMilliWattHours: 987_654_321 })]);
  const days = 15;
  for (let day = 0; day < days; day++) {
    if (day > 0) heldBack.advanceSeconds(86_400);
    for (const batchId of ['b1', 'b2']) {
      const settled = settledFor(batchId, ownerUnitsOf(ownerId, vehicles), heldBack.deps.now());
      const [accrual] = accrualsOf(settled);
      if (!accrual) throw new Error('nobody earned');
      const costs = { energyMicroUsd: 12_345_678n, wearMicroUsd: 2_345_678n };
      const writes = earningWrites.accruePending(accrual, costs, heldBack.deps.now(), (days - 1) * 86_400);
      expect(await unitsOf(heldBack, () => heldBack.deps.commit(writes))).toBe(4);
    }
  }
  const held = await heldBack.deps.earnings.held(ownerId);
  expect(held.map(({ amountMicroUsd }) => amountMicroUsd)).toEqual(Array(days).fill(2n * 7_654_321n));
  for (let day = 1; day <= days; day++) {
    heldBack.advanceSeconds(86_400);
    await Promise.all([releaseEarnings(heldBack.deps)(), releaseEarnings(heldBack.deps)()]);
    expect(await heldBack.deps.ledger.ownerBalance(ownerId)).toMatchObject({
      pendingMicroUsd: BigInt(days - day) * 2n * 7_654_321n,
      releasedMicroUsd: BigInt(day) * 2n * 7_654_321n,
    });
  }
  expect(await heldBack.deps.earnings.held(ownerId)).toEqual([]);
  const releases = (await Array.fromAsync(heldBack.deps.ledger.unearnedOf(ownerId))).filter(
    ({ kind }) => kind === 'release-earnings',
  );
  expect(releases.map(({ memo }) => memo.day)).toEqual(held.map(({ day }) => day));
});

const settledFor = (batchId: string, owner: OwnerUnits, at: number): Settled => ({
  settleKey: `batch/${batchId}/settle/1`,
  batchId,
  no: 1,
  at,
  chargeMicroUsd: 10_205_762n,
  ownersTotalMicroUsd: 7_654_321n,
  owners: [owner],
  minimumMicroUsd: 0n,
  ownerSharePercent: 75,
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchWrites } from '../../functions/adapters/batches.ts';
import type { Commit } from '../../functions/adapters/commit.ts';
import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { pageWrites } from '../../functions/adapters/pages.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { settleBatch } from '../../functions/market/settle-batch.ts';
import type { Batch } from '../../shared/batch.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { newPage, withFinished } from '../../shared/page.ts';
import { newHold } from '../../shared/settlement.ts';
import { sampleBatch } from '../shared/sample-task.ts';
import { credit, finishedTask } from '../support/money-batches.ts';
import { type MoneyRig, newCustomer, startMoney } from '../support/money-rig.ts';

const paidIn = 1_000_000n;
const heldMicroUsd = 1_000n;
/** Two requests of a second each, at 60 micro-USD. */
const chargeMicroUsd = 120n;

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
});
afterAll(() => rig.close());

/** A batch at its end, of which nothing is settled; with a finished task, or without any. */
async function endedBatch(status: Batch['status'], tasks: 0 | 1): Promise<Batch> {
  const { deps } = rig;
  const { customerId } = await newCustomer(rig);
  await credit(deps, customerId, paidIn);
  const batchId = deps.newId('batch');
  const terms = {
    pricesMicroUsd: { '1h': 240, '4h': 120, '24h': 60 },
    ownerSharePercent: 75,
    minimumMicroUsd: 0n,
  };
  const batch = sampleBatch({
    batchId,
    customerId,
    status,
    tasks,
    terms,
    endedAt: deps.now(),
    createdAt: deps.now(),
  });
  const hold = newHold({ customerId, batchId, heldMicroUsd }, deps.now());
  await deps.commit([
    ledgerWrites.post(holdEntry(hold, deps.now()), { opensRoot: true }),
    holdWrites.create(hold),
    customerBalanceWrites.hold(customerId, { paidMicroUsd: heldMicroUsd, promoMicroUsd: 0n }),
    batchWrites.create({ ...batch, promisedAt: deps.now() + 86_400_000, expiresAt: deps.now() + 86_400_000 }),
  ]);
  if (tasks === 0) return batch;
  const work = { ownerId: 'own_1', requests: 2, referenceMicros: 2_000_000, energyMilliWattHours: 1 };
  const task = finishedTask({ customerId, batchId }, [work]);
  const page = withFinished(newPage(0), [task]);
  await deps.commit([taskWrites.create(task), ...(page ? [pageWrites.save(batchId, page)] : [])]);
  return batch;
}

/** A function that dies right after so many commits: what follows in the same call never happens. */
function dying(commits: number): Deps {
  let left = commits;
  const commit: Commit = async (writes) => {
    if (left === 0) throw new Error('killed');
    await rig.deps.commit(writes);
    left--;
  };
  return Object.create(rig.deps, { commit: { value: commit } });
}

/** What the hold and the balance say, and what the entries do: the same, or the books are apart. */
async function books({ batchId, customerId }: Batch) {
  const hold = await rig.deps.holds.get(batchId);
  const balance = await rig.deps.customerBalances.of(customerId);
  const names = ['hold', 'settle/1', 'settle/2', 'release'].map((name) => `batch/${batchId}/${name}`);
  const entries = await rig.deps.entriesByKey(names);
  const moved = entries
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => account === `hold/${batchId}`)
    .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
  return {
    isEnded: hold.state === 'ended',
    captured: hold.capturedMicroUsd,
    available: balance.availableMicroUsd,
    leftInHold: hold.heldMicroUsd - hold.capturedMicroUsd - hold.releasedMicroUsd,
    leftByEntries: moved,
  };
}

const unsettled = {
  isEnded: false,
  captured: 0n,
  available: paidIn - heldMicroUsd,
  leftInHold: heldMicroUsd,
  leftByEntries: heldMicroUsd,
};
const settled = {
  ...unsettled,
  captured: chargeMicroUsd,
  leftInHold: heldMicroUsd - chargeMicroUsd,
  leftByEntries: heldMicroUsd - chargeMicroUsd,
};
const over = {
  isEnded: true,
  captured: chargeMicroUsd,
  available: paidIn - chargeMicroUsd,
  leftInHold: 0n,
  leftByEntries: 0n,
};

test('who dies after the first commit of a settlement leaves nothing half done, and the next call ends it', async () => {
  const batch = await endedBatch('completed', 1);
  expect(await books(batch)).toEqual(unsettled);
  await expect(settleBatch(dying(1))(batch)).rejects.toThrow('killed');
  expect(await books(batch)).toEqual(settled);
  await settleBatch(rig.deps)(batch);
  expect(await books(batch)).toEqual(over);
  await settleBatch(rig.deps)(batch);
  expect(await books(batch)).toEqual(over);
});

test('who dies after the first commit of a release leaves nothing half done', async () => {
  const batch = await endedBatch('completed', 1);
  await settleBatch(dying(1))(batch).catch(() => undefined);
  await settleBatch(dying(1))(batch).catch(() => undefined);
  expect(await books(batch)).toEqual(over);
});

test('the hold of a batch that expired ends, and all of it is the customer’s again', async () => {
  for (const status of ['expired', 'cancelled', 'failed'] as const) {
    const batch = await endedBatch(status, 0);
    await settleBatch(rig.deps)(batch);
    expect(await books(batch)).toEqual({ ...over, captured: 0n, available: paidIn });
  }
});

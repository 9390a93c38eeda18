import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchWrites } from '../../functions/adapters/batches.ts';
import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import type { Verdict } from '../../shared/invariants/check-invariants.ts';
import { newHold } from '../../shared/settlement.ts';
import { sampleBatch } from '../shared/sample-task.ts';
import { finishedTask, settledBatch } from '../support/money-batches.ts';
import { type MoneyRig, newCustomer, newOwner, payIn, proofOf, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
});
afterAll(() => rig.close());

const brokenRules = async (): Promise<[number, string][]> =>
  ((await proofOf(rig)).invariants as Verdict[])
    .filter(({ holds }) => !holds)
    .map(({ id, detail }) => [id, detail]);

test('a proof judges the batches and tasks behind the money, live ones by what is held', async () => {
  const { customerId } = await newCustomer(rig);
  const { ownerId } = await newOwner(rig);
  await payIn(rig, customerId, 5_000);
  await pollStripe(rig.deps)();

  const ended = { customerId, tasks: 1, status: 'completed', closedAt: rig.deps.now() } as const;
  const file = { customerId, batchId: 'file', heldMicroUsd: 500_000n };
  const live = { customerId, batchId: 'live', heldMicroUsd: 500_000n };
  const work = [{ ownerId, requests: 10, referenceMicros: 1e9, energyMilliWattHours: 100 }];
  const totals = { succeeded: 10, failed: 0, inputTokens: 0, outputTokens: 0 };
  for (const batch of [
    sampleBatch({ ...ended, totals, batchId: 'file', kind: 'file', quotedMicroUsd: 500_000n }),
    sampleBatch({ ...ended, totals, batchId: 'live', kind: 'live', quotedMicroUsd: 0n }),
  ])
    await rig.deps.commit([batchWrites.create(batch), taskWrites.create(finishedTask(batch, work))]);
  for (const held of [file, live]) {
    const { businessKey } = await settledBatch(rig.deps, held, work);
    await accrueOwners(rig.deps)({ businessKey });
  }
  expect(await brokenRules()).toEqual([]);

  // A running live batch has planned no tasks: its hold counts its calls.
  const running = { customerId, batchId: 'running' };
  const hold = { ...newHold({ ...running, heldMicroUsd: 20_000n }, rig.deps.now()), calls: 1 };
  await rig.deps.commit([
    batchWrites.create(sampleBatch({ ...running, kind: 'live', tasks: 0, quotedMicroUsd: 0n, requests: 0 })),
    taskWrites.create({ ...finishedTask(running, work), segments: [] }),
    holdWrites.create(hold),
    customerBalanceWrites.change(customerId, { availableMicroUsd: -hold.heldMicroUsd }),
    ledgerWrites.post(holdEntry(hold, rig.deps.now()), { opensRoot: true }),
  ]);
  expect(await brokenRules()).toEqual([
    [12, 'task running.0 has 10 finished requests and 0 results that count'],
  ]);
});

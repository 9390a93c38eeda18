import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { projectWrites } from '../../functions/adapters/projects.ts';
import { appendJournal } from '../../functions/market/append-journal.ts';
import type { Entry } from '../../shared/ledger.ts';
import { newProject } from '../../shared/project.ts';
import { newHold, settle, withUsage } from '../../shared/settlement.ts';
import { settleUsageOf } from '../../shared/usage.ts';
import { sampleBatch } from '../shared/sample-task.ts';
import { named } from '../support/journal-rig.ts';
import { finishedTask } from '../support/money-batches.ts';
import { type MoneyRig, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
});
afterAll(() => rig.close());

const customerId = 'cus_1';

/** A settlement of so many requests, for 100 micro-USD each, of which 7 went back for being late. */
async function settlement(batchId: string, projectId: string, requests: number): Promise<Entry> {
  const hold = newHold({ customerId, batchId, heldMicroUsd: 1_000_000n }, rig.deps.now());
  const work = [{ ownerId: 'o1', requests, referenceMicros: requests * 1e6, energyMilliWattHours: 1 }];
  const tasks = [finishedTask({ customerId, batchId }, work)];
  const { entry } = settle({
    hold,
    tasks,
    priceMicroUsd: 100,
    leastMicroUsd: 0n,
    ownerSharePercent: 75,
    now: rig.deps.now(),
  });
  const batch = sampleBatch({ customerId, batchId, projectId, createdAt: rig.deps.now() });
  const told = withUsage(entry, settleUsageOf(batch, tasks, 7n));
  await rig.deps.commit([ledgerWrites.post(told, { opensRoot: true })]);
  return told;
}

const usage = async () => {
  const found = await Array.fromAsync(
    rig.deps.usage.of(customerId, { start: '2027-01-01', end: '2027-01-31' }),
  );
  return new Map(
    found.map(({ projectId, succeeded, referenceMicros, chargedMicroUsd, creditedMicroUsd }) => [
      projectId,
      { succeeded, referenceMicros, chargedMicroUsd, creditedMicroUsd },
    ]),
  );
};

test('usage, projects’ charges and alerts count each settlement once, however it is redelivered', async () => {
  const project = newProject({ customerId, projectId: 'p1', name: 'P', monthlyCapMicroUsd: 4_000n }, 1);
  await rig.deps.commit([projectWrites.create(project)]);
  const entries = [
    await settlement('b1', 'p1', 10),
    await settlement('b2', 'p1', 12),
    await settlement('b3', 'default', 5),
    await settlement('b4', 'p1', 3),
    await settlement('b5', 'default', 8),
  ];
  const append = (some: readonly Entry[]) => appendJournal(rig.deps)(named(some));
  await Promise.all([append(entries.slice(0, 3)), append(entries.slice(1)), append(entries.toReversed())]);
  await append(entries);

  expect(await usage()).toEqual(
    new Map([
      ['p1', { succeeded: 25, referenceMicros: 25e6, chargedMicroUsd: 2_500n, creditedMicroUsd: 21n }],
      ['default', { succeeded: 13, referenceMicros: 13e6, chargedMicroUsd: 1_300n, creditedMicroUsd: 14n }],
    ]),
  );
  const spend = (projectId: string) => rig.deps.projects.spendOf({ customerId, projectId, month: '2027-01' });
  expect((await spend('p1')).chargedMicroUsd).toBe(2_500n);
  expect((await spend('default')).chargedMicroUsd).toBe(1_300n);
  const alerts = await rig.deps.projects.alertsOf({ customerId, projectId: 'p1' }, '2027-01');
  expect(alerts.map(({ percent }) => percent)).toEqual([50]);
});

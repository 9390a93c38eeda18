import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditOwnerNanoUsd, payForAudit } from '../../shared/audit-pay.ts';
import { demoPolicy, type Policy, standardPolicy } from '../../shared/policy.ts';
import { sampleSegment, sampleTask, startedAt } from './sample-task.ts';

const audit = sampleTask({ no: 4, auditOf: 2 });
const now = startedAt + 5_000;
const paid = (referenceMicros: number, policy: Policy = standardPolicy) =>
  payForAudit({
    audit,
    segment: sampleSegment({
      referenceMicros,
      costs: { energyNanoUsd: 1_001, wearNanoUsd: 2_000 },
      energyMilliWattHours: 9,
    }),
    policy,
    tariffMicroUsdPerKwh: 300_000,
    now,
  });

test('a check is paid by the platform, three quarters of the lowest posted price, and waits like other pay', () => {
  expect(paid(1_000_000)).toEqual({
    entry: {
      businessKey: 'owner/own_1/earned/2027-01-01/audit/batch_1/4',
      kind: 'pay-audit',
      at: now,
      postings: [
        { account: 'platform/audits', amountMicroUsd: -45n },
        { account: 'owner/own_1/pending', amountMicroUsd: 45n },
      ],
      memo: {
        task: 'batch_1.4a',
        vehicleId: 'veh_1',
        referenceMicros: 1_000_000,
        energyMicroUsd: 2n,
        wearMicroUsd: 2n,
        vehicles: [['veh_1', 1, 1_000_000, 9, 0, 1_001, 2_000]],
      },
    },
    earned: {
      pendingMicroUsd: 45n,
      releasedMicroUsd: 0n,
      grossMicroUsd: 45n,
      energyMicroUsd: 2n,
      wearMicroUsd: 2n,
      energyMilliWattHours: 9,
    },
  });
});

test('where nothing is held back, the pay for a check is free at once', () => {
  const { entry, earned } = paid(1_000_000, demoPolicy) ?? {};
  expect(entry?.postings.at(-1)).toEqual({ account: 'owner/own_1/released', amountMicroUsd: 45n });
  expect(earned).toMatchObject({ pendingMicroUsd: 0n, releasedMicroUsd: 45n, grossMicroUsd: 45n });
});

test('a check too short to earn a micro-dollar is paid nothing, and posts nothing', () => {
  // At 60 micro-USD a second 33,333 microseconds cost 1, of which three quarters are nothing; 2 leave 1.
  expect([33_333, 33_334].map((micros) => paid(micros)?.earned.grossMicroUsd)).toEqual([undefined, 1n]);
});

test('the price that an auditor is offered is never below what it is paid, nor two micro-dollars above', () => {
  fc.assert(
    fc.property(fc.nat(3_600_000_000), (referenceMicros) => {
      const offered = (BigInt(auditOwnerNanoUsd(standardPolicy)) * BigInt(referenceMicros)) / 1_000_000n;
      const nano = (paid(referenceMicros)?.earned.grossMicroUsd ?? 0n) * 1_000n;
      expect(offered - nano).toBeGreaterThanOrEqual(0n);
      expect(offered - nano).toBeLessThan(2_000n);
    }),
  );
});

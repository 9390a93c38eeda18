import { auditPayKeyOf } from './accrual.ts';
import { type Entry, entryOf, transferPostings } from './ledger.ts';
import { costOf, type MicroUsd } from './money.ts';
import type { Policy } from './policy.ts';
import { type Segment, type Task, taskId } from './task.ts';
import { ownerNanoUsdAt } from './terms.ts';
import { costsOf, vehicleMemoOf, vehicleUnits } from './vehicle-units.ts';

export type AuditPay = {
  entry: Entry;
  earned: {
    pendingMicroUsd: MicroUsd;
    releasedMicroUsd: MicroUsd;
    grossMicroUsd: MicroUsd;
    energyMicroUsd: MicroUsd;
    wearMicroUsd: MicroUsd;
    energyMilliWattHours: number;
  };
};

/** What owners earn of a check: their share of the lowest posted price. */
export const auditOwnerNanoUsd = ({ priceMicroUsdPerReferenceSecond, ownerSharePercent }: Policy): number =>
  ownerNanoUsdAt(priceMicroUsdPerReferenceSecond['24h'], ownerSharePercent);

type Audited = { audit: Task; segment: Segment; policy: Policy; tariffMicroUsdPerKwh: number; now: number };

/**
 * What an auditor earns: the owners' share at the lowest posted price, from the platform and not from the customer.
 * Undefined where it rounds to nothing.
 */
export function payForAudit({
  audit,
  segment,
  policy,
  tariffMicroUsdPerKwh,
  now,
}: Audited): AuditPay | undefined {
  const price = costOf(segment.referenceMicros, policy.priceMicroUsdPerReferenceSecond['24h']);
  const amount = (price * BigInt(policy.ownerSharePercent)) / 100n;
  if (amount === 0n) return undefined;
  const units = vehicleUnits([segment]);
  const costs = costsOf(units, tariffMicroUsdPerKwh);
  const isReleased = policy.holdbackSeconds === 0;
  const account = `owner/${segment.ownerId}/${isReleased ? 'released' : 'pending'}` as const;
  return {
    entry: entryOf({
      businessKey: auditPayKeyOf(audit, segment),
      kind: 'pay-audit',
      at: now,
      postings: transferPostings('platform/audits', account, amount),
      memo: {
        task: taskId(audit),
        vehicleId: segment.vehicleId,
        referenceMicros: segment.referenceMicros,
        ...costs,
        vehicles: units.map(vehicleMemoOf),
      },
    }),
    earned: {
      pendingMicroUsd: isReleased ? 0n : amount,
      releasedMicroUsd: isReleased ? amount : 0n,
      grossMicroUsd: amount,
      ...costs,
      energyMilliWattHours: segment.energyMilliWattHours,
    },
  };
}

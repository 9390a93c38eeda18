import { z } from 'zod';
import { energyCost } from './energy.ts';
import { type Entry, entryOf, type Posting, transferPostings } from './ledger.ts';
import { type MicroUsd, splitByWeight } from './money.ts';
import { costsOf, vehicleMemo, vehicleMemoOf } from './vehicle-units.ts';

/** One owner's part of a settlement, in verified units. */
const ownerPart = z.object({
  ownerId: z.string(),
  /** None in entries from before they were told apart. */
  vehicles: z.array(vehicleMemo).default([]),
  requests: z.number().int(),
  referenceMicros: z.number().int(),
  energyMilliWattHours: z.number().int(),
});
type OwnerPart = z.infer<typeof ownerPart>;

/** What a settle entry's memo says of the work behind the charge. */
const settleMemo = z.object({
  owners: z.array(ownerPart),
  /** The part of the charge that lifts it to the minimum: the platform's alone, never shared. */
  minimumMicroUsd: z.coerce.bigint().default(0n),
  /** The share in force at the settlement; kept there so that a later change of policy can't change this split. */
  ownerSharePercent: z.number().optional(),
});

/** A settle entry, read as what is to be shared out. */
export type Settled = {
  settleKey: string;
  batchId: string;
  chargeMicroUsd: MicroUsd;
} & z.infer<typeof settleMemo>;

/** Throws where the entry is no settlement: its message was made of one, so anything else is a fault. */
export function settledOf(entry: Entry): Settled {
  const [, batchId = ''] = entry.businessKey.split('/');
  if (entry.kind !== 'settle')
    throw new Error(`${entry.businessKey} is a ${entry.kind} entry, not a settlement`);
  const clearing = entry.postings.find(({ account }) => account === `clearing/${batchId}`);
  return {
    ...settleMemo.parse(entry.memo),
    settleKey: entry.businessKey,
    batchId,
    chargeMicroUsd: clearing?.amountMicroUsd ?? 0n,
  };
}

export type ChargeSplit = {
  /** In the order of the owners. */
  ownersMicroUsd: readonly MicroUsd[];
  feeMicroUsd: MicroUsd;
  roundingMicroUsd: MicroUsd;
};

/**
 * charge = owners + fee + rounding, exactly. The owners' total and the fee are their percent of the charge, each
 * rounded down; owners share theirs by largest remainder over verified reference time; what neither took (under
 * 2 micro-USD, or all of the owners' where nothing was verified) is rounding. The minimum's part goes to the fee.
 */
export function splitCharge(
  { chargeMicroUsd, minimumMicroUsd, owners }: Pick<Settled, 'chargeMicroUsd' | 'minimumMicroUsd' | 'owners'>,
  ownerSharePercent: number,
): ChargeSplit {
  const shared = chargeMicroUsd - minimumMicroUsd;
  const ownersTotal = (shared * BigInt(ownerSharePercent)) / 100n;
  const ownersMicroUsd = splitByWeight(
    ownersTotal,
    owners.map(({ referenceMicros }) => BigInt(referenceMicros)),
  );
  const feeMicroUsd = (shared * BigInt(100 - ownerSharePercent)) / 100n + minimumMicroUsd;
  const given = ownersMicroUsd.reduce((sum, part) => sum + part, 0n);
  return { ownersMicroUsd, feeMicroUsd, roundingMicroUsd: chargeMicroUsd - given - feeMicroUsd };
}

export type Accrual = { settled: Settled; part: OwnerPart; amountMicroUsd: MicroUsd };

/** What the work of an accrual cost its owner: kept with the entry, so that a later tariff changes no past. */
export type EarningCosts = { energyMicroUsd: MicroUsd; wearMicroUsd: MicroUsd };

/** Entries from before vehicles were told apart have the owner's tariff alone to go by. */
export const accrualCosts = ({ part }: Accrual, tariffMicroUsdPerKwh: number): EarningCosts =>
  part.vehicles.length > 0
    ? costsOf(part.vehicles, tariffMicroUsdPerKwh)
    : { energyMicroUsd: energyCost(part.energyMilliWattHours, tariffMicroUsdPerKwh), wearMicroUsd: 0n };

/** One owner's earnings of one settlement: `<settleKey>/owner/<ownerId>`. */
export function ownerAccrualEntry(
  { settled, part, amountMicroUsd }: Accrual,
  costs: EarningCosts,
  { standing, now }: { standing: 'pending' | 'released'; now: number },
): Entry {
  const { ownerId, vehicles, ...units } = part;
  return entryOf({
    businessKey: `${settled.settleKey}/owner/${ownerId}`,
    kind: 'accrue-owner',
    at: now,
    postings: transferPostings(`clearing/${settled.batchId}`, `owner/${ownerId}/${standing}`, amountMicroUsd),
    memo: { ...units, ...costs, vehicles: vehicles.map(vehicleMemoOf) },
  });
}

/** The platform's part of one settlement: `<settleKey>/platform`. */
export function platformAccrualEntry(settled: Settled, split: ChargeSplit, now: number): Entry {
  const { feeMicroUsd, roundingMicroUsd } = split;
  const postings: Posting[] = [
    { account: `clearing/${settled.batchId}`, amountMicroUsd: -(feeMicroUsd + roundingMicroUsd) },
    { account: 'platform/fee', amountMicroUsd: feeMicroUsd },
    { account: 'platform/rounding', amountMicroUsd: roundingMicroUsd },
  ];
  return entryOf({
    businessKey: `${settled.settleKey}/platform`,
    kind: 'accrue-platform',
    at: now,
    postings,
    memo: { chargeMicroUsd: settled.chargeMicroUsd, minimumMicroUsd: settled.minimumMicroUsd },
  });
}

/** Earnings that are held back wait in their owner's bucket of the day on which they are released, in UTC. */
export type HeldEarnings = { ownerId: string; day: string; amountMicroUsd: MicroUsd };

const dayMillis = 86_400_000;

/**
 * "2027-01-08": the first day on which what is earned at `now` has been held back in full. A bucket takes in
 * nothing any more when its day begins.
 */
export const releaseDay = (now: number, holdbackSeconds: number): string =>
  dayOf(now + holdbackSeconds * 1_000 + dayMillis);

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A bucket's whole amount becomes free for payout: `owner/<id>/release/<day>`. */
export const releaseEntry = ({ ownerId, day, amountMicroUsd }: HeldEarnings, now: number): Entry =>
  entryOf({
    businessKey: `owner/${ownerId}/release/${day}`,
    kind: 'release-earnings',
    at: now,
    postings: transferPostings(`owner/${ownerId}/pending`, `owner/${ownerId}/released`, amountMicroUsd),
    memo: { day },
  });

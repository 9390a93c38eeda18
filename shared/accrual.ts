import { z } from 'zod';
import { type Account, type Entry, entryOf, transferPostings } from './ledger.ts';
import { type MicroUsd, splitByWeight } from './money.ts';
import { costsOf, sumOfUnits, type VehicleUnits, vehicleMemo, vehicleMemoOf } from './vehicle-units.ts';

/** One owner's part of a settlement, in verified units. */
export type OwnerUnits = {
  ownerId: string;
  vehicles: readonly VehicleUnits[];
  requests: number;
  referenceMicros: number;
  energyMilliWattHours: number;
};

export const ownerUnitsOf = (ownerId: string, vehicles: readonly VehicleUnits[]): OwnerUnits => {
  const { requests, referenceMicros, energyMilliWattHours } = sumOfUnits(vehicles);
  return { ownerId, vehicles, requests, referenceMicros, energyMilliWattHours };
};

/** In a settle entry's memo an owner is a list, id first and then a list for each vehicle: a kilobyte is a write unit. */
const ownerMemo = z
  .tuple([z.string()], vehicleMemo)
  .transform(([ownerId, ...vehicles]): OwnerUnits => ownerUnitsOf(ownerId, vehicles));

export const ownerMemoOf = ({ ownerId, vehicles }: OwnerUnits): z.input<typeof ownerMemo> => [
  ownerId,
  ...vehicles.map(vehicleMemoOf),
];

/** What a settle entry's memo says of the work behind the charge. */
const settleMemo = z.object({
  owners: z.array(ownerMemo),
  /** The part of the charge that lifts it to the minimum: the platform's alone, never shared. */
  minimumMicroUsd: z.coerce.bigint().default(0n),
  /** The share in force at the settlement. */
  ownerSharePercent: z.number(),
});

/** A settle entry, read as what is to be shared out. */
export type Settled = {
  settleKey: string;
  batchId: string;
  /** The number of the settlement within its batch. */
  no: number;
  /** Milliseconds since the epoch. */
  at: number;
  chargeMicroUsd: MicroUsd;
  /** Of the charge, what waits in the batch's clearing account for its owners. */
  ownersTotalMicroUsd: MicroUsd;
} & z.infer<typeof settleMemo>;

/** Throws where the entry is no settlement: its message was made of one, so anything else is a fault. */
export function settledOf(entry: Entry): Settled {
  const [, batchId = '', , no] = entry.businessKey.split('/');
  if (entry.kind !== 'settle')
    throw new Error(`${entry.businessKey} is a ${entry.kind} entry, not a settlement`);
  const moved = (account: Account) =>
    entry.postings.reduce(
      (sum, posting) => (posting.account === account ? sum + posting.amountMicroUsd : sum),
      0n,
    );
  return {
    ...settleMemo.parse(entry.memo),
    settleKey: entry.businessKey,
    batchId,
    no: Number(no),
    at: entry.at,
    chargeMicroUsd: -moved(`hold/${batchId}`),
    ownersTotalMicroUsd: moved(`clearing/${batchId}`),
  };
}

/**
 * An owner's earnings of one settlement: `owner/<id>/earned/<day of the settlement>/<batchId>/<its number>`. So they
 * lie with all else of the owner's, in the order of days, and need no index.
 */
export const accrualKeyOf = (
  { batchId, no, at }: Pick<Settled, 'batchId' | 'no' | 'at'>,
  ownerId: string,
): string => `${earnedRoot(ownerId)}/${dayOf(at)}/${batchId}/${no}`;

/** Of a check: of the day on which its result was handed in, at most once by the checked task. */
export const auditPayKeyOf = (audit: { batchId: string; no: number }, segment: EarningSegment): string =>
  `${earnedRoot(segment.ownerId)}/${dayOf(segment.finishedAt)}/audit/${audit.batchId}/${audit.no}`;

type EarningSegment = { ownerId: string; finishedAt: number };

const earnedRoot = (ownerId: string) => `owner/${ownerId}/earned`;

/** The day, "2027-01-08", of what an owner earned: of an accrual or the pay for a check. */
export const earnedDayOf = ({ businessKey }: Pick<Entry, 'businessKey'>): string =>
  businessKey.split('/')[3] ?? '';

/** The settlement that an accrual is of. */
export function settleKeyOf({ businessKey }: Pick<Entry, 'businessKey'>): string {
  const [, , , , batchId, no] = businessKey.split('/');
  return `batch/${batchId}/settle/${no}`;
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
  const ownersMicroUsd = splitAmongOwners(ownersTotal, owners);
  const feeMicroUsd = (shared * BigInt(100 - ownerSharePercent)) / 100n + minimumMicroUsd;
  const given = ownersMicroUsd.reduce((sum, part) => sum + part, 0n);
  return { ownersMicroUsd, feeMicroUsd, roundingMicroUsd: chargeMicroUsd - given - feeMicroUsd };
}

/** In the order of the owners, by verified reference time. Nothing verified: nothing. */
const splitAmongOwners = (amountMicroUsd: MicroUsd, owners: readonly OwnerUnits[]): MicroUsd[] =>
  splitByWeight(
    amountMicroUsd,
    owners.map(({ referenceMicros }) => BigInt(referenceMicros)),
  );

export type Accrual = { settled: Settled; part: OwnerUnits; amountMicroUsd: MicroUsd };

/** What each owner earned of a settlement: together exactly what its clearing account got. */
export function accrualsOf(settled: Settled): Accrual[] {
  const amounts = splitAmongOwners(settled.ownersTotalMicroUsd, settled.owners);
  return settled.owners.map((part, at) => ({ settled, part, amountMicroUsd: amounts[at] ?? 0n }));
}

/** What the work of an accrual cost its owner: kept with the entry, so that a later tariff changes no past. */
export type EarningCosts = { energyMicroUsd: MicroUsd; wearMicroUsd: MicroUsd };

export const accrualCosts = ({ part }: Accrual, tariffMicroUsdPerKwh: number): EarningCosts =>
  costsOf(part.vehicles, tariffMicroUsdPerKwh);

/** One owner's earnings of one settlement, under `accrualKeyOf`. */
export function ownerAccrualEntry(
  { settled, part, amountMicroUsd }: Accrual,
  costs: EarningCosts,
  { standing, now }: { standing: 'pending' | 'released'; now: number },
): Entry {
  const { ownerId, vehicles, ...units } = part;
  return entryOf({
    businessKey: accrualKeyOf(settled, ownerId),
    kind: 'accrue-owner',
    at: now,
    postings: transferPostings(`clearing/${settled.batchId}`, `owner/${ownerId}/${standing}`, amountMicroUsd),
    memo: { ...units, ...costs, vehicles: vehicles.map(vehicleMemoOf) },
  });
}

/** Earnings that are held back wait, with their owner's balance, for the day on which they are released, in UTC. */
export type HeldEarnings = { ownerId: string; day: string; amountMicroUsd: MicroUsd };

const dayMillis = 86_400_000;

/**
 * "2027-01-08": the first day on which what is earned at `now` has been held back in full. Nothing is
 * added to a day any more when it begins.
 */
export const releaseDay = (now: number, holdbackSeconds: number): string =>
  dayOf(now + holdbackSeconds * 1_000 + dayMillis);

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A day's whole amount becomes free for payout: `owner/<id>/release/<day>`. */
export const releaseEntry = ({ ownerId, day, amountMicroUsd }: HeldEarnings, now: number): Entry =>
  entryOf({
    businessKey: `owner/${ownerId}/release/${day}`,
    kind: 'release-earnings',
    at: now,
    postings: transferPostings(`owner/${ownerId}/pending`, `owner/${ownerId}/released`, amountMicroUsd),
    memo: { day },
  });

import { z } from 'zod';
import { earnedDayOf } from './accrual.ts';
import type { Entry } from './ledger.ts';
import { type MicroUsd, splitByWeight } from './money.ts';
import { microUsdUp } from './net-pay.ts';
import { type VehicleUnits, vehicleMemo } from './vehicle-units.ts';

/** What a vehicle earned and cost. `vehicleId` null: entries from before vehicles were told apart. */
export type VehicleEarnings = {
  vehicleId: string | null;
  grossMicroUsd: MicroUsd;
  energyMicroUsd: MicroUsd;
  wearMicroUsd: MicroUsd;
  /** Of customers. A check of another's work is paid, and not counted. */
  requests: number;
  energyMilliWattHours: number;
};

const accrualMemo = z.object({
  requests: z.number().int().default(0),
  energyMilliWattHours: z.number().int().default(0),
  energyMicroUsd: z.coerce.bigint().default(0n),
  wearMicroUsd: z.coerce.bigint().default(0n),
  vehicles: z.array(vehicleMemo).default([]),
  vehicleId: z.string().optional(),
});
type AccrualMemo = z.infer<typeof accrualMemo>;

/** What the entry, an accrual or the pay for a check, gave the owner: pending or released. */
const grossOf = ({ postings }: Entry, ownerId: string): MicroUsd =>
  postings
    .filter(
      ({ account }) => account === `owner/${ownerId}/pending` || account === `owner/${ownerId}/released`,
    )
    .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);

/**
 * An entry's earnings by vehicle: its gross by reference time, its costs by what each vehicle named. The parts sum to
 * what the entry says, to the micro-USD.
 */
export function vehicleEarnings(entry: Entry, ownerId: string): VehicleEarnings[] {
  const memo = accrualMemo.parse(entry.memo);
  const gross = grossOf(entry, ownerId);
  if (memo.vehicles.length === 0)
    return [
      {
        vehicleId: memo.vehicleId ?? null,
        grossMicroUsd: gross,
        energyMicroUsd: memo.energyMicroUsd,
        wearMicroUsd: memo.wearMicroUsd,
        requests: memo.requests,
        energyMilliWattHours: memo.energyMilliWattHours,
      },
    ];
  const grossParts = splitOrFirst(
    gross,
    memo.vehicles.map(({ referenceMicros }) => BigInt(referenceMicros)),
  );
  const energyParts = energyByVehicle(memo);
  const wearParts = roundedParts(memo.vehicles.map(({ wearNanoUsd }) => BigInt(wearNanoUsd)));
  return memo.vehicles.map((units, at) => ({
    vehicleId: units.vehicleId,
    grossMicroUsd: grossParts[at] ?? 0n,
    energyMicroUsd: energyParts[at] ?? 0n,
    wearMicroUsd: wearParts[at] ?? 0n,
    requests: entry.kind === 'pay-audit' ? 0 : units.requests,
    energyMilliWattHours: units.energyMilliWattHours,
  }));
}

/** What the vehicles named prices for, and the rest, which was priced at the owner's tariff of that day. */
function energyByVehicle({ vehicles, energyMicroUsd }: AccrualMemo): MicroUsd[] {
  const named = roundedParts(vehicles.map(({ energyNanoUsd }) => BigInt(energyNanoUsd)));
  const rest = energyMicroUsd - named.reduce((sum, part) => sum + part, 0n);
  const unpriced = splitOrFirst(
    rest,
    vehicles.map(({ unpricedMilliWattHours }: VehicleUnits) => BigInt(unpricedMilliWattHours)),
  );
  return named.map((part, at) => part + (unpriced[at] ?? 0n));
}

/** By weight; where nothing weighs anything, all goes to the first, so that nothing is lost. */
function splitOrFirst(amount: MicroUsd, weights: readonly bigint[]): MicroUsd[] {
  if (weights.some((weight) => weight !== 0n)) return splitByWeight(amount, weights);
  return weights.map((_, at) => (at === 0 ? amount : 0n));
}

const nanosPerMicro = 1_000n;
const downToMicro = (nano: bigint): bigint =>
  nano / nanosPerMicro - (nano < 0n && nano % nanosPerMicro !== 0n ? 1n : 0n);

/**
 * Nano-USD as micro-USD that sum to the sum rounded up, as `costsOf` rounds it: each is rounded down, and what is left
 * goes to the largest remainders. Costs may be negative, where the grid pays.
 */
function roundedParts(nanoUsd: readonly bigint[]): MicroUsd[] {
  const parts = nanoUsd.map(downToMicro);
  const total = microUsdUp(nanoUsd.reduce((sum, nano) => sum + nano, 0n));
  const left = Number(total - parts.reduce((sum, part) => sum + part, 0n));
  const byRemainder = nanoUsd
    .map((nano, at) => ({ at, remainder: nano - (parts[at] ?? 0n) * nanosPerMicro }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts;
}

/** Earnings by vehicle over several entries, in the order of the vehicles' ids. */
export function sumByVehicle(parts: Iterable<VehicleEarnings>): VehicleEarnings[] {
  const sums = new Map<string | null, VehicleEarnings>();
  for (const part of parts) {
    const sum = sums.get(part.vehicleId);
    sums.set(part.vehicleId, sum ? added(sum, part) : part);
  }
  return [...sums.values()].sort((a, b) => (a.vehicleId ?? '').localeCompare(b.vehicleId ?? ''));
}

const added = (a: VehicleEarnings, b: VehicleEarnings): VehicleEarnings => ({
  vehicleId: a.vehicleId,
  grossMicroUsd: a.grossMicroUsd + b.grossMicroUsd,
  energyMicroUsd: a.energyMicroUsd + b.energyMicroUsd,
  wearMicroUsd: a.wearMicroUsd + b.wearMicroUsd,
  requests: a.requests + b.requests,
  energyMilliWattHours: a.energyMilliWattHours + b.energyMilliWattHours,
});

export type DayEarnings = VehicleEarnings & { day: string };

/** One row a day and vehicle, in this order. The entries come in the order of their days. */
export async function* dayEarnings(
  entries: AsyncIterable<Entry>,
  ownerId: string,
): AsyncGenerator<DayEarnings> {
  let day = '';
  let parts: VehicleEarnings[] = [];
  for await (const entry of entries) {
    const entryDay = earnedDayOf(entry);
    if (entryDay !== day) {
      yield* rowsOf(day, parts);
      day = entryDay;
      parts = [];
    }
    parts.push(...vehicleEarnings(entry, ownerId));
  }
  yield* rowsOf(day, parts);
}

const rowsOf = (day: string, parts: readonly VehicleEarnings[]): DayEarnings[] =>
  sumByVehicle(parts).map((sum) => ({ ...sum, day }));

/** What is left of gross after energy and wear. */
export const netOf = ({ grossMicroUsd, energyMicroUsd, wearMicroUsd }: Omit<VehicleEarnings, 'vehicleId'>) =>
  grossMicroUsd - energyMicroUsd - wearMicroUsd;

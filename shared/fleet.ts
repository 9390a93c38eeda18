import type { Rest } from './resting.ts';
import type { HardwareClass, Region, Vehicle } from './vehicle.ts';

/** A vehicle as the market last heard from it: what forecasts and live calls go by. Times in ms since the epoch. */
export type Presence = {
  vehicleId: string;
  ownerId: string;
  hardwareClass: HardwareClass;
  /** As its owner stated it; absent where it was not. */
  region?: Region;
  /** Its maker signed for its hardware. */
  attested?: true;
  models: readonly string[];
  /** Absent in those who were last heard from before versions were told. */
  softwareVersion?: string;
  /** The model whose live lane it waits at with an open call. */
  waitsFor?: string;
  /** It is parked and will be heard from by then, if nothing happens. */
  presentUntil: number;
  /** When it has probably run what it leased. */
  busyUntil: number;
  /** It asked and was given nothing. */
  idles?: true;
  /** Of one that asks for nothing: why, as far as it told. */
  rests?: readonly Rest[];
  /** It was offered nothing, and something would have left its owner too little. */
  belowFloor?: true;
};

/** What of a vehicle forecasts go by, whatever it does. */
export const traitsOf = ({
  vehicleId,
  ownerId,
  hardwareClass,
  region,
  attested,
  softwareVersion,
}: Vehicle) => ({
  vehicleId,
  ownerId,
  hardwareClass,
  ...(region && { region }),
  ...(attested && { attested }),
  softwareVersion,
});

/** Of a vehicle that drives away it is kept that it is away, and not since when. */
export const away = { presentUntil: 0, busyUntil: 0 };

/** Vehicles that run `model` and are parked now. */
export const present = (fleet: readonly Presence[], model: string, now: number): Presence[] =>
  fleet.filter(({ models, presentUntil }) => presentUntil > now && models.includes(model));

/** When the first of these vehicles is free: now or later; undefined where there is none. */
export function firstFreeAt(parked: readonly Presence[], now: number): number | undefined {
  const frees = parked.map(({ busyUntil }) => Math.max(now, busyUntil));
  return frees.length === 0 ? undefined : Math.min(...frees);
}

/**
 * The model whose live lane an idle vehicle should wait at: of those it runs the one with the fewest vehicles waiting,
 * or none where each has `wantedPerModel` already: then it comes back later, which costs less than waiting.
 */
export function liveDuty(
  fleet: readonly Presence[],
  vehicle: { vehicleId: string; models: readonly string[] },
  wantedPerModel: number,
  now: number,
): string | undefined {
  const waiting = (model: string) =>
    fleet.filter(
      ({ vehicleId, waitsFor, presentUntil }) =>
        waitsFor === model && presentUntil > now && vehicleId !== vehicle.vehicleId,
    ).length;
  const [least] = vehicle.models
    .map((model) => ({ model, vehicles: waiting(model) }))
    .sort((a, b) => a.vehicles - b.vehicles);
  return least && least.vehicles < wantedPerModel ? least.model : undefined;
}

/** A change that is worth a write: the rest of what is known would still be told right by the old one. */
export function isNews(known: Presence | undefined, next: Presence, now: number): boolean {
  // One that drives away is told of where nothing is known as well: another instance may have said that it stands.
  if (!known) return true;
  const renewsAt = now + (next.presentUntil - now) / 2;
  return (
    known.waitsFor !== next.waitsFor ||
    known.presentUntil < renewsAt ||
    next.presentUntil <= now ||
    Math.abs(Math.max(known.busyUntil, now) - Math.max(next.busyUntil, now)) > 5_000
  );
}

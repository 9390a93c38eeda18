import { type Presence, present } from './fleet.ts';
import type { MicroUsd } from './money.ts';
import { Refusal } from './refusal.ts';
import { type HardwareClass, hardwareClasses, type Region } from './vehicle.ts';

/**
 * Where a customer lets its requests run. Hard: a vehicle that does not meet all of it never gets the task, nor a
 * check of it. Absent parts ask for nothing; an empty list is never stored.
 */
export type Routing = {
  regions?: readonly Region[];
  classes?: readonly HardwareClass[];
  trust?: 'attested';
};

type Asked = {
  regions?: readonly Region[] | null | undefined;
  classes?: readonly HardwareClass[] | null | undefined;
  trust?: 'any' | 'attested' | null | undefined;
  data?: 'standard' | 'zero_retention' | null | undefined;
  max_price?: number | null | undefined;
};

/** What of `x_parkade` goes with a batch and its tasks. */
export function placementOf(asked: Asked | null | undefined): { routing?: Routing; zeroRetention?: true } {
  const routing = routingOf(asked);
  return { ...(routing && { routing }), ...(asked?.data === 'zero_retention' && { zeroRetention: true }) };
}

/** Refuses with price_above_max what could cost more than the customer allows. */
export function refuseAboveMax(ceilingMicroUsd: MicroUsd, asked: Asked | null | undefined): void {
  const most = asked?.max_price;
  if (most === null || most === undefined || ceilingMicroUsd <= BigInt(most)) return;
  throw new Refusal(
    'price_above_max',
    `This may cost up to ${ceilingMicroUsd} micro-USD, more than max_price (${most}). Nothing was queued or charged. Raise max_price, ask for a longer completion_window, or send less.`,
    { param: 'x_parkade.max_price' },
  );
}

/** The constraints alone, each list sorted and without repeats; undefined where nothing is constrained. */
export function routingOf(asked: Asked | null | undefined): Routing | undefined {
  const wantedRegions = sorted(asked?.regions);
  const wantedClasses = sorted(asked?.classes);
  const routing: Routing = {
    ...(wantedRegions.length > 0 && { regions: wantedRegions }),
    // Every vehicle is of one of these classes; a region, though, it need not have stated.
    ...(wantedClasses.length > 0 &&
      wantedClasses.length < hardwareClasses.length && { classes: wantedClasses }),
    ...(asked?.trust === 'attested' && { trust: 'attested' as const }),
  };
  return Object.keys(routing).length > 0 ? routing : undefined;
}

const sorted = <Each extends string>(all: readonly Each[] | null | undefined): Each[] =>
  [...new Set(all ?? [])].sort();

/** What decides whether a vehicle may run a task. */
export type RoutedVehicle = {
  hardwareClass?: HardwareClass;
  region?: Region | undefined;
  attested?: true | undefined;
};

export function meetsRouting(vehicle: RoutedVehicle, routing: Routing | undefined): boolean {
  if (!routing) return true;
  const { hardwareClass, region, attested } = vehicle;
  if (routing.trust === 'attested' && !attested) return false;
  if (routing.classes && !(hardwareClass && routing.classes.includes(hardwareClass))) return false;
  return !routing.regions || (region !== undefined && routing.regions.includes(region));
}

/** Vehicles that run `model`, are parked now and meet `routing`. */
export const presentFor = (
  fleet: readonly Presence[],
  { model, routing }: { model: string; routing: Routing | undefined },
  now: number,
): Presence[] => present(fleet, model, now).filter((vehicle) => meetsRouting(vehicle, routing));

/** What is asked for, in the words of an answer: `of class AI5, in eu or na, attested by its maker`. */
export function routingInWords({ regions, classes, trust }: Routing): string {
  const parts = [
    classes && `of class ${classes.join(' or ')}`,
    regions && `in ${regions.join(' or ')}`,
    trust && 'attested by its maker',
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

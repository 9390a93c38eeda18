import type { Presence } from './fleet.ts';
import type { HardwareClass, Region } from './vehicle.ts';

/** `running`: it has leases; `waiting`: it waits with an open call for live ones; `idle`: it comes back by itself. */
type Occupation = 'running' | 'waiting' | 'idle';

/** Vehicles that are alike, and how many of them are parked now. */
export type FleetGroup = {
  hardwareClass: HardwareClass;
  /** Null: its owner did not say. */
  region: Region | null;
  /** Null: it has not been heard from since versions are told. */
  softwareVersion: string | null;
  occupation: Occupation;
  vehicles: number;
};

/** Who is parked, counted by what operators act on: the largest groups first. */
export function fleetCensus(fleet: readonly Presence[], now: number): FleetGroup[] {
  const groups = new Map<string, FleetGroup>();
  for (const presence of fleet) {
    if (presence.presentUntil <= now) continue;
    const group: FleetGroup = {
      hardwareClass: presence.hardwareClass,
      region: presence.region ?? null,
      softwareVersion: presence.softwareVersion ?? null,
      occupation: occupationOf(presence, now),
      vehicles: 0,
    };
    const name = JSON.stringify(group);
    const counted = groups.get(name) ?? group;
    counted.vehicles++;
    groups.set(name, counted);
  }
  return [...groups.values()].sort((a, b) => b.vehicles - a.vehicles);
}

function occupationOf({ busyUntil, waitsFor }: Presence, now: number): Occupation {
  if (busyUntil > now) return 'running';
  return waitsFor === undefined ? 'idle' : 'waiting';
}

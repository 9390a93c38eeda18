import type { Reply } from '../queries.ts';

export type Group = Reply<'/v1/operator/fleet'>['groups'][number];

/** What is told apart in the fleet, by its name in the page's address. */
export const fleetTraits = {
  class: { name: 'Class', of: (group: Group) => group.hardware_class },
  region: { name: 'Region', of: (group: Group) => group.region ?? 'not stated' },
  version: { name: 'Version', of: (group: Group) => group.software_version ?? 'not told yet' },
  does: { name: 'Does', of: (group: Group) => group.occupation },
} as const;
export type FleetTrait = keyof typeof fleetTraits;
export const fleetTraitNames = Object.keys(fleetTraits) as FleetTrait[];

export type FleetSearch = Partial<Record<FleetTrait, string>>;

/** Only what is chosen stands in the address; a version such as 1 or 1.5 is read there as a number. */
export const fleetSearchOf = (search: Record<string, unknown>): FleetSearch =>
  Object.fromEntries(
    fleetTraitNames.flatMap((trait) => {
      const said = search[trait];
      return typeof said === 'string' || typeof said === 'number' ? [[trait, String(said)]] : [];
    }),
  );

export const isChosen = (group: Group, search: FleetSearch): boolean =>
  fleetTraitNames.every((trait) => {
    const wanted = search[trait];
    return wanted === undefined || fleetTraits[trait].of(group) === wanted;
  });

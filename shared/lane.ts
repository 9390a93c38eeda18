import type { Routing } from './routing.ts';
import { type HardwareClass, hardwareClasses, type Region, regions } from './vehicle.ts';

/**
 * A lane is made of hard constraints, so that a vehicle hardly ever receives what it can't run: the model, at most one
 * of hardware class, trust tier and region, the priority, and a shard (a queue holds 120,000 messages in flight). A
 * lane for each combination would be hundreds of queues: a task lies in the lane of its rarest constraint, and all of
 * them are looked at again when it is leased (shared/lease.ts).
 */
export type Lane = {
  model: string;
  hardwareClass: 'any' | HardwareClass;
  trust: 'any' | 'attested';
  /** `several`: what may run in more than one region. Absent: in any, stated or not. */
  region?: Region | 'several';
  priority: Priority;
  shard: number;
};

/** In the order in which a vehicle looks into its lanes. */
const priorities = ['priority', 'live', 'flex', 'batch'] as const;
export type Priority = (typeof priorities)[number];

type Constraint = Pick<Lane, 'hardwareClass' | 'trust' | 'region'>;
const open: Constraint = { hardwareClass: 'any', trust: 'any' };

/** The queue's name, at most 80 characters of letters, digits and hyphens. */
export const laneName = ({ model, hardwareClass, trust, region, priority, shard }: Lane): string =>
  ['lane', model, hardwareClass, trust, ...(region ? [region] : []), priority, shard].join('-');

/** The lane of a task of this model, priority and routing. */
export const laneOf = (model: string, priority: Priority, routing?: Routing): Lane => ({
  model,
  ...rarest(routing),
  priority,
  shard: 0,
});

/** Attested vehicles are the fewest. A class before regions: every vehicle has one, and several regions are wider. */
function rarest({ regions: wanted, classes, trust }: Routing = {}): Constraint {
  if (trust) return { ...open, trust };
  const [region] = wanted ?? [];
  const [hardwareClass] = classes ?? [];
  if (hardwareClass) return { ...open, hardwareClass };
  if (wanted && region) return { ...open, region: wanted.length === 1 ? region : 'several' };
  return open;
}

/** What decides which lanes a vehicle looks into. */
type Looking = { hardwareClass: HardwareClass; region?: Region | undefined; attested?: true | undefined };

/**
 * The lanes that a vehicle with these models serves, the live ones first; within a priority in the vehicle's order of
 * models, what few may run before what all may. Without a vehicle: those that any serves.
 */
export function lanesFor(models: readonly string[], vehicle?: Looking): Lane[] {
  const constraints: Constraint[] = [
    ...(vehicle?.attested ? [{ ...open, trust: 'attested' as const }] : []),
    ...(vehicle ? [{ ...open, hardwareClass: vehicle.hardwareClass }] : []),
    ...(vehicle?.region ? [vehicle.region, 'several' as const].map((region) => ({ ...open, region })) : []),
    open,
  ];
  return lanesOf(models, constraints);
}

/** Every lane there is for these models. */
export const allLanes = (models: readonly string[]): Lane[] =>
  lanesOf(models, [
    open,
    { ...open, trust: 'attested' },
    ...hardwareClasses.map((hardwareClass) => ({ ...open, hardwareClass })),
    ...[...regions, 'several' as const].map((region) => ({ ...open, region })),
  ]);

const lanesOf = (models: readonly string[], constraints: readonly Constraint[]): Lane[] =>
  priorities.flatMap((priority) =>
    models.flatMap((model) =>
      constraints.map((constraint): Lane => ({ model, ...constraint, priority, shard: 0 })),
    ),
  );

/** Whether it is one of those that few vehicles look into. */
export const isConstrained = ({ hardwareClass, trust, region }: Lane): boolean =>
  hardwareClass !== 'any' || trust !== 'any' || region !== undefined;

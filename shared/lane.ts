/**
 * A lane is made of a task's hard constraints, so that a vehicle never receives what it can't run: the model, the
 * hardware class, the trust tier, the priority and a shard (a queue holds 120,000 messages in flight).
 */
export type Lane = {
  model: string;
  hardwareClass: 'any' | 'AI4' | 'AI5';
  trust: 'any' | 'attested';
  priority: Priority;
  shard: number;
};

/** In the order in which a vehicle looks into its lanes. */
const priorities = ['priority', 'live', 'flex', 'batch'] as const;
export type Priority = (typeof priorities)[number];

/** The queue's name, at most 80 characters of letters, digits and hyphens. */
export const laneName = (lane: Lane): string =>
  ['lane', lane.model, lane.hardwareClass, lane.trust, lane.priority, lane.shard].join('-');

/** The lanes that a vehicle with these models serves, the live ones first; within a priority in the vehicle's order. */
export const lanesFor = (models: readonly string[]): Lane[] =>
  priorities.flatMap((priority) =>
    models.map((model): Lane => ({ model, hardwareClass: 'any', trust: 'any', priority, shard: 0 })),
  );

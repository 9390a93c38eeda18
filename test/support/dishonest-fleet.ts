import { holdbackSecondsFor, type Reputation } from '../../shared/holdback.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { type Party, type ReputationChange, weighDoubts } from '../../shared/weigh-doubts.ts';
import { seeded } from './seeded.ts';

const day = 86_400_000;
const tasksPerDay = 100;
const days = 60;

type Member = Party & {
  /** The share of its tasks whose result it makes up. */
  cheats: number;
  isFrozen: boolean;
  frozenDays: number;
  caughtDay: number;
  reputation: Reputation;
  /** When the pay of a task, one each, is due. */
  pending: number[];
  released: number;
  honestTasks: number;
};

/**
 * Two months of 100 owners with a vehicle each, under the standard policy's checks and times: some of them make up a
 * share of their results. A check differs wherever one of its two results is made up, or, where the liars `collude`, one
 * alone: then they have agreed on what to make up.
 */
export function dishonestFleet({
  liars,
  cheats,
  collude = false,
  seed,
}: {
  liars: number;
  cheats: number;
  collude?: boolean;
  seed: number;
}) {
  const next = seeded(seed);
  const chance = (share: number) => next(1_000_000) < share * 1_000_000;
  const fleet = Array.from({ length: 100 }, (_, at) => member(`o${at}`, at < liars ? cheats : 0));
  for (let at = 0; at < days * day; at += day / tasksPerDay) {
    if (at % day === 0) for (const each of fleet) release(each, at);
    for (const each of fleet) if (!each.isFrozen) runTask(fleet, each, { at, collude, chance, next });
  }
  return { liars: fleet.slice(0, liars), honest: fleet.slice(liars) };
}

const member = (name: string, cheats: number): Member => ({
  ownerId: name,
  vehicleId: `v-${name}`,
  cheats,
  isFrozen: false,
  frozenDays: 0,
  caughtDay: Number.POSITIVE_INFINITY,
  reputation: {},
  pending: [],
  released: 0,
  honestTasks: 0,
});

function release(each: Member, now: number): void {
  if (each.isFrozen) each.frozenDays++;
  if (each.reputation.payHeldSince !== undefined) return;
  each.released += each.pending.filter((dueAt) => dueAt <= now).length;
  each.pending = each.pending.filter((dueAt) => dueAt > now);
}

type Moment = {
  at: number;
  collude: boolean;
  chance: (share: number) => boolean;
  next: (below: number) => number;
};

function runTask(fleet: readonly Member[], each: Member, { at, collude, chance, next }: Moment): void {
  const isWrong = chance(each.cheats);
  if (!isWrong) each.honestTasks++;
  each.pending.push(at + holdbackSecondsFor(each.reputation, standardPolicy, at) * 1_000);
  if (!chance(standardPolicy.auditShare)) return;
  const others = fleet.filter((other) => other !== each && !other.isFrozen);
  const auditor = others[next(others.length)];
  if (!auditor) return;
  const isAuditWrong = chance(auditor.cheats);
  const differs = collude ? isWrong !== isAuditWrong : isWrong || isAuditWrong;
  if (differs) differ(fleet, [each, auditor], at);
}

function differ(fleet: readonly Member[], parties: [Party, Party], at: number): void {
  const standings = new Map(fleet.map(({ ownerId, reputation }) => [ownerId, reputation]));
  for (const change of weighDoubts(parties, standings, { now: at, ...standardPolicy })) {
    const changed = fleet.find(({ ownerId }) => ownerId === change.ownerId);
    if (changed) heed(changed, change, at);
  }
}

function heed(each: Member, { doubts, hold, freezes, thaws }: ReputationChange, at: number): void {
  const { payHeldSince } = each.reputation;
  const heldSince = hold === undefined ? payHeldSince : { begins: at, ends: undefined }[hold];
  each.reputation = { doubts, ...(heldSince !== undefined && { payHeldSince: heldSince }) };
  if (freezes.length > 0) each.caughtDay = Math.min(each.caughtDay, at / day);
  each.isFrozen = freezes.length > 0 || (each.isFrozen && thaws.length === 0);
}

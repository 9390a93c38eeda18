import { type Doubt, isProvenFraud, provenVehicles, type Reputation, withDoubt } from './holdback.ts';
import type { Policy } from './policy.ts';

export type Party = { ownerId: string; vehicleId: string };

/** What becomes of an owner's reputation, and of its vehicles. */
export type ReputationChange = {
  ownerId: string;
  doubts: readonly Doubt[];
  /** Whether pay begins to be held, or is held no longer since what proved it fell away. */
  hold?: 'begins' | 'ends';
  freezes: readonly string[];
  thaws: readonly string[];
};

type Rules = { now: number } & Pick<Policy, 'doubtfulHoldbackSeconds' | 'fraudWindowSeconds'>;
type Standings = ReadonlyMap<string, Reputation>;

/** The owners whose word stands against these: theirs may fall with what is decided now. */
export const doubtersOf = (reputations: readonly Reputation[]): string[] => [
  ...new Set(reputations.flatMap(({ doubts = [] }) => doubts.map(({ againstOwnerId }) => againstOwnerId))),
];

/**
 * Two vehicles' results of one request differ, and nobody can tell which is wrong: each is noted against the other's
 * owner, and one that differs from two owners is proven false. The word of an owner with a vehicle that is proven false
 * counts for nothing from then on, and neither does what it said before: whom that alone had proven false is let go.
 * Otherwise the dishonest, each differing from everybody, would take a tenth of the honest down with them.
 *
 * `standings`: of both owners, and of all that `doubtersOf` names of them. The first party is the one that was checked.
 */
export function weighDoubts(
  parties: readonly [Party, Party],
  standings: Standings,
  rules: Rules,
): ReputationChange[] {
  const scales = new Scales(standings, rules);
  const [checked, auditor] = parties;
  const doubted = [
    { party: checked, against: auditor },
    { party: auditor, against: checked },
  ].filter(({ party, against }) => scales.note(party, against));
  // Who differs from more owners is judged first: the other may owe its proof to that very word.
  const byDoubters = doubted
    .map(({ party }) => party)
    .sort((a, b) => scales.doubters(b) - scales.doubters(a));
  for (const party of byDoubters) if (scales.proves(party)) scales.condemn(party);
  return scales.changes();
}

/** The reputations while they are weighed. */
class Scales {
  private readonly standings: Standings;
  private readonly rules: Rules;
  private readonly doubts: Map<string, readonly Doubt[]>;
  private readonly held: Set<string>;
  private readonly frozen = new Map<string, string>();
  private readonly thawed = new Map<string, readonly string[]>();

  constructor(standings: Standings, rules: Rules) {
    this.standings = standings;
    this.rules = rules;
    this.doubts = new Map([...standings].map(([ownerId, { doubts = [] }]) => [ownerId, doubts]));
    this.held = new Set([...standings].flatMap(([ownerId, each]) => (isHeld(each) ? [ownerId] : [])));
  }

  private of(ownerId: string): readonly Doubt[] {
    return this.doubts.get(ownerId) ?? [];
  }

  /** Whether the doubt counts, and is none that is known. */
  note({ ownerId, vehicleId }: Party, against: Party): boolean {
    const doubt = { at: this.rules.now, vehicleId, againstOwnerId: against.ownerId };
    if (this.held.has(against.ownerId)) return false;
    if (this.of(ownerId).some((known) => saysTheSame(known, doubt))) return false;
    this.doubts.set(ownerId, withDoubt(this.of(ownerId), doubt, this.rules));
    return true;
  }

  doubters({ ownerId, vehicleId }: Party): number {
    const against = this.of(ownerId).filter((doubt) => doubt.vehicleId === vehicleId);
    return new Set(against.map(({ againstOwnerId }) => againstOwnerId)).size;
  }

  proves({ ownerId, vehicleId }: Party): boolean {
    return isProvenFraud(this.of(ownerId), vehicleId, this.rules);
  }

  /** Its word counts no longer, nor ever did. */
  condemn({ ownerId, vehicleId }: Party): void {
    this.frozen.set(vehicleId, ownerId);
    if (this.held.has(ownerId)) return;
    const proven = this.heldByWhatIsKnown();
    this.held.add(ownerId);
    for (const [doubted, doubts] of this.doubts)
      this.doubts.set(
        doubted,
        doubts.filter(({ againstOwnerId }) => againstOwnerId !== ownerId),
      );
    for (const [other, vehicles] of proven) {
      const still = this.provenNow(other);
      this.thawed.set(
        other,
        vehicles.filter((each) => !still.includes(each)),
      );
      if (still.length === 0) this.held.delete(other);
    }
  }

  /**
   * Whose hold began by doubts that still stand here, with the vehicles that are proven. What began another's was
   * dropped with time: that is no word that falls, and finance alone lets it go.
   */
  private heldByWhatIsKnown(): Map<string, string[]> {
    const known = [...this.standings].filter(([ownerId, { payHeldSince = Number.NEGATIVE_INFINITY }]) => {
      const founding = this.of(ownerId).filter(({ at }) => at <= payHeldSince);
      return provenVehicles(founding, this.rules.fraudWindowSeconds).length > 0;
    });
    return new Map(known.map(([ownerId]) => [ownerId, this.provenNow(ownerId)]));
  }

  private provenNow(ownerId: string): string[] {
    return provenVehicles(this.of(ownerId), this.rules.fraudWindowSeconds);
  }

  changes(): ReputationChange[] {
    return [...this.standings].flatMap(([ownerId, before]) => {
      const { doubts: had = [] } = before;
      const doubts = this.of(ownerId);
      const isNow = this.held.has(ownerId);
      if (sameDoubts(had, doubts) && isHeld(before) === isNow) return [];
      const thaws = this.thawed.get(ownerId) ?? [];
      const freezes = [...this.frozen].flatMap(([vehicleId, owner]) =>
        owner === ownerId ? [vehicleId] : [],
      );
      return [{ ownerId, doubts, ...holdOf(isHeld(before), isNow), freezes, thaws }];
    });
  }
}

const isHeld = ({ payHeldSince }: Reputation) => payHeldSince !== undefined;

function holdOf(before: boolean, now: boolean): Pick<ReputationChange, 'hold'> {
  if (before === now) return {};
  return { hold: now ? 'begins' : 'ends' };
}

const sameDoubts = (had: readonly Doubt[], has: readonly Doubt[]) =>
  had.length === has.length && had.every((doubt, at) => doubt === has[at]);

/** Many checks of one batch differ at once: the first of an hour says it, and the others need not wait for each other. */
const saysTheSame = (known: Doubt, doubt: Doubt) =>
  known.vehicleId === doubt.vehicleId &&
  known.againstOwnerId === doubt.againstOwnerId &&
  doubt.at - known.at < 3_600_000;

import type { Policy } from './policy.ts';

/**
 * A check whose two results differ. Nobody can tell yet which of the two vehicles was wrong, so both are noted, each
 * against the other's owner.
 */
export type Doubt = { at: number; vehicleId: string; againstOwnerId: string };

/** What an owner's earnings are held back by. */
export type Reputation = {
  /** Earliest first; those that are past their time are dropped when one is added. */
  doubts?: readonly Doubt[];
  /** Fraud was proven then: nothing is released until finance decides. */
  payHeldSince?: number;
};

/** How long what is earned now waits until it is released. */
export function holdbackSecondsFor(
  { doubts }: Pick<Reputation, 'doubts'>,
  { holdbackSeconds, doubtfulHoldbackSeconds }: Pick<Policy, 'holdbackSeconds' | 'doubtfulHoldbackSeconds'>,
  now: number,
): number {
  const isDoubtful = doubts?.some(({ at }) => now - at < doubtfulHoldbackSeconds * 1_000);
  return isDoubtful ? Math.max(doubtfulHoldbackSeconds, holdbackSeconds) : holdbackSeconds;
}

type Rules = Pick<Policy, 'doubtfulHoldbackSeconds' | 'fraudWindowSeconds'>;

/** More say nothing new, and the owner's item stays small. */
const doubtsKept = 50;

/** With one more, without those that count for nothing any more. */
export function withDoubt(doubts: readonly Doubt[], doubt: Doubt, rules: Rules): Doubt[] {
  const kept = Math.max(rules.doubtfulHoldbackSeconds, rules.fraudWindowSeconds) * 1_000;
  return [...doubts.filter(({ at }) => doubt.at - at < kept), doubt].slice(-doubtsKept);
}

/** One that differs from two owners is the one that is wrong: each alone might be lying about it. */
const ownersForProof = 2;

/** The vehicles that are proven false by what stands now. */
export const provenVehicles = (doubts: readonly Doubt[], fraudWindowSeconds: number): string[] =>
  [...new Set(doubts.map(({ vehicleId }) => vehicleId))].filter((vehicleId) =>
    doubts.some((doubt, at) =>
      isProvenFraud(doubts.slice(0, at + 1), vehicleId, { now: doubt.at, fraudWindowSeconds }),
    ),
  );

/** Whether a vehicle's results are proven false: its checks differed from so many owners' within the time. */
export function isProvenFraud(
  doubts: readonly Doubt[],
  vehicleId: string,
  { now, fraudWindowSeconds }: { now: number } & Pick<Policy, 'fraudWindowSeconds'>,
): boolean {
  const against = doubts
    .filter((doubt) => doubt.vehicleId === vehicleId && now - doubt.at < fraudWindowSeconds * 1_000)
    .map(({ againstOwnerId }) => againstOwnerId);
  return new Set(against).size >= ownersForProof;
}

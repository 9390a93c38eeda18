import { accountInvariants } from './account-invariants.ts';
import { factsOf, type Invariant } from './facts.ts';
import { heldPayInvariants } from './held-pay-invariants.ts';
import { holdInvariants } from './hold-invariants.ts';
import { journalInvariants } from './journal-invariants.ts';
import { ledgerInvariants } from './ledger-invariants.ts';
import { payInvariants } from './pay-invariants.ts';
import type { Snapshot } from './snapshot.ts';
import { stripeInvariants } from './stripe-invariants.ts';
import { taskInvariants } from './task-invariants.ts';

/** `detail`: the first contradictions, one a line; empty where it holds. */
export type Verdict = { id: number; name: string; holds: boolean; detail: string };

/** Every rule that one snapshot can show, in the order of their numbers. */
export const invariants: readonly Invariant[] = [
  ...ledgerInvariants,
  ...journalInvariants,
  ...holdInvariants,
  ...taskInvariants,
  ...payInvariants,
  ...heldPayInvariants,
  ...stripeInvariants,
  ...accountInvariants,
].sort((a, b) => a.id - b.id);

/** Judges a market: what tests, the simulator, the nightly check and finance's proof all ask. */
export function checkInvariants(snapshot: Snapshot): Verdict[] {
  const facts = factsOf(snapshot);
  return invariants.map(({ id, name, violations }) => verdictOf({ id, name, violations: violations(facts) }));
}

const told = 5;

type Judged = { id: number; name: string; violations: Iterable<string> };

export function verdictOf({ id, name, violations }: Judged): Verdict {
  const all = [...violations];
  const more = all.length > told ? [`and ${all.length - told} more`] : [];
  return { id, name, holds: all.length === 0, detail: [...all.slice(0, told), ...more].join('\n') };
}

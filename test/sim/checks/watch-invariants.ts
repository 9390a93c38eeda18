import { invariants, type Verdict, verdictOf } from '../../../shared/invariants/check-invariants.ts';
import { type Facts, factsOf, type Invariant } from '../../../shared/invariants/facts.ts';
import type { Snapshot } from '../../../shared/invariants/snapshot.ts';

/** What only time brings about is judged again so often. */
const judgedEveryMillis = 60_000;

type Seen = { verdict: Verdict; looked: Map<keyof Facts, unknown>; at: number };

/**
 * Judges a market step by step: as `checkInvariants` does, but a rule is judged anew only where something that it looked
 * at is another than before (another object, not another content), or time has passed. Gives what does not hold.
 */
export function watchInvariants(): (snapshot: Snapshot) => Verdict[] {
  const seen = new Map<Invariant, Seen>();
  let derived: Pick<Facts, 'entries' | 'accounts' | 'entryOf' | 'entriesUnder'> | undefined;

  return (snapshot) => {
    if (derived?.entries !== snapshot.entries) {
      const { entries, accounts, entryOf, entriesUnder } = factsOf(snapshot);
      derived = { entries, accounts, entryOf, entriesUnder };
    }
    const facts: Facts = { ...snapshot, ...derived };
    const broken: Verdict[] = [];
    for (const invariant of invariants) {
      const before = seen.get(invariant);
      const now = before && isAsBefore(before, facts) ? before : judge(invariant, facts);
      seen.set(invariant, now);
      if (!now.verdict.holds) broken.push(now.verdict);
    }
    return broken;
  };
}

function isAsBefore({ looked, at }: Seen, facts: Facts): boolean {
  for (const [name, value] of looked)
    if (name === 'now' ? facts.now - at >= judgedEveryMillis : facts[name] !== value) return false;
  return true;
}

function judge({ id, name, violations }: Invariant, facts: Facts): Seen {
  const looked: Seen['looked'] = new Map();
  const watched = new Proxy(facts, {
    get(of, field: keyof Facts) {
      looked.set(field, of[field]);
      return of[field];
    },
  });
  return { verdict: verdictOf({ id, name, violations: violations(watched) }), looked, at: facts.now };
}

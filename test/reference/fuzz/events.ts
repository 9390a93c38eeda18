import { seeded } from '../../support/seeded.ts';
import { compareRuns } from '../../support/shuffled-run.ts';

/** So many runs replay one history; then another one is recorded, its steps in another order. */
const runsAHistory = 500;

type Options = { runs: number; seed: number; tell: (done: number) => void };

/** Deliveries of Stripe's events, shuffled, doubled and dropped between polls: what is told came to another ledger. */
export async function fuzzEvents({ runs, seed, tell }: Options): Promise<string[]> {
  const pick = seeded(seed);
  const complaints: string[] = [];
  for (let done = 0; done < runs; done += runsAHistory) {
    const told = await compareRuns({
      runs: Math.min(runsAHistory, runs - done),
      pick,
      tell: (ofThese) => tell(done + ofThese),
    });
    complaints.push(...told);
  }
  return complaints;
}

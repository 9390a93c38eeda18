import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../support/seeded.ts';
import { openAccepted } from './accepted.ts';
import { startChaosMarket } from './chaos-market.ts';
import { customersOf } from './customers.ts';
import { type Figures, isSound, killsOf } from './figures.ts';
import { checkMoney, untilAtRest } from './final-checks.ts';
import { watchedHistory } from './history.ts';
import { watchedMemory } from './memory.ts';
import type { ChaosOptions } from './options.ts';
import { processesNaming } from './orphans.ts';
import { runRound } from './rounds.ts';
import { openVerdicts, type Verdicts } from './verdicts.ts';

type Chaos = Pick<ChaosOptions, 'rounds' | 'seed' | 'minutes'> & {
  tell: (line: string) => void;
  /**
   * So much time passes at once after the last round, for who can't wait for leases to run out. Under a minute: beyond
   * that no proof of a vehicle would be believed.
   */
  jumpMillis?: number;
};

const roundsPerLook = 20;

/** Rounds of kill -9 under load, then what must be true of a market whatever was killed. */
export async function runChaos(options: Chaos): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-chaos-'));
  const verdicts = openVerdicts(options.tell);
  const figures = await runIn(dir, options, verdicts);
  for (const line of processesNaming(dir)) verdicts.violation(`still runs: ${line}`);
  const all = { ...figures, ...verdicts.figures() };
  if (isSound(all)) rmSync(dir, { recursive: true, force: true });
  else options.tell(`Seed ${options.seed}. What the market left is in ${dir}.`);
  return all;
}

async function runIn(dir: string, options: Chaos, verdicts: Verdicts) {
  const accepted = openAccepted(join(dir, 'accepted.jsonl'));
  const market = await startChaosMarket(dir, (who, line) => verdicts.violation(`${who}: ${line}`));
  const look = watchedHistory(market.deps);
  const memory = watchedMemory(market.all);
  const stopping = new AbortController();
  const { seed, minutes, tell } = options;
  const customers = customersOf({ ...market, seed, accepted, verdicts, signal: stopping.signal });
  const load = customers.run();
  // A customer who gives up ends the run at once.
  const brokenOff = new Promise<never>((_, reject) => void load.catch(reject));
  const random = seeded(seed);
  const until = performance.now() + minutes * 60_000;
  let rounds = 0;
  const startedAt = performance.now();
  const clock = () => ((performance.now() - startedAt) / 1_000).toFixed(1);
  while (rounds < options.rounds && performance.now() < until) {
    verdicts.at(`round ${++rounds}`);
    const killed = await Promise.race([runRound(rounds, market.all, random), brokenOff]);
    const after = `${accepted.count()} accepted, ${accepted.open().length} batches open`;
    tell(`${clock()} s, round ${rounds}: ${killed.join(', ')}; ${after}`);
    memory.look();
    if (rounds % roundsPerLook === 0) verdicts.violation(...(await look()));
  }
  verdicts.at(`after round ${rounds}`);
  stopping.abort();
  await load;
  if (options.jumpMillis !== undefined) await market.jumpAhead(options.jumpMillis);
  await untilAtRest({ market, customers, accepted, verdicts });
  verdicts.violation(...(await look()));
  await checkMoney({ market, accepted, verdicts });
  verdicts.doneTwice(...(await customers.doubledBatches()));
  verdicts.violation(...memory.grown());
  tell(`Memory at most, MB: ${JSON.stringify(memory.peaks())}`);
  await market.close();
  return { rounds, kills: killsOf(market.all), accepted: accepted.count() };
}

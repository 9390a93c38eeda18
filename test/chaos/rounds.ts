import { setTimeout as pause } from 'node:timers/promises';
import type { seeded } from '../support/seeded.ts';
import { kinds, type Supervised } from './supervised.ts';

type Random = ReturnType<typeof seeded>;

/** One process's fate in a round: when it is killed, for how long it is down, and when it is killed again, if it is. */
type Fate = { victim: Supervised; atMillis: number; downMillis: number; againMillis: number | undefined };

const victimsMost = 3;
const killsWithinMillis = 500;
/** Some come back at once, before their callers' tries are over; others after. */
const downMost = 250;
/** A start takes about so long: the second kill comes in the middle of it. */
const startMillis = 600;
/** So long at least everything runs: without it nothing would ever be done. */
const calmMillis = 350;

/** Each kind in its turn, so that every kind gets its share, and up to two more by chance. */
function fatesOf(round: number, all: readonly Supervised[], random: Random): Fate[] {
  const count = 1 + random(victimsMost);
  const victims = new Set<Supervised>();
  const ofKind = all.filter(({ kind }) => kind === kinds[round % kinds.length]);
  for (const pool of [ofKind, ...Array(count - 1).fill(all)]) {
    const victim = pool[random(pool.length)];
    if (victim) victims.add(victim);
  }
  return [...victims].map((victim) => ({
    victim,
    atMillis: random(killsWithinMillis),
    downMillis: random(downMost),
    againMillis: random(4) === 0 ? random(startMillis) : undefined,
  }));
}

/** Kills as the seed says, starts again what was killed, and returns when everything has run for a moment. */
export async function runRound(round: number, all: readonly Supervised[], random: Random): Promise<string[]> {
  const fates = fatesOf(round, all, random);
  await Promise.all(fates.map(meet));
  await Promise.all(all.map((part) => part.untilReady()));
  await pause(calmMillis);
  return fates.map(({ victim, againMillis }) => `${victim.name}${againMillis === undefined ? '' : ' twice'}`);
}

async function meet({ victim, atMillis, downMillis, againMillis }: Fate): Promise<void> {
  await pause(atMillis);
  await victim.kill();
  await pause(downMillis);
  if (againMillis !== undefined) {
    const starting = victim.start();
    await pause(againMillis);
    await starting;
    await victim.kill();
  }
  await victim.start();
}

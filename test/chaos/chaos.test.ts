import { expect, test } from 'vitest';
import { runChaos } from './run-chaos.ts';
import { kinds } from './supervised.ts';

test('after eight rounds of kill -9 of every kind of process nothing accepted is lost, and nothing is done or paid twice', async () => {
  const told: string[] = [];
  const tell = (line: string) => void told.push(line);
  const figures = await runChaos({ rounds: 8, seed: 7, minutes: 2, jumpMillis: 50_000, tell });
  const text = told.join('\n');
  expect(figures, text).toMatchObject({ rounds: 8, lost: 0, doneTwice: 0, paidTwice: 0, violations: [] });
  // Otherwise it would hold of a market that did nothing.
  expect(figures.accepted, text).toBeGreaterThan(5);
  for (const kind of kinds) expect(figures.kills[kind], kind).toBeGreaterThan(0);
}, 300_000);

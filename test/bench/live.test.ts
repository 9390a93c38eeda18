import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { liveFiguresOf, missedTargets } from '../../bench/live/figures.ts';

const program = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

test('the overhead is what lies before and after the engine, by nearest rank, and what misses its target is named', () => {
  const times = Array.from({ length: 100 }, (_, at) => ({
    beforeMillis: at + 1,
    engineMillis: 1_000,
    afterMillis: 0.05,
  }));
  const figures = liveFiguresOf(times, 20);
  expect(figures).toEqual({ p50Ms: 50.1, p99Ms: 99.1, concurrency: 20 });
  expect(missedTargets(figures)).toEqual(['p50Ms']);
});

test('a few calls of a small fleet are measured, and the last line is the figures alone', () => {
  const sizes = ['--calls', '4', '--concurrency', '2', '--vehicles', '3', '--engine-millis', '50'];
  const { stdout } = spawnSync(process.execPath, [program, 'live', ...sizes, '--json'], { encoding: 'utf8' });
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(figures).toEqual({ p50Ms: expect.any(Number), p99Ms: expect.any(Number), concurrency: 2 });
  expect(figures.p50Ms).toBeGreaterThan(1);
});

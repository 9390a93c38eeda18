import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { missedTargets, yieldFiguresOf } from '../../bench/yield/figures.ts';

const program = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

test('a vehicle has yielded when its engine has stopped and no request runs, whichever is later', () => {
  const rounds = Array.from({ length: 100 }, (_, at) => ({
    work: 'pages' as const,
    stoppedMillis: at % 2 === 0 ? at + 1 : 1,
    quietMillis: at % 2 === 0 ? 1 : at + 1,
    handedInMillis: 1_000,
  }));
  expect(yieldFiguresOf(rounds)).toEqual({ p50Ms: 50, p99Ms: 99, rounds: 100 });
});

test('a driver who waits for more than 250 ms at the 99th percentile is a missed target', () => {
  expect(missedTargets({ p50Ms: 300, p99Ms: 250, rounds: 100 })).toEqual([]);
  expect(missedTargets({ p50Ms: 10, p99Ms: 250.1, rounds: 100 })).toEqual(['p99Ms']);
});

test('each engine is stopped once in mid-request, and the last line is the figures alone', () => {
  const { status, stdout } = spawnSync(process.execPath, [program, 'yield', '--rounds', '4', '--json'], {
    encoding: 'utf8',
  });
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(figures).toEqual({ p50Ms: expect.any(Number), p99Ms: expect.any(Number), rounds: 4 });
  expect(status).toBe(figures.p99Ms <= 250 ? 0 : 1);
  for (const name of ['embeddings', 'chat', 'pages', 'streamed chat']) expect(stdout).toContain(name);
});

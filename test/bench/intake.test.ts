import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { intakeFiguresOf, missedTargets } from '../../bench/intake/figures.ts';

const program = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const intake = {
  lines: 50_000,
  bytes: 200_000_000,
  uploadSeconds: 4,
  batchSeconds: 2.5,
  idleKilobytes: 180_000,
  peakKilobytes: 290_000,
};

test('the figures are rounded against us, and what misses its target is named', () => {
  expect(intakeFiguresOf(intake)).toEqual({ linesPerSecond: 20_000, peakMegabytes: 297 });
  expect(missedTargets(intakeFiguresOf(intake))).toEqual([]);
  expect(missedTargets({ linesPerSecond: 19_999, peakMegabytes: 301 })).toEqual([
    'linesPerSecond',
    'peakMegabytes',
  ]);
});

test('a small file is measured from its upload to its batch, and the last line is the figures alone', () => {
  const { stdout } = spawnSync(process.execPath, [program, 'intake', '--lines', '20', '--json'], {
    encoding: 'utf8',
  });
  const [last = ''] = stdout.trim().split('\n').slice(-1);
  const figures = JSON.parse(last);
  expect(Object.keys(figures)).toEqual(['linesPerSecond', 'peakMegabytes']);
  expect(figures.linesPerSecond).toBeGreaterThan(0);
  expect(figures.peakMegabytes).toBeGreaterThan(50);
});

test('an option out of range ends with the usage and 1', () => {
  const { status, stderr } = spawnSync(process.execPath, [program, 'intake', '--lines', '50001'], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('npm run bench -- intake');
});

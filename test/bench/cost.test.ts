import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { figuresOf } from '../../bench/cost/figures.ts';
import { newMeter } from '../../local/meter.ts';

const program = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const noFleet = { s3Puts: 0, s3Gets: 0, tasks: 0, runningMillis: 0 };
const measured = (meter: Partial<ReturnType<typeof newMeter>>, fleet = noFleet) => ({
  requests: 10_000,
  tasks: 67,
  settlements: 1,
  seconds: 20,
  meter: { ...newMeter(), ...meter },
  fleet,
});

test('dollars per million requests follow from the counts and the price list', () => {
  const figures = figuresOf(
    measured(
      {
        writeUnits: 400,
        readUnits: 800,
        sqsRequests: 200,
        s3Puts: 100,
        s3Gets: 100,
        functionCalls: { vehicle: 40, plan: 10 },
        // 10 s at 512 MB and 5 s at 1 GB.
        functionMillis: { vehicle: 10_000, assemble: 5_000 },
      },
      { ...noFleet, s3Puts: 60, s3Gets: 150 },
    ),
  );
  expect(figures.perThousand).toEqual({
    writeUnits: 40,
    readUnits: 80,
    sqsRequests: 20,
    functionCalls: 5,
    s3Puts: 16,
    s3Gets: 25,
  });
  const { dynamodb, sqs, lambda, s3 } = figures.usdByService;
  expect(dynamodb).toBeCloseTo(0.035, 9);
  expect(sqs).toBeCloseTo(0.008, 9);
  expect(lambda).toBeCloseTo(0.001 + 0.01333, 9);
  expect(s3).toBeCloseTo(0.09, 9);
  expect(figures.usdPerMillion).toBeCloseTo(0.14733, 9);
  expect(figures.requestsPerSecond).toBe(500);
  expect(figures.missedTargets).toEqual([]);
});

test('what exceeds its target is named', () => {
  expect(figuresOf(measured({ writeUnits: 401, sqsRequests: 201 })).missedTargets).toEqual([
    'writeUnits',
    'sqsRequests',
  ]);
});

test('a measurement that does not exist ends with the usage and 1', () => {
  const { status, stderr } = spawnSync(process.execPath, [program, 'speed'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('npm run bench -- cost');
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadFiguresOf, missedTargets } from '../../bench/load/figures.ts';
import type { Call } from '../../bench/load/sent.ts';

const program = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

const calls = (call: Call['call'], millis: readonly number[], status = 200): Call[] =>
  millis.map((each, at) => ({ call, atMillis: at * 1_000, millis: each, status, saysWhen: status !== 200 }));
const batches = (count: number, requests: number) =>
  Array.from({ length: count }, (_, at) => ({
    batchId: `batch-${at}`,
    customerNo: 0,
    requests,
    atMillis: at * 1_000,
  }));
const proof = { holds: true, failed: [] };

const measured = {
  seconds: 20,
  load: {
    calls: [...calls('files', [20, 480]), ...calls('batches', [10, 30, 400])],
    accepted: batches(20, 1_500),
    heldBack: 0,
  },
  drainedMeanwhile: 9_000,
  rss: Array.from({ length: 20 }, (_, at) => ({ atMillis: at * 1_000, rssKilobytes: 400_000 + at * 100 })),
  overload: {
    factor: 4,
    sent: {
      calls: [...calls('batches', [15, 25]), ...calls('batches', [2, 3], 429)],
      accepted: batches(2, 20),
      heldBack: 0,
    },
    seconds: 2,
    rssKilobytes: 500_000,
    recoveryMillis: 4_950,
  },
  drained: { requests: 30_040, ended: 30_040, lost: 0, seconds: 7.2, proof },
};

test('the worse of the accepted calls counts, by nearest rank; the rest is told beside it', () => {
  const figures = loadFiguresOf(measured);
  expect(figures).toMatchObject({
    acceptedPerSecond: 1_500,
    acceptedPerSecondLeast: 1_500,
    p99Ms: 480,
    batchesP99Ms: 400,
    filesP99Ms: 480,
    drainedPerSecond: 450,
    recoverySeconds: 5,
    rssStartMb: 411,
    rssEndMb: 412,
    rssSlopeMbPerMinute: 7,
    lost: 0,
    undrained: 0,
    overload: { factor: 4, calls: 4, rejected429: 2, refusalP99Ms: 3, acceptedPerSecond: 20 },
  });
  expect(missedTargets(figures)).toEqual([]);
});

test('each target that is missed is named', () => {
  const { overload, drained, load } = measured;
  const missed = (changes: object) => missedTargets(loadFiguresOf({ ...measured, ...changes }));
  expect(missed({ load: { ...load, accepted: batches(10, 1_500) } })).toEqual(['acceptedPerSecond']);
  expect(missed({ load: { ...load, calls: calls('batches', [501]) } })).toEqual(['p99Ms']);
  expect(missed({ drained: { ...drained, lost: 1 } })).toEqual(['lost']);
  expect(missed({ drained: { ...drained, ended: 30_000 } })).toEqual(['lost']);
  expect(missed({ drained: { ...drained, proof: { holds: false, failed: ['sums'] } } })).toEqual(['lost']);
  expect(missed({ drainedMeanwhile: 0 })).toEqual(['drainedPerSecond']);
  expect(missed({ overload: { ...overload, recoveryMillis: 5_001 } })).toEqual(['recoverySeconds']);
  const overloadOf = (sent: Call[]) => ({
    overload: { ...overload, sent: { ...overload.sent, calls: sent } },
  });
  expect(missed(overloadOf(calls('batches', [5])))).toEqual(['overload']);
  expect(missed(overloadOf([...calls('batches', [5], 429), ...calls('batches', [5], 500)]))).toEqual([
    'overload',
  ]);
  const unanswered = calls('batches', [30_000]).map((each) => ({ ...each, status: undefined }));
  expect(missed(overloadOf([...calls('batches', [5], 429), ...unanswered]))).toEqual(['overload']);
  const silent = calls('batches', [5], 503).map((each) => ({ ...each, saysWhen: false }));
  expect(missed(overloadOf(silent))).toEqual(['overload']);
  const growing = measured.rss.map((sample, at) => ({ ...sample, rssKilobytes: 400_000 + at * 5_000 }));
  expect(missed({ rss: growing })).toEqual(['memory']);
});

test('a little load is accepted, drained and all there, and the last line is the figures alone', () => {
  const sizes = ['--seconds', '1', '--rate', '1200', '--overload-seconds', '0', '--vehicles', '2'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'load', ...sizes, '--json'], {
    encoding: 'utf8',
  });
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(figures, stderr).toMatchObject({
    acceptedPerSecond: expect.any(Number),
    p99Ms: expect.any(Number),
    lost: 0,
    undrained: 0,
    unanswered: 0,
    recoverySeconds: null,
    overload: null,
    proofHolds: true,
    proofFailed: [],
  });
  // Four batches to warm up and four that are measured, a file among each.
  expect(figures.accepted).toBe(2 * (20 + 500 + 100 + 50));
  expect(figures.filesP99Ms).toBeGreaterThan(0);
  expect(figures.acceptedPerSecond).toBeGreaterThan(0);
});

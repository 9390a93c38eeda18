import { expect, test } from 'vitest';
import { bundle, type PlannedLine, standardPlanLimits, taskSize } from '../../shared/plan.ts';
import { seeded } from '../support/seeded.ts';

type Sketch = { bytes?: number; runningMicros?: number };

function linesOf(sketches: readonly Sketch[]): PlannedLine[] {
  let fromByte = 0;
  return sketches.map(({ bytes = 10, runningMicros = 1_000 }, at) => {
    const line = {
      line: at + 1,
      fromByte,
      toByte: fromByte + bytes,
      payload: `payload ${at + 1}`,
      ceilingMicros: 2 * runningMicros,
      runningMicros,
    };
    fromByte += bytes;
    return line;
  });
}

async function* streamed<Each>(all: readonly Each[]) {
  yield* all;
}

const roomy = { runningMicros: 1e9, requests: 1e6, payloadBytes: 1e9 };

const planned = (lines: readonly PlannedLine[], size: Partial<typeof roomy>) =>
  Array.fromAsync(bundle(streamed(lines), { ...roomy, ...size }));

const requestCounts = async (sketches: readonly Sketch[], size: Partial<typeof roomy>) =>
  (await planned(linesOf(sketches), size)).map(({ payloadLines }) => payloadLines.length);

const alike = (count: number, sketch: Sketch = {}) => Array.from({ length: count }, () => sketch);

test('a task ends where one more line would be over its running time', async () => {
  expect(await requestCounts(alike(7, { runningMicros: 20_000_000 }), { runningMicros: 60_000_000 })).toEqual(
    [3, 3, 1],
  );
});

test('a task ends where one more line would be over its requests', async () => {
  expect(await requestCounts(alike(5), { requests: 2 })).toEqual([2, 2, 1]);
});

test('a task ends where one more line would be over its bytes', async () => {
  expect(await requestCounts(alike(5, { bytes: 400 }), { payloadBytes: 1_000 })).toEqual([2, 2, 1]);
});

test('a line that is larger than a task is a task of its own, and its neighbours are bundled as before', async () => {
  const sketches = [...alike(2), { bytes: 5_000 }, ...alike(2)];
  expect(await requestCounts(sketches, { payloadBytes: 1_000 })).toEqual([2, 1, 2]);
  const slow = [...alike(2), { runningMicros: 5e9 }, ...alike(2)];
  expect(await requestCounts(slow, { runningMicros: 60_000_000 })).toEqual([2, 1, 2]);
});

test('no lines make no task', async () => {
  expect(await planned([], {})).toEqual([]);
});

test('a task knows its first line, its bytes and its sums', async () => {
  const [, second] = await planned(linesOf(alike(5, { bytes: 7, runningMicros: 3 })), { requests: 2 });
  expect(second).toEqual({
    no: 1,
    firstLine: 3,
    fromByte: 14,
    toByte: 28,
    payloadLines: ['payload 3', 'payload 4'],
    ceilingMicros: 12,
    runningMicros: 6,
  });
});

const sizeOf = (runningSeconds: number, requests: number) =>
  taskSize(standardPlanLimits, { runningMicros: runningSeconds * 1e6, requests });

test('the tasks of a large batch have 60 s, 2,000 requests and 1 MB at most', () => {
  expect(sizeOf(1e6, 1e6)).toEqual({ runningMicros: 60e6, requests: 2_000, payloadBytes: 1_000_000 });
});

test('the tasks of a middling batch are made for 24 vehicles', () => {
  expect(sizeOf(240, 2_400)).toMatchObject({ runningMicros: 10e6, requests: 100 });
});

test('the tasks of a small batch are never made for under 5 s or 20 requests', () => {
  expect(sizeOf(24, 48)).toMatchObject({ runningMicros: 5e6, requests: 20 });
  expect(sizeOf(0, 1)).toMatchObject({ runningMicros: 5e6, requests: 20 });
});

test('every line is in exactly one task, in order and within the limits, over 200 random batches', async () => {
  const next = seeded(42);
  for (let round = 0; round < 200; round++) {
    const size = { runningMicros: 1 + next(20_000), requests: 1 + next(9), payloadBytes: 1 + next(900) };
    const sketches = alike(next(60)).map(() => ({ bytes: 1 + next(400), runningMicros: next(9_000) }));
    const lines = linesOf(sketches);
    const tasks = await planned(lines, size);
    expect(tasks.flatMap(({ payloadLines }) => payloadLines)).toEqual(lines.map(({ payload }) => payload));
    expect(tasks.map(({ no }) => no)).toEqual(tasks.map((_, at) => at));
    let line = 1;
    for (const task of tasks) {
      expect(task.firstLine).toBe(line);
      line += task.payloadLines.length;
      expect(task.fromByte).toBe(lines[task.firstLine - 1]?.fromByte);
      expect(task.toByte).toBe(lines[line - 2]?.toByte);
      const within =
        task.payloadLines.length <= size.requests &&
        task.runningMicros <= size.runningMicros &&
        task.toByte - task.fromByte <= size.payloadBytes;
      expect(within || task.payloadLines.length === 1).toBe(true);
    }
  }
});

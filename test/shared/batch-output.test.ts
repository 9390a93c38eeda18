import { describe, expect, test } from 'vitest';
import { type Outcome, outcomesOf, outputLine } from '../../shared/batch-output.ts';
import { missingFrom, withBits } from '../../shared/bitset.ts';
import type { ResultLine } from '../../shared/contract/task-files.ts';
import { newTask, type Task } from '../../shared/task.ts';
import { seeded } from '../support/seeded.ts';
import { sampleBatch, sampleTask, startedAt } from './sample-task.ts';

const result = (i: number, status = 200, body: Record<string, unknown> = {}): ResultLine => ({
  i,
  status,
  body,
  units: { inputTokens: 1, outputTokens: 0, pages: 0 },
});

const told = (outcomes: readonly Outcome[]) => outcomes.map(({ line, kind }) => `${line} ${kind}`);

describe('outcomes', () => {
  test('are in the order of the lines, whichever segment they are of', () => {
    const task = sampleTask({ requests: 3, firstLine: 41, done: new Uint8Array([0b111]) });
    const results = [result(2), result(0), result(1, 400)];
    expect(told(outcomesOf([{ task, results }]))).toEqual(['41 succeeded', '42 failed', '43 succeeded']);
  });

  test('name what nobody ran', () => {
    const task = sampleTask({ requests: 3, firstLine: 1, done: new Uint8Array([0b010]) });
    expect(told(outcomesOf([{ task, results: [result(1)] }]))).toEqual([
      '1 unfinished',
      '2 succeeded',
      '3 unfinished',
    ]);
  });

  test('of a rest are of the lines that were missing', () => {
    const first = sampleTask({ requests: 5, firstLine: 11, done: new Uint8Array([0b01010]) });
    const rest = sampleTask({ no: 9, requests: 3, firstLine: 11, done: new Uint8Array([0b111]) });
    const outcomes = outcomesOf([
      { task: first, results: [result(1), result(3)] },
      {
        task: rest,
        results: [result(0, 200, { of: 11 }), result(1, 200, { of: 13 }), result(2, 200, { of: 15 })],
      },
    ]);
    expect(outcomes.map(({ line }) => line)).toEqual([11, 12, 13, 14, 15]);
    const bodies = outcomes.map((each) => (each.kind === 'unfinished' ? undefined : each.result.body.of));
    expect(bodies).toEqual([11, undefined, 13, undefined, 15]);
  });

  test('of no task are none', () => {
    expect(outcomesOf([])).toEqual([]);
  });

  test('have every line exactly once with its own result, over 300 random chains of up to six tasks', () => {
    const next = seeded(11);
    for (let round = 0; round < 300; round++) {
      const firstLine = 1 + next(1_000);
      const { chain, unfinished, requests } = randomChain(next, firstLine);
      const outcomes = outcomesOf(chain);
      expect(outcomes.map(({ line }) => line)).toEqual(
        Array.from({ length: requests }, (_, at) => firstLine + at),
      );
      for (const outcome of outcomes) {
        expect(outcome.kind === 'unfinished').toBe(unfinished.has(outcome.line));
        if (outcome.kind !== 'unfinished') expect(outcome.result.body.line).toBe(outcome.line);
      }
    }
  });
});

/** Each task runs a random part of what the one before it left; each result says which line it is of. */
function randomChain(next: (below: number) => number, firstLine: number) {
  const requests = 1 + next(40);
  let lines = Array.from({ length: requests }, (_, at) => firstLine + at);
  let task: Task = sampleTask({ requests, firstLine, done: new Uint8Array(Math.ceil(requests / 8)) });
  const chain: { task: Task; results: ResultLine[] }[] = [];
  for (let depth = 1 + next(6); depth > 0 && lines.length > 0; depth--) {
    const ran = lines.map((_, at) => at).filter(() => next(3) > 0);
    const done = withBits(task.done, ran);
    chain.push({
      task: { ...task, done },
      results: ran.map((at) => result(at, next(4) ? 200 : 400, { line: lines[at] })),
    });
    lines = [...missingFrom(done, lines.length)].map((at) => lines[at] ?? 0);
    task = newTask({ ...task, no: task.no + 1, continues: task.no, requests: lines.length }, startedAt);
  }
  return { chain, requests, unfinished: new Set(lines) };
}

describe('a line of the files', () => {
  const outcome = (status: number): Outcome => ({
    line: 7,
    kind: status < 300 ? 'succeeded' : 'failed',
    result: result(0, status, { a: 1 }),
  });

  test('has the shape that OpenAI gives, for what succeeded and for what an engine refused', () => {
    for (const status of [200, 400])
      expect(JSON.parse(outputLine(sampleBatch(), 'mine', outcome(status)))).toEqual({
        id: 'batch_req_1_7',
        custom_id: 'mine',
        response: { status_code: status, request_id: 'req_1_7', body: { a: 1 } },
        error: null,
      });
  });

  test.each([
    ['cancelled', 'batch_cancelled'],
    ['expired', 'batch_expired'],
    [undefined, 'request_abandoned'],
  ] as const)('of what was not run when the batch ended as %s says %s', (ending, code) => {
    const text = outputLine({ batchId: 'batch_1', ...(ending && { ending }) }, 'mine', {
      line: 7,
      kind: 'unfinished',
    });
    expect(JSON.parse(text)).toMatchObject({ id: 'batch_req_1_7', response: null, error: { code } });
  });

  test('is one line, whatever the custom_id and the body hold', () => {
    expect(outputLine(sampleBatch(), 'a\nb', outcome(200))).not.toContain('\n');
  });
});

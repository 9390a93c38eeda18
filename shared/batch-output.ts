import type { Batch } from './batch.ts';
import { missingFrom } from './bitset.ts';
import type { ResultLine } from './contract/task-files.ts';
import type { Task } from './task.ts';

/** What became of one line of a batch file. `line` counts from 1. */
export type Outcome<Result extends ResultLine = ResultLine> =
  | { line: number; kind: 'succeeded' | 'failed'; result: Result }
  | { line: number; kind: 'unfinished' };

/**
 * The outcomes of a planned task's lines, in their order, from its own results and those of the tasks that continue
 * it. `chain`: the task, then what continues it, each with its result lines.
 */
export function outcomesOf<Result extends ResultLine>(
  chain: readonly { task: Task; results: readonly Result[] }[],
): Outcome<Result>[] {
  const [root] = chain;
  if (!root) return [];
  const outcomes = new Map<number, Outcome<Result>>();
  let positions = Array.from({ length: root.task.requests }, (_, at) => at);
  for (const { task, results } of chain) {
    for (const result of results) {
      const line = root.task.firstLine + (positions[result.i] ?? 0);
      outcomes.set(line, { line, kind: result.status < 300 ? 'succeeded' : 'failed', result });
    }
    positions = [...missingFrom(task.done, task.requests)].map((at) => positions[at] ?? 0);
  }
  for (const at of positions)
    outcomes.set(root.task.firstLine + at, { line: root.task.firstLine + at, kind: 'unfinished' });
  return [...outcomes.values()].sort((a, b) => a.line - b.line);
}

/** The id of one line's request. `line` counts from 1. */
export const requestIdOf = ({ batchId }: Pick<Batch, 'batchId'>, line: number): string =>
  `req_${batchId.replace(/^batch_/, '')}_${line}`;

/** A line of the output file (what succeeded) or of the error file (all else), as OpenAI's clients read it. */
export function outputLine(
  batch: Pick<Batch, 'batchId' | 'ending'>,
  customId: string,
  outcome: Outcome,
): string {
  const id = `batch_${requestIdOf(batch, outcome.line)}`;
  if (outcome.kind === 'unfinished')
    return JSON.stringify({ id, custom_id: customId, response: null, error: unfinishedError(batch.ending) });
  const { status, body } = outcome.result;
  const response = { status_code: status, request_id: requestIdOf(batch, outcome.line), body };
  return JSON.stringify({ id, custom_id: customId, response, error: null });
}

function unfinishedError(ending: Batch['ending']) {
  switch (ending) {
    case 'cancelled':
      return { code: 'batch_cancelled', message: 'The batch was cancelled before this request was run.' };
    case 'expired':
      return { code: 'batch_expired', message: 'No vehicle had run this request when the batch expired.' };
    case undefined:
      return {
        code: 'request_abandoned',
        message:
          'Vehicles took this request several times and none came back with a result. It was not charged.',
      };
  }
}

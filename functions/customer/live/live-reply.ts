import type { ResultLine } from '../../../shared/contract/task-files.ts';
import { tierOf } from '../../../shared/live-call.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Task } from '../../../shared/task.ts';
import type { Deps } from '../../edge/deps.ts';
import type { PlacedCall } from './place-call.ts';

/** The engine's own answer to a finished call, with the tier that served it; its "no" keeps its status. */
export async function liveReply(
  deps: Deps,
  { window }: Pick<PlacedCall, 'window'>,
  finished: Task,
): Promise<Record<string, unknown>> {
  const { status, body } = await resultOf(deps, finished);
  if (status < 300)
    return body.object === 'chat.completion' ? { ...body, service_tier: tierOf(window) } : body;
  const { error } = body as { error?: { message?: string; param?: string; code?: string } };
  throw new Refusal('engine_refused', error?.message ?? 'The engine refused this request.', {
    status,
    ...(error?.param && { param: error.param }),
  });
}

async function resultOf({ sealedTasks }: Deps, task: Task): Promise<ResultLine> {
  const [segment] = task.segments;
  if (!segment) throw new Error(`task ${task.no} of ${task.batchId} is finished without a result`);
  const { lines } = await sealedTasks.getResult(task, segment);
  const [line] = lines;
  if (!line) throw new Error(`the result of task ${task.no} of ${task.batchId} is empty`);
  return line;
}

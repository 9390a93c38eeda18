import type { Endpoint } from '../../../shared/catalogue.ts';
import { pauseMillisAfter, unstreamedWaitMillis } from '../../../shared/live-call.ts';
import type { Task } from '../../../shared/task.ts';
import type { Deps } from '../../edge/deps.ts';
import type { Caller } from './caller.ts';
import { liveReply } from './live-reply.ts';
import { placeCall } from './place-call.ts';
import { callWatch, closeCall } from './watch-call.ts';

type Call = { endpoint: Endpoint; body: unknown; hungUp: AbortSignal };

/**
 * Places a live call and waits for its answer. Refuses with no_vehicle_available when nobody can serve it, or nobody
 * did in time; it then costs nothing, nor does a call whose caller hung up.
 */
export async function answerLive(
  deps: Deps,
  caller: Caller,
  { endpoint, body, hungUp }: Call,
): Promise<Record<string, unknown>> {
  const placed = await placeCall(deps, caller, { endpoint, body, waitMillis: unstreamedWaitMillis });
  return liveReply(deps, placed, await finished(deps, placed.task, hungUp));
}

async function finished(deps: Deps, placed: Task, hungUp: AbortSignal): Promise<Task> {
  const startedAt = deps.now();
  const watch = callWatch(deps, placed, startedAt + unstreamedWaitMillis);
  const { model } = placed.lane;
  for (;;) {
    await deps.pause(pauseMillisAfter(deps.now() - startedAt, deps.callTimes.shortestMillis(model)));
    if (hungUp.aborted) await closeCall(deps, placed);
    const task = await watch.look();
    if (task.state !== 'finished') continue;
    deps.callTimes.note(model, deps.now() - startedAt);
    return task;
  }
}

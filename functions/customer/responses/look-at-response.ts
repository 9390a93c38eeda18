import { chatCompletion } from '../../../shared/contract/chat-completion.ts';
import type { ResponseObject } from '../../../shared/contract/response-object.ts';
import { isOver } from '../../../shared/lease.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import {
  type Answer,
  responseOf,
  type StoredResponse,
  storedResponse,
} from '../../../shared/responses/stored-response.ts';
import type { Task } from '../../../shared/task.ts';
import { type ResponseName, type ResponseRecord, responseWrites } from '../../adapters/responses.ts';
import type { Deps } from '../../edge/deps.ts';
import { liveReply } from '../live/live-reply.ts';
import { contentOf, putContent } from './keep-response.ts';

/** A stored response as it stands. `task`: what answers it, while it waits. */
export type SeenResponse = { state: ResponseRecord['state']; stored: StoredResponse; task?: Task };

/**
 * Loads a stored response. The answer of one in the background is fetched, and kept, by whoever looks first when its
 * task has come to rest. Refuses with not_found.
 */
export async function lookAtResponse(deps: Deps, name: ResponseName): Promise<SeenResponse> {
  const record = await deps.responses.get(name, deps.now());
  const stored = await contentIn(deps, name);
  if (record.state === 'cancelled') return { state: 'cancelled', stored: unanswered(stored) };
  if (record.state === 'ended' || !record.call) return { state: 'ended', stored };
  const { batchId, taskNo } = record.call;
  const task = await deps.tasks.get({ batchId, taskNo, audit: false });
  if (task.state === 'open') return { state: 'waiting', stored, task };
  const ended = { ...stored, answer: await answerOf(deps, record.call, task) };
  await putContent(deps, name, ended);
  try {
    await deps.commit([responseWrites.end(name, 'ended')]);
  } catch (error) {
    if (isRefusal(error, 'changed_meanwhile')) return lookAgain(deps, name);
    throw error;
  }
  return { state: 'ended', stored: ended };
}

/** Somebody else looked in this very moment, or cancelled or deleted it: the record says what it is. */
async function lookAgain(deps: Deps, name: ResponseName): Promise<SeenResponse> {
  try {
    return await lookAtResponse(deps, name);
  } catch (error) {
    if (isRefusal(error, 'not_found')) await deps.fileObjects.delete(contentOf(name));
    throw error;
  }
}

/** What was put beside a cancellation does not count. */
function unanswered({ answer: _answer, ...stored }: StoredResponse): StoredResponse {
  return stored;
}

/** The object that a customer gets of it. */
export function seenObject(deps: Pick<Deps, 'now'>, { state, stored, task }: SeenResponse): ResponseObject {
  switch (state) {
    case 'ended':
      return responseOf(stored);
    case 'cancelled':
      return { ...stored.begun, status: 'cancelled' };
    case 'waiting':
      return {
        ...stored.begun,
        status: task?.lease && !isOver(task.lease, deps.now()) ? 'in_progress' : 'queued',
      };
  }
}

async function contentIn({ fileObjects }: Deps, name: ResponseName): Promise<StoredResponse> {
  const bytes = Buffer.concat(await Array.fromAsync(await fileObjects.open(contentOf(name))));
  return storedResponse.parse(JSON.parse(bytes.toString()));
}

async function answerOf(deps: Deps, call: NonNullable<ResponseRecord['call']>, task: Task): Promise<Answer> {
  if (task.state === 'closed') return failure('server_error', unserved);
  try {
    const completion = chatCompletion.parse(await liveReply(deps, call, task));
    return { kind: 'completion', completion, endedAt: deps.now() };
  } catch (error) {
    if (isRefusal(error, 'engine_refused')) return failure('invalid_prompt', error.message);
    throw error;
  }
}

const unserved = 'No vehicle could serve this response before its hour was over. It was not charged.';

const failure = (code: 'server_error' | 'invalid_prompt', message: string): Answer => ({
  kind: 'failure',
  error: { code, message },
});

import { chatCompletion } from '../../../shared/contract/chat-completion.ts';
import type { ResponseObject } from '../../../shared/contract/response-object.ts';
import { responseNames } from '../../../shared/responses/chat-body.ts';
import { responseOf, type StoredResponse } from '../../../shared/responses/stored-response.ts';
import { translated } from '../../../shared/translated-refusal.ts';
import type { Deps } from '../../edge/deps.ts';
import { answerLive } from '../live/answer-live.ts';
import type { Caller } from '../live/caller.ts';
import { placeCall } from '../live/place-call.ts';
import type { BegunResponse } from './begin-response.ts';
import { keepResponse } from './keep-response.ts';

const endpoint = '/v1/chat/completions';

/** Waits for the answer, keeps it, and gives the whole response. */
export async function answerResponse(
  deps: Deps,
  caller: Caller,
  { stored, body }: BegunResponse,
  hungUp: AbortSignal,
): Promise<ResponseObject> {
  const reply = await answerLive(deps, caller, { endpoint, body, hungUp }).catch(inOwnNames);
  const completion = chatCompletion.parse(reply);
  const answered: StoredResponse = {
    ...stored,
    answer: { kind: 'completion', completion, endedAt: deps.now() },
  };
  await keepResponse(deps, caller.customerId, answered);
  return responseOf(answered);
}

/** Places it and waits for nothing: it is answered when somebody looks. */
export async function placeResponse(
  deps: Deps,
  caller: Caller,
  { stored, body }: BegunResponse,
): Promise<ResponseObject> {
  const call = { endpoint, body, waitMillis: Number.POSITIVE_INFINITY } as const;
  const { task, window } = await placeCall(deps, caller, call).catch(inOwnNames);
  const { batchId, no: taskNo } = task;
  await keepResponse(deps, caller.customerId, stored, { batchId, taskNo, window });
  return stored.begun;
}

function inOwnNames(error: unknown): never {
  throw translated(error, responseNames);
}

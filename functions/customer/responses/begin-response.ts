import { type ResponseRequest, responseRequest } from '../../../shared/contract/responses.ts';
import { tierOf, windowOf } from '../../../shared/live-call.ts';
import { parsedRequest } from '../../../shared/parsed-request.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { chatBodyOf } from '../../../shared/responses/chat-body.ts';
import { itemsOf } from '../../../shared/responses/conversation.ts';
import { newResponse } from '../../../shared/responses/response.ts';
import { conversationOf, type StoredResponse } from '../../../shared/responses/stored-response.ts';
import type { Deps } from '../../edge/deps.ts';
import type { Caller } from '../live/caller.ts';
import { lookAtResponse } from './look-at-response.ts';

/** A response that nobody has answered, and the chat completion that answers it. */
export type BegunResponse = {
  stored: StoredResponse;
  body: Record<string, unknown>;
  stream: boolean;
  background: boolean;
};

/** Parse, and load what it goes on from. Refuses what no engine keeps, by name, before anything is placed. */
export async function beginResponse(deps: Deps, caller: Caller, json: unknown): Promise<BegunResponse> {
  const request = parsedRequest(responseRequest, json);
  const store = request.store !== false && request.x_parkade?.data !== 'zero_retention';
  refuseContradictions(request, store);
  const responseId = deps.newId('resp');
  const earlier = await earlierConversation(deps, caller, request.previous_response_id);
  const input = [...earlier, ...itemsOf(request.input, responseId)];
  const serviceTier = tierOf(windowOf(request.service_tier));
  const begun = newResponse(request, { responseId, createdAt: deps.now(), store, serviceTier });
  return {
    stored: { begun, input, pieces: [] },
    body: chatBodyOf(request, input),
    stream: request.stream ?? false,
    background: request.background ?? false,
  };
}

function refuseContradictions({ background, stream, stream_options }: ResponseRequest, store: boolean): void {
  const refuse = (param: string, message: string) => {
    throw new Refusal('invalid_request', `${param}: ${message}`, { param });
  };
  if (background && !store)
    refuse('background', 'a response in the background is stored to be retrieved: leave out what forbids it');
  if (background && stream)
    refuse('stream', 'retrieve a response in the background with ?stream=true instead');
  if (stream_options && !stream) refuse('stream_options', 'is for "stream": true only');
}

async function earlierConversation(
  deps: Deps,
  { customerId }: Caller,
  previousId: string | null | undefined,
) {
  if (!previousId) return [];
  const param = 'previous_response_id';
  const name = { customerId, responseId: previousId };
  const { state, stored } = await lookAtResponse(deps, name).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'not_found') throw error;
    throw new Refusal('not_found', `Previous response with id '${previousId}' not found.`, { param });
  });
  if (state === 'waiting')
    throw new Refusal('conflict', `The response '${previousId}' is not completed yet.`, { param });
  return conversationOf(stored);
}

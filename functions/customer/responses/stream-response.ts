import type { ChunkChoice } from '../../../shared/contract/chat-chunks.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { responseNames } from '../../../shared/responses/chat-body.ts';
import { type ResponseEvent, responseWriter } from '../../../shared/responses/events.ts';
import { type Answer, eventsOf } from '../../../shared/responses/stored-response.ts';
import { translated } from '../../../shared/translated-refusal.ts';
import type { ResponseName } from '../../adapters/responses.ts';
import type { Deps } from '../../edge/deps.ts';
import type { Caller } from '../live/caller.ts';
import type { SseMessage } from '../live/sse.ts';
import { streamLive } from '../live/stream-live.ts';
import type { BegunResponse } from './begin-response.ts';
import { keepResponse } from './keep-response.ts';
import { lookAtResponse, seenObject } from './look-at-response.ts';

const messageOf = (event: ResponseEvent): SseMessage => ({ event: event.type, data: JSON.stringify(event) });

/**
 * A response's events while a vehicle answers it. It is kept before its last event, so that whoever reads that can
 * retrieve it. A refusal after the beginning is the failed end of the response.
 */
export async function* streamedResponse(
  deps: Deps,
  caller: Caller,
  { stored, body }: BegunResponse,
  hungUp: AbortSignal,
): AsyncGenerator<SseMessage, void> {
  const writer = responseWriter(stored.begun);
  const pieces: ChunkChoice[] = [];
  const keep = (answer: Answer) => keepResponse(deps, caller.customerId, { ...stored, pieces, answer });
  let isBegun = false;
  try {
    for await (const event of streamLive(deps, caller, { body, hungUp }))
      switch (event.kind) {
        case 'placed':
          isBegun = true;
          yield* writer.begin().map(messageOf);
          break;
        case 'choice':
          pieces.push(event.choice);
          yield* writer.write(event.choice).map(messageOf);
          break;
        case 'done': {
          const answer = { kind: 'completion', completion: event.reply, endedAt: deps.now() } as const;
          const { events } = writer.finish(event.reply, answer.endedAt);
          await keep(answer);
          yield* events.map(messageOf);
        }
      }
  } catch (error) {
    if (!isBegun || !isRefusal(error)) throw translated(error, responseNames);
    const code = isRefusal(error, 'engine_refused') ? 'invalid_prompt' : 'server_error';
    const failure = { code, message: error.message } as const;
    const { events } = writer.fail(failure);
    await keep({ kind: 'failure', error: failure });
    yield* events.map(messageOf);
  }
}

const lookMillis = 500;
const streamMillisMax = 300_000;

/**
 * A stored response's events again, with the numbers they had: those after `startingAfter`. One in the background is
 * waited for, as long as a stream may last.
 */
export async function* retoldResponse(
  deps: Deps,
  name: ResponseName,
  { startingAfter = -1, hungUp }: { startingAfter?: number | undefined; hungUp: AbortSignal },
): AsyncGenerator<SseMessage, void> {
  const until = deps.now() + streamMillisMax;
  let told = startingAfter;
  for (;;) {
    const seen = await lookAtResponse(deps, name);
    for (const event of eventsOf(seen.stored))
      if (event.sequence_number > told) {
        told = event.sequence_number;
        yield messageOf(event);
      }
    if (seen.state === 'cancelled') return yield cancelledMessage(seenObject(deps, seen), told + 1);
    if (seen.state === 'ended' || hungUp.aborted || deps.now() >= until) return;
    await deps.pause(lookMillis);
  }
}

/** OpenAI has no event of its own for it. */
const cancelledMessage = (response: object, sequence_number: number): SseMessage => ({
  event: 'response.failed',
  data: JSON.stringify({ type: 'response.failed', response, sequence_number }),
});

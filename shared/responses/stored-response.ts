import { z } from 'zod';
import { chunkChoice } from '../contract/chat-chunks.ts';
import { chatCompletion } from '../contract/chat-completion.ts';
import {
  type ConversationItem,
  conversationItem,
  type ResponseObject,
  responseObject,
} from '../contract/response-object.ts';
import { type ResponseEvent, responseWriter } from './events.ts';

const answer = z.discriminatedUnion('kind', [
  /** `endedAt`: ms since the epoch. */
  z.strictObject({ kind: z.literal('completion'), completion: chatCompletion, endedAt: z.number() }),
  z.strictObject({ kind: z.literal('failure'), error: responseObject.shape.error.unwrap() }),
]);

/** What is kept of a response: all that it, its events and what follows it can be told from. */
export const storedResponse = z.strictObject({
  /** As it was when nothing was said. */
  begun: responseObject,
  /** The conversation before it, then its own input. */
  input: z.array(conversationItem),
  /** As it was streamed, so that its events are told again with the same numbers. */
  pieces: z.array(chunkChoice),
  /** Absent: nobody has answered it yet. */
  answer: answer.optional(),
});

export type StoredResponse = z.infer<typeof storedResponse>;
export type Answer = z.infer<typeof answer>;

export function responseOf({ begun, answer }: StoredResponse): ResponseObject {
  if (!answer) return begun;
  const writer = responseWriter(begun);
  return answer.kind === 'completion'
    ? writer.finish(answer.completion, answer.endedAt).response
    : writer.fail(answer.error).response;
}

/** The events of its stream; those that can be told so far where it is not answered. */
export function eventsOf({ begun, pieces, answer }: StoredResponse): ResponseEvent[] {
  const writer = responseWriter(begun);
  const events = [...writer.begin(), ...pieces.flatMap((piece) => writer.write(piece))];
  if (!answer) return events;
  const end =
    answer.kind === 'completion'
      ? writer.finish(answer.completion, answer.endedAt)
      : writer.fail(answer.error);
  return [...events, ...end.events];
}

/** What a response that follows this one goes on from. */
export const conversationOf = (stored: StoredResponse): ConversationItem[] => [
  ...stored.input,
  ...responseOf(stored).output,
];

type Page = { limit: number; after?: string | undefined; order: 'asc' | 'desc' };

/** One more than `limit` where there are more. `after` names an item; one that is not there leaves nothing. */
export function pageOfItems(items: readonly ConversationItem[], { limit, after, order }: Page) {
  const ordered = order === 'asc' ? items : items.toReversed();
  if (after === undefined) return ordered.slice(0, limit + 1);
  const at = ordered.findIndex(({ id }) => id === after);
  return at < 0 ? [] : ordered.slice(at + 1, at + 2 + limit);
}

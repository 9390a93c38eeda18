import { emptyTranscript, extended, restOf } from '../chat-stream.ts';
import type { ChunkChoice } from '../contract/chat-chunks.ts';
import type { ChatCompletion } from '../contract/chat-completion.ts';
import type { ResponseObject } from '../contract/response-object.ts';
import {
  closedOutput,
  emptyOutput,
  extendedOutput,
  type Output,
  type OutputEvent,
  type Step,
} from './output.ts';
import { endedResponse, failedResponse, incompleteReason } from './response.ts';

type LifeEvent = {
  type:
    | 'response.created'
    | 'response.queued'
    | 'response.in_progress'
    | 'response.completed'
    | 'response.incomplete'
    | 'response.failed';
  response: ResponseObject;
};

/** An event of a streamed response; `sequence_number` counts from 0 without a gap. */
export type ResponseEvent = (LifeEvent | OutputEvent) & { sequence_number: number };

export type ResponseWriter = {
  /** The events before anything is said. */
  begin(): ResponseEvent[];
  /** One more piece of the answer. */
  write(choice: ChunkChoice): ResponseEvent[];
  /** What is left of the answer, and the whole response. Throws if the answer is not how the stream began. */
  finish(completion: ChatCompletion, endedAt: number): { events: ResponseEvent[]; response: ResponseObject };
  /** The end of a response that could not be answered. */
  fail(error: NonNullable<ResponseObject['error']>): { events: ResponseEvent[]; response: ResponseObject };
};

/**
 * Tells one chat completion as the semantic events of a response: pieces in, events out. Fed with no piece at all it
 * tells a whole completion at once: an unstreamed response is what its `finish` returns.
 */
export function responseWriter(begun: ResponseObject): ResponseWriter {
  let sequence = 0;
  let sent = emptyTranscript;
  let output: Output = emptyOutput(begun.id);
  const numbered = (events: readonly (LifeEvent | OutputEvent)[]): ResponseEvent[] =>
    events.map((event) => ({ ...event, sequence_number: sequence++ }));
  const take = (step: Step) => {
    output = step.output;
    return numbered(step.events);
  };
  const write = (choice: ChunkChoice) => {
    sent = extended(sent, choice);
    return take(extendedOutput(output, choice));
  };

  return {
    begin: () =>
      numbered([
        { type: 'response.created', response: begun },
        { type: 'response.in_progress', response: { ...begun, status: 'in_progress' } },
      ]),
    write,
    finish(completion, endedAt) {
      const rest = restOf(completion, sent);
      if (rest.diverged) throw new Error(`the answer of ${begun.id} is not how its stream began`);
      const events = rest.choices.flatMap(write);
      const isCut = incompleteReason(completion) !== undefined;
      events.push(...take(closedOutput(output, isCut ? 'incomplete' : 'completed')));
      const response = endedResponse(begun, { output: [...output.items], completion, endedAt });
      const type = isCut ? 'response.incomplete' : 'response.completed';
      return { events: [...events, ...numbered([{ type, response }])], response };
    },
    fail(error) {
      const events = output.isOpen ? take(closedOutput(output, 'incomplete')) : [];
      const response = failedResponse(begun, error, [...output.items]);
      return { events: [...events, ...numbered([{ type: 'response.failed', response }])], response };
    },
  };
}

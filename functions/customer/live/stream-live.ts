import {
  emptyTranscript,
  extended,
  restBetween,
  restOf,
  type Transcript,
} from '../../../shared/chat-stream.ts';
import type { ChunkChoice } from '../../../shared/contract/chat-chunks.ts';
import { type ChatCompletion, chatCompletion } from '../../../shared/contract/chat-completion.ts';
import { pauseMillisAfter, streamedWaitMillis } from '../../../shared/live-call.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Task } from '../../../shared/task.ts';
import { nameOf } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import type { Caller } from './caller.ts';
import { liveReply } from './live-reply.ts';
import { type PlacedCall, placeCall } from './place-call.ts';
import { callWatch, closeCall } from './watch-call.ts';

export type LiveEvent =
  /** Nothing is wrong with the call and a vehicle can serve it: from here on it is a stream. */
  | { kind: 'placed'; call: PlacedCall }
  | { kind: 'choice'; choice: ChunkChoice }
  /** The whole answer; all that it says was told by the choices before it. */
  | { kind: 'done'; reply: ChatCompletion };

/** Between two looks at a stream: pieces come no closer to one another than that. */
const lookMillisMax = 100;

/**
 * A streamed chat completion, told as the vehicle says it. A vehicle that leaves in mid-answer is followed by another,
 * which says the same from the start: it is told from where it goes beyond what was told. Throws stream_interrupted
 * where it says something else, and what `answerLive` refuses. A caller who hangs up, or stops listening, ends the call,
 * free of charge.
 */
export async function* streamLive(
  deps: Deps,
  caller: Caller,
  { body, hungUp }: { body: unknown; hungUp: AbortSignal },
): AsyncGenerator<LiveEvent, void> {
  const call = { endpoint: '/v1/chat/completions', body, waitMillis: streamedWaitMillis } as const;
  const placed = await placeCall(deps, caller, call);
  let isDone = false;
  try {
    yield { kind: 'placed', call: placed };
    isDone = yield* events(deps, placed, hungUp);
  } finally {
    if (!isDone) await closeCall(deps, placed.task);
  }
}

/** Whether the answer is whole at the end: false where the caller hung up. */
async function* events(
  deps: Deps,
  placed: PlacedCall,
  hungUp: AbortSignal,
): AsyncGenerator<LiveEvent, boolean> {
  const startedAt = deps.now();
  const watch = callWatch(deps, placed.task, startedAt + streamedWaitMillis);
  const pieces = pieceListener(deps);
  let told: Transcript = emptyTranscript;
  while (!hungUp.aborted) {
    await deps.pause(Math.min(lookMillisMax, pauseMillisAfter(deps.now() - startedAt, 0)));
    const task = await watch.look();
    const reply = task.state === 'finished' && chatCompletion.parse(await liveReply(deps, placed, task));
    const rest = reply ? restOf(reply, told) : restBetween(told, await pieces.saidBy(task), 'beginning');
    if (rest.diverged) throw interrupted(task);
    for (const choice of rest.choices) {
      told = extended(told, choice);
      yield { kind: 'choice', choice };
    }
    if (!reply) continue;
    yield { kind: 'done', reply };
    return true;
  }
  return false;
}

/** What the lessee of the moment has said, from its beginning. */
function pieceListener(deps: Deps) {
  let fence = 0;
  let nextNo = 0;
  let said: Transcript = emptyTranscript;
  return {
    async saidBy(task: Task): Promise<Transcript> {
      if (task.fence !== fence) {
        fence = task.fence;
        nextNo = 0;
        said = emptyTranscript;
      }
      const pieces = await deps.pieces.of(nameOf(task), fence, nextNo);
      for (const choice of await deps.sealedTasks.openPieces(task, pieces)) said = extended(said, choice);
      nextNo = (pieces.at(-1)?.no ?? nextNo - 1) + 1;
      return said;
    },
  };
}

/** Work that a vehicle finished is paid for, told or not; what was not finished is taken back. */
const interrupted = ({ state }: Task) =>
  new Refusal(
    'stream_interrupted',
    `The vehicle that was answering left, and the one that took over answers differently. ${
      state === 'finished' ? 'Its answer was complete and is charged' : 'The call was not charged'
    }. Please send it again.`,
  );

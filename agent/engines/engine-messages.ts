import type { ChunkChoice } from '../../shared/contract/chat-chunks.ts';
import type { EngineReply, RequestBody } from './engine.ts';

/** What the agent asks of the process that its engines run in. Each question has an `id` of its own. */
export type EngineQuestion =
  | { id: number; ask: 'load'; model: string }
  | { id: number; ask: 'run'; model: string; body: RequestBody; streamed: boolean }
  | { id: number; ask: 'drop'; model: string }
  /** `id` is that of the question which no answer is wanted to any more. */
  | { id: number; ask: 'abort' };

/** What that process says: pieces of an answer, and then, once a question, how it ended. */
export type EngineAnswer =
  | { id: number; says: 'choice'; choice: ChunkChoice }
  | { id: number; says: 'loaded'; about: EngineAbout }
  | { id: number; says: 'reply'; reply: EngineReply }
  | { id: number; says: 'dropped' }
  | { id: number; says: 'failed'; failure: EngineFailure };

/** For the receipt: see `Engine`. */
export type EngineAbout = { name: string; modelSha256: string };

/** `message` only where no customer's text can be in it: of a load that failed. */
export type EngineFailure = { name: string; message?: string | undefined };

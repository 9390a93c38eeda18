import type { ChunkChoice } from '../../shared/contract/chat-chunks.ts';
import type { MeteredUnits } from '../../shared/contract/task-files.ts';

/**
 * What runs requests of one model, one at a time.
 *
 * `run` answers an invalid request with status 400 and OpenAI's error object, and throws when the engine itself is
 * at fault or `signal` was aborted. The same body gives the same answer, `created` aside. An engine that writes piece
 * by piece tells `onChoice` each of them: together they are the messages of the reply that `run` gives all the same.
 */
export type Engine = {
  model: string;
  /** Name and version of the program that computes, for the receipt. */
  name: string;
  /** sha256 (hex) of the model's first file, as it was loaded. */
  modelSha256: string;
  run(body: RequestBody, signal?: AbortSignal, onChoice?: OnChoice): Promise<EngineReply>;
  close(): Promise<void>;
};

export type RequestBody = Record<string, unknown>;
export type OnChoice = (choice: ChunkChoice) => void;
export type EngineReply = {
  status: number;
  body: Record<string, unknown>;
  units: MeteredUnits;
  /** Processor time that the request took, where it was measured in the process that ran it. */
  cpuMillis?: number;
};

/** Milliseconds since the epoch. */
export type Clock = () => number;

export const noUnits: MeteredUnits = { inputTokens: 0, outputTokens: 0, pages: 0 };

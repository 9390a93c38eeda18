import { createHash } from 'node:crypto';
import { type ChunkChoice, chunkChoice } from '../../shared/contract/chat-chunks.ts';
import {
  type PayloadLine,
  payloadLine,
  type ResultLine,
  receiptLine,
  resultLine,
} from '../../shared/contract/task-files.ts';
import { Refusal } from '../../shared/refusal.ts';
import { type Segment, type Task, taskId } from '../../shared/task.ts';
import { openPayload, openPiece, openResult, sealPayload } from '../../shared/task-sealing.ts';
import type { BatchKeys } from './batch-keys.ts';
import type { Piece } from './pieces.ts';
import type { TaskObjects } from './task-objects.ts';

export type SealedTasks = ReturnType<typeof sealedTasksIn>;

/** What a result holds: its lines, and the receipt that the vehicle signed over exactly these lines. */
export type OpenedResult = { lines: ResultLine[]; receipt: string; linesSha256: string };

const pieceChoices = chunkChoice.array();

type ResultName = Pick<Segment, 'fence' | 'resultVersion' | 'resultSha256'>;

/** Tasks' payloads and results as lines; between here and the vehicle they exist only sealed. */
export function sealedTasksIn(
  objects: TaskObjects,
  batchKeys: BatchKeys,
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>,
) {
  return {
    async putPayload(task: Task, payloadLines: readonly string[]): Promise<void> {
      const key = await batchKeys.taskKey(task, taskId(task));
      const plaintext = new TextEncoder().encode(payloadLines.join('\n'));
      await objects.putPayload(task, await sealPayload(key, randomBytes(12), plaintext, taskId(task)));
    },

    async getPayload(task: Task): Promise<PayloadLine[]> {
      const key = await batchKeys.taskKey(task, taskId(task));
      const plaintext = await openPayload(key, await objects.getPayload(task), taskId(task));
      return linesIn(plaintext).map((line) => payloadLine.parse(JSON.parse(line)));
    },

    /** What the engine said so far, in order. Refuses with invalid_result what does not open or is not of the format. */
    async openPieces(task: Task, pieces: readonly Piece[]): Promise<ChunkChoice[]> {
      const key = await batchKeys.taskKey(task, taskId(task));
      try {
        const opened = await Promise.all(
          pieces.map(({ fence, no, sealed }) => openPiece(key, sealed, { taskId: taskId(task), fence, no })),
        );
        return opened.flatMap((bytes) => pieceChoices.parse(JSON.parse(new TextDecoder().decode(bytes))));
      } catch (error) {
        throw unreadable(`a piece of ${taskId(task)}`, error);
      }
    },

    /** Refuses with invalid_result what is not of this version and hash, does not open, or is not of the format. */
    async getResult(task: Task, { fence, resultVersion, resultSha256 }: ResultName): Promise<OpenedResult> {
      const name = { task, fence, versionId: resultVersion };
      const sealed = await objects.getResult(name, resultSha256);
      const key = await batchKeys.taskKey(task, taskId(task));
      try {
        const lines = linesIn(await openResult(key, sealed, { taskId: taskId(task), fence }));
        return openedResult(lines);
      } catch (error) {
        throw unreadable(`the result of ${taskId(task)}`, error);
      }
    },
  };
}

function unreadable(what: string, error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal('invalid_result', `${what} can't be read: ${reason.slice(0, 300)}`);
}

const linesIn = (bytes: Uint8Array) =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '');

function openedResult(all: readonly string[]): OpenedResult {
  const { receipt } = receiptLine.parse(JSON.parse(all.at(-1) ?? ''));
  const lines = all.slice(0, -1);
  return {
    receipt,
    lines: lines.map((line) => resultLine.parse(JSON.parse(line))),
    linesSha256: createHash('sha256')
      .update(`${lines.join('\n')}\n`)
      .digest('base64url'),
  };
}

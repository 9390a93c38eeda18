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
import { type LiveObjects, liesInTable, liveObjectMaxBytes, liveObjectVersion } from './live-objects.ts';
import type { Piece } from './pieces.ts';
import type { TaskObjects } from './task-objects.ts';

export type SealedTasks = ReturnType<typeof sealedTasksIn>;

/** What a result holds: its lines, and the receipt that the vehicle signed over exactly these lines. */
export type OpenedResult = { lines: ResultLine[]; receipt: string; linesSha256: string };

const pieceChoices = chunkChoice.array();

type Bytes = Uint8Array<ArrayBuffer>;
type SmallResult = { fence: number; sha256: string; sealed: Bytes };

type ResultName = Pick<Segment, 'fence' | 'resultVersion' | 'resultSha256'>;

/** Tasks' payloads and results as lines; between here and the vehicle they exist only sealed. */
export function sealedTasksIn(
  { objects, liveObjects }: { objects: TaskObjects; liveObjects: LiveObjects },
  batchKeys: BatchKeys,
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>,
) {
  async function opened(task: Task, fence: number, sealed: Bytes): Promise<OpenedResult> {
    const key = await batchKeys.taskKey(task, taskId(task));
    try {
      return openedResult(linesIn(await openResult(key, sealed, { taskId: taskId(task), fence })));
    } catch (error) {
      throw unreadable(`the result of ${taskId(task)}`, error);
    }
  }

  return {
    async putPayload(task: Task, payloadLines: readonly string[]): Promise<void> {
      const key = await batchKeys.taskKey(task, taskId(task));
      const plaintext = new TextEncoder().encode(payloadLines.join('\n'));
      const sealed = await sealPayload(key, randomBytes(12), plaintext, taskId(task));
      if (liesInTable(task) && sealed.length <= liveObjectMaxBytes)
        await liveObjects.putPayload(task, sealed);
      else await objects.putPayload(task, sealed);
    },

    /** For a lessee that need not fetch it then; undefined where it lies in S3. Sealed, as it came. */
    smallPayload: async (task: Task) => (liesInTable(task) ? liveObjects.getPayload(task) : undefined),

    /** Keeps a result that was handed in with the call. It counts only if the hand-in does. */
    async putSmallResult(task: Task, { fence, sealed }: SmallResult): Promise<void> {
      if (!liesInTable(task) || sealed.length > liveObjectMaxBytes)
        throw new Refusal(
          'invalid_result',
          `the result of ${taskId(task)} is to be uploaded to its resultUrl`,
        );
      await liveObjects.putResult(task, fence, sealed);
    },

    async getPayload(task: Task): Promise<PayloadLine[]> {
      const key = await batchKeys.taskKey(task, taskId(task));
      const small = liesInTable(task) ? await liveObjects.getPayload(task) : undefined;
      const plaintext = await openPayload(key, small ?? (await objects.getPayload(task)), taskId(task));
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
      const sealed =
        resultVersion === liveObjectVersion
          ? hashed(task, await liveObjects.getResult(task, fence), resultSha256)
          : await objects.getResult(name, resultSha256);
      return opened(task, fence, sealed);
    },

    /** What came with the hand-in itself, under the same conditions. */
    openSmallResult: (task: Task, { fence, sha256, sealed }: SmallResult): Promise<OpenedResult> =>
      opened(task, fence, hashed(task, sealed, sha256)),
  };
}

function hashed(task: Task, sealed: Bytes | undefined, sha256: string): Bytes {
  if (!sealed || createHash('sha256').update(sealed).digest('hex') !== sha256)
    throw new Refusal('invalid_result', `there is no result of ${taskId(task)} with the hash ${sha256}`);
  return sealed;
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

import { randomBytes } from 'node:crypto';
import type { ChunkChoice } from '../shared/contract/chat-chunks.ts';
import type { LeaseOffer } from '../shared/contract/vehicle.ts';
import { heartbeatMillis } from '../shared/live-lease.ts';
import { sealPiece } from '../shared/task-sealing.ts';
import { type Market, MarketRefusal } from './market.ts';

/** The market passes on no more than ten pieces a second. */
const pieceMillis = 100;

/** The market's line to a vehicle that runs a live call. */
export type LivePieces = {
  /** What the engine says goes out with the next piece. */
  say(choice: ChunkChoice): void;
  /** Aborted when the market wants no more of the answer: the customer hung up, or the lease is another's. */
  unwanted: AbortSignal;
  /** Says no more. What is not sent yet is in the result. */
  end(): Promise<void>;
};

/**
 * Sends what an engine says while it says it, at most every 100 ms, and a sign of life every few seconds where it says
 * nothing, so that the lease lasts. A piece that the network lost is sent again with what came after it.
 */
export function openLivePieces(
  lease: LeaseOffer,
  taskKey: Uint8Array<ArrayBuffer>,
  market: Pick<Market, 'sendPiece'>,
): LivePieces {
  const unwanted = new AbortController();
  let said: ChunkChoice[] = [];
  let no = 0;
  let sentAt = performance.now();
  let sending: Promise<void> | undefined;

  async function send(): Promise<void> {
    const choices = said;
    said = [];
    sentAt = performance.now();
    try {
      const sealed = choices.length === 0 ? null : await seal(choices);
      const { goesOn } = await market.sendPiece({ leaseToken: lease.leaseToken, no, sealed });
      if (sealed !== null) no++;
      if (!goesOn) unwanted.abort();
    } catch (error) {
      said = [...choices, ...said];
      if (error instanceof MarketRefusal) unwanted.abort();
    }
  }

  async function seal(choices: readonly ChunkChoice[]): Promise<string> {
    const plain = new TextEncoder().encode(JSON.stringify(choices));
    const piece = { taskId: lease.taskId, fence: lease.fence, no };
    return Buffer.from(await sealPiece(taskKey, new Uint8Array(randomBytes(12)), plain, piece)).toString(
      'base64url',
    );
  }

  const timer = setInterval(() => {
    const isDue = said.length > 0 || performance.now() - sentAt >= heartbeatMillis;
    if (!isDue || sending || unwanted.signal.aborted) return;
    sending = send().finally(() => {
      sending = undefined;
    });
  }, pieceMillis);

  return {
    say: (choice) => void said.push(choice),
    unwanted: unwanted.signal,
    async end() {
      clearInterval(timer);
      await sending;
    },
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import type OpenAI from 'openai';
import { exitCodes } from './exit-codes.ts';
import { explain, isPassing } from './explain.ts';
import { Failure } from './failure.ts';
import { type BatchObject, hasEnded } from './market-objects.ts';
import { batchNews, batchProgress, progressDisplay } from './progress.ts';
import type { World } from './world.ts';

const firstPauseMillis = 500;
const longestPauseMillis = 5_000;
/** A batch takes hours: a market that is away for less than this ends no watch. */
const patienceMillis = 10 * 60_000;

/** Shows a batch until it has ended. Ctrl-C ends the watching with a word on how to go on; the batch knows nothing of it. */
export async function watchBatch(world: World, openai: OpenAI, batchId: string): Promise<BatchObject> {
  const interrupted = new AbortController();
  const onInterrupt = () => interrupted.abort();
  // Not `once`: log-update's own listener ends the process where it finds itself to be the only one.
  process.on('SIGINT', onInterrupt);
  const display = progressDisplay(world);
  try {
    return await untilEnded(world, { openai, batchId, signal: interrupted.signal, display });
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    display.done();
    // The terminal has shown ^C there.
    if (world.stderr.isTTY) world.stderr.write('\n');
    throw new Failure(
      exitCodes.interrupted,
      `No longer watching; the batch goes on.\n  watch it:  parkade status ${batchId} --wait\n  end it:    parkade cancel ${batchId}`,
    );
  } finally {
    display.clear();
    process.off('SIGINT', onInterrupt);
  }
}

type Watching = {
  openai: OpenAI;
  batchId: string;
  signal: AbortSignal;
  display: ReturnType<typeof progressDisplay>;
};

async function untilEnded(
  { now, stderr }: World,
  { openai, batchId, signal, display }: Watching,
): Promise<BatchObject> {
  let heardAt = now();
  for (let wait = firstPauseMillis; ; wait = Math.min(longestPauseMillis, wait * 1.3)) {
    try {
      const batch = (await openai.batches.retrieve(batchId, { signal })) as unknown as BatchObject;
      heardAt = now();
      display.show(batchProgress(batch, { drawn: stderr.isTTY }), batchNews(batch));
      if (hasEnded(batch)) return batch;
    } catch (error) {
      if (signal.aborted || !isPassing(error) || now() - heardAt > patienceMillis) throw error;
      display.show(`${explain(error).message} Trying again.`);
    }
    await pause(wait, undefined, { signal });
  }
}

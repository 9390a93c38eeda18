import { createLogUpdate } from 'log-update';
import { type BatchObject, hasEnded } from './market-objects.ts';
import { duration, shortUsd } from './wording.ts';
import type { World } from './world.ts';

/** Redrawn in place where somebody watches; elsewhere (a log, a pipe) a line whenever it says something new. */
export function progressDisplay({ stderr }: Pick<World, 'stderr'>) {
  const draw = createLogUpdate(stderr);
  let last = '';
  return {
    show(text: string, newsworthy = text) {
      if (stderr.isTTY) draw(text);
      else if (newsworthy !== last) stderr.write(`${text.replaceAll('\n', ' · ')}\n`);
      last = newsworthy;
    },
    /** Leaves nothing of it behind. */
    clear() {
      if (stderr.isTTY) draw.clear();
    },
    /** Leaves the last state standing. */
    done() {
      if (stderr.isTTY) draw.done();
    },
  };
}

/** A file's bytes on their way. */
export function transferProgress(world: Pick<World, 'stderr'>, doing: 'uploading' | 'downloading') {
  const display = progressDisplay(world);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return {
    onProgress(done: number, bytes: number) {
      // In a log nobody waits for it.
      if (!world.stderr.isTTY) return;
      const share = bytes === 0 ? 1 : done / bytes;
      display.show(`${bar(share)}  ${doing} ${megabytes(done)} of ${megabytes(bytes)} MB`);
    },
    done: () => display.clear(),
  };
}

const barWidth = 24;

const bar = (share: number) => {
  const full = Math.min(barWidth, Math.floor(share * barWidth));
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
};

/** A batch as one line, behind a bar where it is redrawn, and below it why it waits. */
export function batchProgress(batch: BatchObject, { drawn = false } = {}): string {
  const { request_counts: counts, x_parkade } = batch;
  const done = counts.completed + counts.failed;
  const { progress, waiting_because: waiting } = x_parkade;
  const parts = [
    `${done.toLocaleString('en-US')}/${counts.total.toLocaleString('en-US')} requests`,
    statusText(batch),
    counts.failed > 0 ? `${counts.failed.toLocaleString('en-US')} failed` : '',
    atWork(progress?.vehicles_at_work ?? 0),
    timeLeft(batch),
    `${shortUsd(x_parkade.cost_so_far_micro_usd)} so far`,
  ].filter(Boolean);
  const share = counts.total === 0 ? 0 : done / counts.total;
  const line = `${drawn ? `${bar(share)}  ` : ''}${parts.join(' · ')}`;
  return waiting && !hasEnded(batch) ? `${line}\n${waiting.message}` : line;
}

/** What of it is worth a new line in a log. */
export const batchNews = ({
  status,
  request_counts: { completed, failed },
  x_parkade,
}: BatchObject): string => [status, completed, failed, x_parkade.waiting_because?.code].join();

const statusTexts: Record<string, string> = { validating: 'planning', finalizing: 'writing the results' };

const statusText = ({ status }: BatchObject) =>
  status === 'in_progress' ? '' : (statusTexts[status] ?? status);

function atWork(vehicles: number): string {
  if (vehicles === 0) return '';
  return `${vehicles} vehicle${vehicles === 1 ? '' : 's'} at work`;
}

function timeLeft({ x_parkade: { progress } }: BatchObject): string {
  const seconds = progress?.eta?.p50_seconds;
  return seconds === null || seconds === undefined ? '' : `about ${duration(seconds)} left`;
}

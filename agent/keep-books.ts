import type { Books } from './books.ts';
import type { RunMeter } from './run-meter.ts';
import type { Watch } from './watch.ts';

const tickMillis = 1_000;
const ticksPerKeeping = 5;

/** Meters each second, and writes it down every few; goes by a charter that was changed. Ends with all of it written. */
export function keepBooks({ meters, journal, charterFile }: Books, watch: Watch, meter: RunMeter) {
  let ticks = 0;
  const timer = setInterval(() => {
    meter.tick();
    if (++ticks % ticksPerKeeping === 0) void meters.keep();
    void charterFile?.refresh().then((isNew) => isNew && watch.judge());
  }, tickMillis);
  return async () => {
    clearInterval(timer);
    meter.tick();
    await meters.keep();
    journal.note({ kind: 'ended' });
    await journal.written();
  };
}

import type { Clock } from '../../../agent/signals/signal-source.ts';

/** A clock that stands until it is told to pass; every wait that is due by then is woken at its time. */
export function virtualClock(start: number) {
  let time = start;
  const waits = new Set<{ at: number; wake(): void }>();
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const clock: Clock & { passTo(at: number): Promise<void> } = {
    now: () => time,
    wait: (millis, signal) =>
      new Promise((resolve) => {
        const wait = {
          at: time + millis,
          wake() {
            waits.delete(wait);
            resolve();
          },
        };
        waits.add(wait);
        signal.addEventListener('abort', wait.wake, { once: true });
        if (signal.aborted) wait.wake();
      }),
    async passTo(at) {
      await settle();
      if (at < time) {
        time = at;
        for (const wait of [...waits]) wait.wake();
        await settle();
        return;
      }
      for (;;) {
        const due = [...waits].filter((wait) => wait.at <= at).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        time = Math.max(time, due.at);
        due.wake();
        await settle();
      }
      time = at;
    },
  };
  return clock;
}

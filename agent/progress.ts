import type { AgentEvent } from './events.ts';

/** What runs now, pieced together from what the loop tells and from the requests that engines finish. */
export type Progress = {
  hear(event: AgentEvent): void;
  requestFinished(): void;
  /** The task that runs, or runs next; undefined when nothing is leased. */
  current(): TaskProgress | undefined;
  /** Over the last ten seconds. */
  requestsPerSecond(): number;
};

export type TaskProgress = {
  taskId: string;
  model: string;
  finished: number;
  requests: number;
  /** ms since the epoch, by the market's clock. */
  endsAt: number;
};

const windowMillis = 10_000;

/** `monotonic`: milliseconds of a clock that never jumps. */
export function createProgress(monotonic: () => number): Progress {
  /** The loop runs them one by one, in this order. */
  let leased: TaskProgress[] = [];
  let finishedAt: number[] = [];
  return {
    hear(event) {
      if (event.event === 'leased' || event.event === 'resumed') {
        const { taskId, model, requests, endsAt } = event;
        leased.push({ taskId, model, requests, endsAt, finished: 0 });
      } else if (event.event === 'ran' || event.event === 'task_fault')
        leased = leased.filter(({ taskId }) => taskId !== event.taskId);
    },
    requestFinished() {
      const [running] = leased;
      if (running) running.finished = Math.min(running.requests, running.finished + 1);
      const now = monotonic();
      finishedAt = [...finishedAt.filter((at) => at > now - windowMillis), now];
    },
    current: () => leased[0],
    requestsPerSecond() {
      const since = monotonic() - windowMillis;
      return finishedAt.filter((at) => at > since).length / (windowMillis / 1_000);
    },
  };
}

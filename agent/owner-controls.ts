import { statusOf } from './agent-status.ts';
import type { AgreedCharter } from './agreed-charter.ts';
import type { Books } from './books.ts';
import type { Controls } from './control.ts';
import { softwareVersion } from './enrol.ts';
import type { AgentOptions } from './options.ts';
import type { Parked } from './parked.ts';
import type { Progress } from './progress.ts';
import type { Releases } from './releases/releases.ts';
import type { AgentStatus } from './status.ts';
import type { Watch } from './watch.ts';

/** A running agent's parts, as far as its owner asks about them or has a say in them. */
export type Running = {
  options: Pick<AgentOptions, 'baseUrl'>;
  books: Books;
  watch: Watch;
  parked: Parked;
  progress: Progress;
  releases: Pick<Releases, 'lines'> | undefined;
  agreed: Pick<AgreedCharter, 'version' | 'problem'>;
  vehicleId(): string;
  isLeased(): boolean;
  heard: AgentStatus['market'];
  startedAt: number;
  now: () => number;
  /** Ends the process, after what is finished was handed in. */
  end(): void;
};

const millisPerHour = 3_600_000;

/** What the owner may say to a running agent. Each word holds when its promise resolves. */
export function controlsOf(running: Running): Controls {
  const { word, journal } = running.books;

  /** At once, whether or not the disk can keep it. */
  async function say(said: Parameters<typeof word.say>[0]) {
    const kept = word.say(said);
    running.watch.judge();
    await kept.catch((error: unknown) => {
      throw new Error(
        `That holds now, but not over a restart: it can not be written to the data folder (${error instanceof Error ? error.message : error}).`,
        { cause: error },
      );
    });
  }

  return {
    status: () => status(running),
    async pause(hours) {
      const until = Math.round(running.now() + hours * millisPerHour);
      journal.note({ kind: 'word', word: 'pause', until });
      await say({ pausedUntil: until });
    },
    async resume() {
      journal.note({ kind: 'word', word: 'resume' });
      await say({ pausedUntil: null, finishThenStop: false });
    },
    async finish() {
      journal.note({ kind: 'word', word: 'finish' });
      await say({ finishThenStop: true });
    },
    async stop() {
      journal.note({ kind: 'word', word: 'stop' });
      running.end();
    },
  };
}

function status(running: Running): AgentStatus {
  const { books, watch, progress, parked } = running;
  const { word, meters, charterFile } = books;
  const { plug, ...known } = watch.costs();
  return statusOf({
    at: running.now(),
    softwareVersion,
    vehicleId: running.vehicleId(),
    baseUrl: running.options.baseUrl,
    startedAt: running.startedAt,
    timeZone: books.timeZone(),
    pausedUntil: word.pausedUntil,
    finishThenStop: word.finishThenStop,
    charter: charterFile ? { path: charterFile.path, problem: charterFile.problem } : null,
    agreedVersion: running.agreed.version(),
    costs: { ...plug, ...known },
    requestsPerSecond: progress.requestsPerSecond(),
    market: running.heard,
    problems: [...books.problems(), ...[running.agreed.problem()].filter((each) => each !== null)],
    releases: running.releases?.lines() ?? [],
    isEnding: parked.ended.aborted,
    isLeased: running.isLeased(),
    judgement: watch.judgement(),
    signals: watch.signals(),
    task: progress.current(),
    today: meters.today(),
    thisMonth: meters.thisMonth(),
  });
}

import { readFileSync } from 'node:fs';
import { spawnTied, type TiedProcess } from '../../local/tied-process.ts';
import { isUnexpected } from './logged-faults.ts';
import { readyLine } from './processes/place.ts';

export const kinds = ['api', 'functions', 'dynamo', 's3', 'sqs', 'stripe', 'agents'] as const;
export type Kind = (typeof kinds)[number];

/** A process that runs now. `ready` resolves when it can do its work; never where it ends before. */
type Started = { process: TiedProcess; ready: Promise<unknown> };

type Told = {
  /** A fault that no kill explains. */
  onFault: (who: string, line: string) => void;
};

export type Supervised = ReturnType<typeof supervise>;

const readyWithinMillis = 120_000;

/** Keeps one process running, as a supervisor would: one that ends by itself is started anew, and told as a fault. */
export function supervise(kind: Kind, name: string, start: () => Promise<Started>, told: Told) {
  let running: Started | undefined;
  let isStopping = false;
  let kills = 0;

  async function begin(): Promise<void> {
    const started = await start();
    running = started;
    void started.process.ended.then((code) => {
      if (isStopping || running !== started) return;
      told.onFault(name, `ended by itself with ${code}`);
      running = undefined;
      setTimeout(() => void begin(), 200);
    });
  }

  return {
    kind,
    name,
    start: begin,
    get kills() {
      return kills;
    },
    /** kill -9, in the middle of its start too. */
    async kill() {
      const dying = running;
      running = undefined;
      if (!dying) return;
      kills++;
      await dying.process.kill();
    },
    async untilReady(): Promise<void> {
      const until = performance.now() + readyWithinMillis;
      while (performance.now() < until) {
        const waited = running;
        const isReady = await Promise.race([
          (waited?.ready ?? new Promise(() => {})).then(() => true),
          new Promise<false>((resolve) => setTimeout(() => resolve(false), 250)),
        ]);
        if (isReady && waited === running) return;
      }
      throw new Error(`${name} was not ready ${readyWithinMillis / 1_000} s after its start`);
    },
    async end() {
      isStopping = true;
      await running?.process.end();
    },
    residentMegabytes: () => residentMegabytesUnder(running?.process.pid),
  };
}

/** Resolves at the first line for which `isReady` holds; every line is looked at for faults. */
export function heard(
  process: TiedProcess,
  name: string,
  { onFault }: Told,
  isReady: (line: string) => boolean = (line) => line === readyLine,
) {
  return new Promise<void>((resolve) => {
    process.onLine((line) => {
      if (isReady(line)) resolve();
      else if (isUnexpected(line)) onFault(name, line);
    });
  });
}

/** Node runs the types away; what it compiled is kept for the next start. */
export const spawnNode = (program: string, args: readonly string[]): TiedProcess =>
  spawnTied(process.execPath, ['--max-semi-space-size=8', program, ...args], 'pipe');

/** Of the shell's first child, which is the program; undefined where the system does not tell. */
function residentMegabytesUnder(shell: number | undefined): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').split(' ');
    const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child}/status`, 'utf8'));
    return resident ? Number(resident[1]) / 1_024 : undefined;
  } catch {
    return undefined;
  }
}

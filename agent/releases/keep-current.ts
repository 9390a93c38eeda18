import { setTimeout as sleep } from 'node:timers/promises';
import type { Emit } from '../events.ts';
import { DownloadPaused } from './refusals.ts';
import type { PullDeps, Releases } from './releases.ts';

type KeepDeps = Omit<PullDeps, 'ended'> & {
  emit: Emit;
  /** Whether anything is leased that was neither handed in nor given back. */
  isLeased(): boolean;
  /** Tells the market which models are held now, if it may at the moment. Called while nothing is leased. */
  register(): Promise<boolean>;
  /** Ends this process so that its supervisor starts the version that was switched to; left out: it goes on. */
  restart?: (() => void) | undefined;
  wait?: (millis: number, ended: AbortSignal) => Promise<unknown>;
};

export type Keeping = {
  /** Whether nothing new is to be leased: it takes a moment in which nothing is. */
  holdsBack(): boolean;
  end(): Promise<void>;
};

const millis = { paused: 5_000, leased: 500, failed: 60_000, current: 3_600_000 } as const;

/** Follows the manifest for as long as the agent runs: fetches, tells the market, switches to a new agent. */
export function keepCurrent(releases: Releases, deps: KeepDeps): Keeping {
  const ending = new AbortController();
  const ended = ending.signal;
  const wait = deps.wait ?? ((time: number) => sleep(time, undefined, { signal: ended }));
  let holdsBack = false;
  let failures = 0;
  let isToRegister = false;
  let told: string | undefined;

  /** As soon as nothing is leased, and with nothing new leased until it is done. */
  async function whileNothingIsLeased(act: () => Promise<void> | void) {
    holdsBack = true;
    try {
      while (deps.isLeased()) await wait(millis.leased, ended);
      await act();
    } finally {
      holdsBack = false;
    }
  }

  function tellProblem(problem: string | undefined) {
    if (problem !== undefined && problem !== told) deps.emit({ event: 'release_fault', error: problem });
    told = problem;
  }

  async function switchIfReady() {
    const version = releases.readyVersion();
    if (version === undefined) return;
    await whileNothingIsLeased(() => {
      releases.switchAgent(version);
      deps.emit({ event: 'update_ready', version });
      deps.restart?.();
    });
  }

  async function turn(): Promise<number> {
    const before = releases.held.models().join();
    const wasPaused = await pulled();
    const models = releases.held.models();
    if (models.join() !== before) {
      deps.emit({ event: 'models_held', models });
      isToRegister = true;
    }
    if (isToRegister)
      await whileNothingIsLeased(async () => {
        isToRegister = !(await deps.register());
      });
    await switchIfReady();
    if (wasPaused || isToRegister) return millis.paused;
    const problem = releases.problem();
    tellProblem(problem);
    failures = problem === undefined ? 0 : failures + 1;
    // Spread, so that a fleet does not come all at once.
    return spread(failures === 0 ? millis.current : millis.failed * 2 ** (failures - 1));
  }

  async function pulled(): Promise<boolean> {
    try {
      if (deps.mayDownload() !== null) return true;
      await releases.pull({ ...deps, ended });
      return false;
    } catch (error) {
      if (error instanceof DownloadPaused) return true;
      throw error;
    }
  }

  async function follow() {
    while (!ended.aborted) {
      const pause = await turn().catch((error: unknown) => {
        ended.throwIfAborted();
        // Not even what is here could be looked at: a disk that fails, say.
        tellProblem(error instanceof Error ? error.message : String(error));
        return spread(millis.failed);
      });
      await wait(pause, ended);
    }
  }

  const following = follow().catch((error: unknown) => {
    if (!ended.aborted) throw error;
  });
  return {
    holdsBack: () => holdsBack,
    async end() {
      ending.abort();
      await following;
    },
  };
}

const spread = (time: number): number => Math.min(millis.current, time) * (0.75 + Math.random() / 2);

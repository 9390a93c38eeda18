import { builtInModels } from '../engines/built-in.ts';
import type { HeldModels } from '../engines/engine-process.ts';
import { currentVersion, pruneAgents, switchTo } from './agent-versions.ts';
import type { DownloadDeps } from './download.ts';
import { openFileCache } from './file-cache.ts';
import { type Followed, manifestSource } from './manifest-source.ts';
import { modelPlan, type Planned } from './model-plan.ts';
import { type AgentState, agentLine, pullAgent, surveyAgent } from './pull-agent.ts';
import { type ModelState, modelLine, neededFiles, pullModels, surveyModels } from './pull-models.ts';
import { messageOf } from './refusals.ts';
import { readTrustedKeys } from './trusted-keys.ts';
import { whyNotInForce } from './verify-manifest.ts';

/** What a signed manifest lets this agent have, and what of it is here. */
export type Releases = {
  held: HeldModels;
  /** What stands where, in words for the owner: of the manifest, each model and the agent. */
  lines(): string[];
  /** What keeps it from being as the manifest says; undefined: nothing. */
  problem(): string | undefined;
  models(): readonly ModelState[];
  /** The version that is unpacked, tried and not switched to. */
  readyVersion(): string | undefined;
  /** Makes it what is started next. At once: between what was asked before and this, nothing happens. */
  switchAgent(version: string): void;
  /**
   * Asks for the manifest and fetches what is missing. Never throws but DownloadPaused and `ended`'s reason: what goes
   * wrong is told by `problem`, and what is here can be used.
   */
  pull(deps: PullDeps): Promise<void>;
};

/** `now`: the market's clock, where it is known. */
export type PullDeps = DownloadDeps & { now(): number };

export type ReleasesOptions = {
  url: string;
  keysPath: string;
  cacheBytesMax: number;
  /** What its owner wants of the manifest; left out: all that this agent can run. */
  models?: readonly string[] | undefined;
  /** Of this program. */
  running: string;
  folders: { releases: string; models: string; agents: string };
};

/** Reads what is here and asks nobody. Throws where the trusted keys can not be read. */
export async function openReleases(options: ReleasesOptions): Promise<Releases> {
  const { folders, running } = options;
  const keys = await readTrustedKeys(options.keysPath);
  const source = manifestSource({ url: options.url, keys, folder: folders.releases });
  const cache = openFileCache({ folder: folders.models, bytesMax: options.cacheBytesMax });
  const agents = { root: folders.agents, running, cache };
  const modelProblems = new Map<string, string>();
  let followed: Followed | undefined;
  let plan: readonly Planned[] = [];
  let models: readonly ModelState[] = [];
  let agent: AgentState = { state: 'up-to-date' };
  let agentProblem: string | undefined;
  let manifestProblem: string | undefined;

  async function follow(next: Followed | undefined) {
    followed = next;
    plan = next ? modelPlan(next.manifest, { runnable: builtInModels, models: options.models }) : [];
    await survey();
  }

  async function survey() {
    models = await surveyModels(plan, cache, modelProblems);
    if (followed) agent = await surveyAgent(followed, agents, agentProblem);
  }

  async function askAnew({ now, onBytes, ended }: PullDeps): Promise<boolean> {
    manifestProblem = await problemIn(ended, async () =>
      follow(await source.fetch({ now: now(), onBytes, ended })),
    );
    if (!followed) return false;
    const expired = whyNotInForce(followed.manifest, now());
    manifestProblem = expired ?? manifestProblem;
    return expired === undefined;
  }

  try {
    await follow(await source.kept());
  } catch (error) {
    manifestProblem = messageOf(error);
  }

  return {
    held: {
      cache: folders.models,
      models: () => models.filter(({ isHeld }) => isHeld).map(({ model }) => model),
    },
    models: () => models,
    lines: () => linesOf({ followed, manifestProblem, models, agent, root: folders.agents }),
    problem: () => manifestProblem ?? models.find(({ problem }) => problem)?.problem ?? problemOf(agent),
    readyVersion: () => (agent.state === 'ready' ? agent.version : undefined),
    switchAgent(version) {
      const before = currentVersion(folders.agents);
      switchTo(folders.agents, version);
      agent = { state: 'current', version };
      // The one before stays for its owner; this program's own files are needed until it ends.
      void pruneAgents(folders.agents, [version, before, running]);
    },
    async pull(deps) {
      if (!(await askAnew(deps)) || !followed) return;
      const needed = neededFiles(plan, followed.manifest.agent);
      const fetching = { cache, needed, deps };
      // First: a model may be one that only the next agent sells.
      const next = followed;
      agentProblem = await problemIn(deps.ended, () => pullAgent(next, agents, fetching));
      await survey();
      await pullModels(plan, fetching, async (model, problem) => {
        if (problem === undefined) modelProblems.delete(model);
        else modelProblems.set(model, problem);
        await survey();
      });
    },
  };
}

/** What went wrong, in words. Throws only if it is `ended`. */
async function problemIn(ended: AbortSignal, act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    ended.throwIfAborted();
    return messageOf(error);
  }
}

type Told = {
  followed: Followed | undefined;
  manifestProblem: string | undefined;
  models: readonly ModelState[];
  agent: AgentState;
  root: string;
};

function linesOf({ followed, manifestProblem, models, agent, root }: Told): string[] {
  const { issue, expiresAt } = followed?.manifest ?? {};
  const line = agentLine(agent, root);
  return [
    ...(issue === undefined ? ['no manifest yet'] : [`manifest ${issue}, until ${expiresAt}`]),
    ...(manifestProblem === undefined ? [] : [manifestProblem]),
    ...models.map(modelLine),
    ...(line === undefined ? [] : [line]),
  ];
}

const problemOf = (agent: AgentState): string | undefined =>
  agent.state === 'waiting' ? agent.problem : undefined;

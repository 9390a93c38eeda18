import { agentPlan } from './agent-plan.ts';
import { currentProgram, currentVersion, installAgent, isInstalled } from './agent-versions.ts';
import type { DownloadDeps } from './download.ts';
import type { FileCache } from './file-cache.ts';
import type { Followed } from './manifest-source.ts';
import { fetchFile } from './pull-models.ts';
import { DownloadPaused, DownloadRefused, messageOf } from './refusals.ts';

/** `ready`: it lies unpacked and was tried; `current`: what is started next. */
export type AgentState =
  | { state: 'up-to-date' }
  | { state: 'ready' | 'current'; version: string }
  | { state: 'waiting'; version: string | undefined; problem: string };

type Agents = { root: string; running: string; cache: FileCache };

/** Where the update that the manifest calls for stands, with nothing fetched. */
export async function surveyAgent(
  { manifest, highest }: Pick<Followed, 'manifest' | 'highest'>,
  { root, running }: Agents,
  problem = 'It is to be downloaded.',
): Promise<AgentState> {
  const plan = agentPlan(manifest, { running, highest: highest.agentVersion });
  if (plan === null) return { state: 'up-to-date' };
  if ('problem' in plan) return { state: 'waiting', version: undefined, problem: plan.problem };
  const { version } = plan.release;
  try {
    if (!(await isInstalled(root, plan.release))) return { state: 'waiting', version, problem };
  } catch (error) {
    return { state: 'waiting', version, problem: messageOf(error) };
  }
  return { state: currentVersion(root) === version ? 'current' : 'ready', version };
}

/** In words for the owner; undefined: nothing is to be said. */
export function agentLine(agent: AgentState, root: string): string | undefined {
  switch (agent.state) {
    case 'up-to-date':
      return undefined;
    case 'waiting':
      return agent.version === undefined ? agent.problem : `agent ${agent.version}: ${agent.problem}`;
    case 'ready':
      return `agent ${agent.version}: here, to be switched to as soon as nothing is leased`;
    case 'current':
      return `agent ${agent.version}: here; this process is an older one. Start: ${currentProgram(root)}`;
  }
}

type Fetching = { needed: ReadonlySet<string>; deps: DownloadDeps };

/**
 * Fetches and unpacks the update that the manifest calls for, if it is not there. Throws DownloadRefused, with the
 * archive kept, where it is none that starts.
 */
export async function pullAgent(
  { manifest, highest }: Followed,
  { root, running, cache }: Agents,
  { needed, deps }: Fetching,
): Promise<void> {
  const plan = agentPlan(manifest, { running, highest: highest.agentVersion });
  if (plan === null || 'problem' in plan) return;
  const { release } = plan;
  if (await isInstalled(root, release)) return;
  const file = { ...release, name: 'agent.tgz' };
  await fetchFile(file, { cache, needed, deps });
  try {
    await installAgent(root, { ...release, path: cache.placeOf(file).whole });
  } catch (error) {
    throw error instanceof DownloadPaused ? error : new DownloadRefused(messageOf(error));
  }
  await cache.remove(release.sha256);
}

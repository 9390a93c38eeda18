import type { AgentRelease, Manifest } from '../../shared/contract/manifest.ts';
import { compareVersions } from '../../shared/software-version.ts';

/** The update that a manifest calls for; a problem where it names an older agent; null: there is nothing to do. */
export type AgentPlan = { release: AgentRelease } | { problem: string } | null;

/** `highest`: the highest version that any manifest named, and `running`: this program's. Neither is gone back behind. */
export function agentPlan(
  { agent }: Pick<Manifest, 'agent'>,
  { running, highest }: { running: string; highest: string | null },
): AgentPlan {
  if (agent === null || agent.version === running) return null;
  const floor = highest !== null && compareVersions(highest, running) > 0 ? highest : running;
  if (compareVersions(agent.version, floor) >= 0) return { release: agent };
  return {
    problem: `The manifest names agent ${agent.version}, which is older than ${floor}: it is not gone back to.`,
  };
}

import { dataDirAt } from '../../data-dir.ts';
import type { AgentOptions } from '../../options.ts';
import { findAgent } from '../command.ts';
import { checkDisk, checkKey } from './check-disk.ts';
import { checkEngines } from './check-engines.ts';
import { checkEnrolment, checkMarket } from './check-market.ts';
import { checkReleases } from './check-releases.ts';
import { checkRules } from './check-rules.ts';
import type { CheckFinding } from './finding.ts';

/** All checks, one after the other: engines and clocks are not to disturb each other. */
export async function examine(options: AgentOptions, now: () => number): Promise<CheckFinding[]> {
  const dir = dataDirAt(options.dataDir);
  const agent = await findAgent(dir);
  const asking = { baseUrl: options.baseUrl, dir, now };
  return [
    ...(await checkDisk(dir)),
    ...(await checkKey(dir, now)),
    ...(await checkMarket(asking)),
    ...(await checkEnrolment(asking, agent)),
    ...(await checkReleases(options, dir)),
    ...(await checkEngines(options, dir)),
    ...(await checkRules({ options, dir, now, agent })),
  ];
}

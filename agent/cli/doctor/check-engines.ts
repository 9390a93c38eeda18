import { getModel } from '../../../shared/catalogue.ts';
import { benchmarkRequest } from '../../benchmark/requests.ts';
import type { DataDir } from '../../data-dir.ts';
import type { EngineProcess } from '../../engines/engine-process.ts';
import type { AgentOptions } from '../../options.ts';
import { openVehicleEngines } from '../../vehicle-engines.ts';
import { openVehicleReleases } from '../../vehicle-releases.ts';
import { type CheckFinding, checked, fine, wrong } from './finding.ts';

/** Whether each model's files are those that are sold, and its engine loads and answers. */
export const checkEngines = (options: AgentOptions, dir: DataDir): Promise<CheckFinding[]> =>
  checked('engines', 'Correct --models or --upstreams.', async () => {
    const held = (await openVehicleReleases(options, dir))?.held;
    const engines = await openVehicleEngines({ ...options, held }, () => new AbortController().signal);
    try {
      const findings: CheckFinding[] = [];
      for (const model of engines.models) findings.push(...(await checkEngine(engines, model)));
      return findings;
    } finally {
      await engines.close();
    }
  });

const checkEngine = (engines: EngineProcess, model: string): Promise<CheckFinding[]> => {
  const todo =
    'Install the agent anew, which restores models and engines; of an upstream, see that its server runs.';
  return checked(model, todo, async () => {
    const startedAt = performance.now();
    const engine = await engines.get(model);
    const loadedAt = performance.now();
    const { status, body } = await engine.run(benchmarkRequest(getModel(model)));
    const seconds = (millis: number) => `${(millis / 1_000).toFixed(1)} s`;
    if (status !== 200) return [wrong(model, `It answers ${status}: ${JSON.stringify(body)}`, todo)];
    const took = `loaded in ${seconds(loadedAt - startedAt)}, answered in ${seconds(performance.now() - loadedAt)}`;
    return [fine(model, `${took}; sha256 ${engine.modelSha256.slice(0, 12)}… as sold`)];
  });
};

import type { DataDir } from '../../data-dir.ts';
import type { AgentOptions } from '../../options.ts';
import { modelLine } from '../../releases/pull-models.ts';
import { openVehicleReleases } from '../../vehicle-releases.ts';
import { type CheckFinding, checked, fine, odd } from './finding.ts';

/** What of the manifest is here; nobody is asked for a newer one. */
export const checkReleases = (options: AgentOptions, dir: DataDir): Promise<CheckFinding[]> =>
  checked('manifest', 'Correct --manifest or --manifest-keys.', async () => {
    const releases = await openVehicleReleases(options, dir);
    if (!releases) return [];
    const [first = '', ...others] = releases.lines();
    const rest = others.filter((line) => !releases.models().some((model) => modelLine(model) === line));
    const text = [first, ...rest].join('\n');
    const problem = releases.problem();
    const todo = 'Let the agent run where its rules allow a download; see: parkade-agent status';
    return [
      problem === undefined ? fine('manifest', text) : odd('manifest', text, todo),
      ...releases
        .models()
        .map((model) =>
          model.isHeld ? fine(model.model, 'downloaded') : odd(model.model, modelLine(model), todo),
        ),
    ];
  });

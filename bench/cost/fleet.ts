import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { AgentEvent } from '../../agent/events.ts';
import type { Cloud } from '../../local/cloud.ts';
import { call } from '../../local/demo/api.ts';
import type { DemoState } from '../../local/demo/state.ts';
import { spawnTied, type TiedProcess } from '../../local/tied-process.ts';
import type { enrolmentCodeReply } from '../../shared/contract/owner.ts';

/** What the agents did, by their own word: their uploads and downloads reach S3 without passing the cloud's clients. */
export type FleetTally = { s3Puts: number; s3Gets: number; tasks: number; runningMillis: number };

export type Fleet = {
  tally: FleetTally;
  /** Rejects as soon as an agent ends by itself. */
  broken: Promise<never>;
  end(): Promise<void>;
};

type FleetOptions = { dir: string; model: string; vehicles: number };

const agentProgram = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));

/** Agents as an owner would start them, enrolled and waiting for work. The owners take turns, so that checks can be made. */
export async function startFleet(
  cloud: Cloud,
  owners: DemoState['owners'],
  { dir, model, vehicles }: FleetOptions,
): Promise<Fleet> {
  const tally: FleetTally = { s3Puts: 0, s3Gets: 0, tasks: 0, runningMillis: 0 };
  const agents: StartedAgent[] = [];
  for (let no = 0; no < vehicles; no++) {
    const owner = owners[no % owners.length];
    if (!owner) throw new Error('there is no owner to enrol a vehicle for');
    const { code } = await call<z.infer<typeof enrolmentCodeReply>>(`${cloud.url}/v1/owner/enrolment_codes`, {
      key: owner.apiKey,
      body: {},
    });
    const dataDir = join(dir, `vehicle-${no + 1}`);
    agents.push(startAgent({ baseUrl: `${cloud.url}/v1`, dataDir, model, code }, tally));
  }
  const broken = Promise.race(agents.map((agent) => agent.broken));
  broken.catch(() => {});
  await Promise.race([broken, Promise.all(agents.map((agent) => agent.started))]);
  return {
    tally,
    broken,
    end: async () => {
      await Promise.all(agents.map(({ process }) => process.end()));
    },
  };
}

type StartedAgent = { process: TiedProcess; started: Promise<void>; broken: Promise<never> };

function startAgent(
  { baseUrl, dataDir, model, code }: { baseUrl: string; dataDir: string; model: string; code: string },
  tally: FleetTally,
): StartedAgent {
  const options = ['--base-url', baseUrl, '--data-dir', dataDir, '--models', model, '--code', code];
  const started = Promise.withResolvers<void>();
  const agent = spawnTied(process.execPath, [agentProgram, ...options], 'pipe');
  let lastLine = '';
  agent.onLine((line) => {
    lastLine = line;
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line) as AgentEvent;
    if (event.event === 'started') started.resolve();
    if (event.event === 'ran') note(tally, event);
  });
  const broken = agent.ended.then((exitCode) => {
    throw new Error(`an agent ended with ${exitCode}: ${lastLine}`);
  });
  broken.catch(() => {});
  return { process: agent, started: started.promise, broken };
}

/** A task that ran was downloaded once; its result was uploaded once, if anything of it was finished. */
function note(tally: FleetTally, { finished, runningMillis }: Extract<AgentEvent, { event: 'ran' }>): void {
  tally.tasks++;
  tally.s3Gets++;
  if (finished > 0) tally.s3Puts++;
  tally.runningMillis += runningMillis;
}

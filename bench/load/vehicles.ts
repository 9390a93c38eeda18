import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngines } from '../../agent/engines/engines.ts';
import { runLoop } from '../../agent/loop.ts';
import { createParked } from '../../agent/parked.ts';
import { modelledCosts } from '../../agent/run-costs.ts';
import { createSpool } from '../../agent/spool.ts';
import { enrolledVehicle } from '../enrolled-vehicle.ts';
import { answering } from './asked.ts';
import { scriptedEngine, scriptedModel } from './scripted-engine.ts';

/** What the parent (`fork`) tells this process to do first; later it asks what has been finished. */
export type FleetPlan = { url: string; ownerKeys: readonly string[]; vehicles: number };
/** The answer to each message: requests that were run, checks among them. */
export type FleetReport = { finished: number };

const dir = mkdtempSync(join(tmpdir(), 'parkade-load-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

process.once('disconnect', () => process.exit());

let finished = 0;
answering(async (plan: FleetPlan | 'finished?'): Promise<FleetReport> => {
  if (plan !== 'finished?') await startFleet(plan);
  return { finished };
});

/** Vehicles as the agent runs them, many in one process, since their engine takes no time. Owners take turns. */
async function startFleet({ url, ownerKeys, vehicles }: FleetPlan): Promise<void> {
  for (let no = 0; no < vehicles; no++)
    await startVehicle(no, { url, ownerKey: ownerKeys[no % ownerKeys.length] ?? '' });
}

async function startVehicle(no: number, at: { url: string; ownerKey: string }): Promise<void> {
  const folder = join(dir, String(no));
  const { device, market } = await enrolledVehicle({ ...at, folder, models: [scriptedModel] });
  const running = runLoop({
    market,
    engines: createEngines({ [scriptedModel]: async () => scriptedEngine() }),
    device,
    spool: createSpool(join(folder, 'spool')),
    costsOf: modelledCosts('AI4'),
    parked: createParked(),
    emit: (event) => {
      if (event.event === 'ran') finished += event.finished;
    },
    want: () => ({ seconds: 120, tasks: 4 }),
    wait: (millis, signal) => sleep(millis, undefined, { signal }).catch(() => undefined),
  });
  running.catch((error: unknown) => {
    process.stderr.write(`a vehicle ended: ${error}\n`);
    process.exit(1);
  });
}

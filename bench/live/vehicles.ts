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
import { timedEngine, timedModel } from './timed-engine.ts';

/** What the parent (`fork`) tells this process to do. It answers with any message when all vehicles are enrolled. */
export type FleetPlan = { url: string; ownerKey: string; vehicles: number; engineMillis: number };

const dir = mkdtempSync(join(tmpdir(), 'parkade-live-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
process.once('disconnect', () => process.exit());
process.once('message', (plan) => void startFleet(plan as FleetPlan));

/** Vehicles as the agent runs them, many in one process, since their engine only waits. */
async function startFleet({ url, ownerKey, vehicles, engineMillis }: FleetPlan): Promise<void> {
  for (let no = 0; no < vehicles; no++) void (await startVehicle(no, { url, ownerKey, engineMillis }));
  process.send?.('enrolled');
}

type Owner = Omit<FleetPlan, 'vehicles'>;

async function startVehicle(no: number, { url, ownerKey, engineMillis }: Owner): Promise<{ done: unknown }> {
  const folder = join(dir, String(no));
  const { device, market } = await enrolledVehicle({ url, ownerKey, folder, models: [timedModel] });
  const done = runLoop({
    market,
    engines: createEngines({ [timedModel]: async () => timedEngine(engineMillis) }),
    device,
    spool: createSpool(join(folder, 'spool')),
    costsOf: modelledCosts('AI4'),
    parked: createParked(),
    emit: () => {},
    want: () => ({ seconds: 60, tasks: 1, waitSeconds: 20 }),
    wait: (millis, signal) => sleep(millis, undefined, { signal }).catch(() => undefined),
  });
  return { done };
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeviceKey } from '../../../agent/device-key.ts';
import type { Engine, RequestBody } from '../../../agent/engines/engine.ts';
import { createEngines, type EngineOpener } from '../../../agent/engines/engines.ts';
import type { AgentEvent } from '../../../agent/events.ts';
import { runLoop, type Want } from '../../../agent/loop.ts';
import { createMarket } from '../../../agent/market.ts';
import { createParked } from '../../../agent/parked.ts';
import { modelledCosts } from '../../../agent/run-costs.ts';
import { createSpool, type Spool } from '../../../agent/spool.ts';
import type { ContractMarket } from './contract-market.ts';

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'vehicle-'));

/** An engine whose answers a test decides; `onRun` may throw, or make the driver come back. */
export const scriptedEngine =
  (onRun: (body: RequestBody) => unknown): EngineOpener =>
  async (): Promise<Engine> => ({
    model: 'parkade-embed-1',
    name: 'scripted 1',
    modelSha256: 'f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce',
    async run(body) {
      await onRun(body);
      return {
        status: 200,
        body: { echo: body.input },
        units: { inputTokens: 3, outputTokens: 0, pages: 0 },
      };
    },
    close: async () => undefined,
  });

type VehicleOptions = {
  opener: EngineOpener;
  folder?: string;
  /** The clock that people set, and the one that nobody sets: the same if left out. */
  now?: () => number;
  elapsed?: () => number;
  want?: Want;
  /** Something else than what an ordinary vehicle has. */
  spool?: Spool;
  /** Hears of each wait, instead of ending the vehicle at the first one without work to do. */
  onWait?: (millis: number) => void;
};

/**
 * A vehicle enrolled at `contractMarket`, whose waits pass at once. It ends, as by SIGTERM, when the market has
 * nothing to lease.
 */
export async function startVehicle(contractMarket: ContractMarket, options: VehicleOptions) {
  const { opener, folder = temporaryFolder(), now = Date.now, want = { seconds: 60, tasks: 4 } } = options;
  const { elapsed, spool = createSpool(join(folder, 'spool')), onWait } = options;
  const device = await openDeviceKey(join(folder, 'device.json'), now);
  const market = createMarket({
    baseUrl: contractMarket.baseUrl,
    device,
    now,
    ...(elapsed && { elapsed }),
    retries: 3,
    retryMillisMax: 5,
  });
  if (!device.identity)
    await device.enrolled(
      await market.enrol({
        code: 'code',
        signingKey: device.signingPublicKey,
        sealingKey: device.sealingPublicKey,
        hardwareClass: 'AI4',
        models: ['parkade-embed-1'],
        softwareVersion: '0',
      }),
    );
  const events: AgentEvent[] = [];
  const waits: number[] = [];
  const parked = createParked();
  const run = () =>
    runLoop({
      market,
      engines: createEngines({ 'parkade-embed-1': opener }),
      device,
      spool,
      costsOf: modelledCosts('AI4'),
      parked,
      want: () => want,
      emit: (event) => events.push(event),
      async wait(millis) {
        waits.push(millis);
        if (onWait) onWait(millis);
        else if (contractMarket.tasks.length === 0) parked.end();
      },
    });
  return { run, parked, events, waits, device, market, folder };
}

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDeviceKey } from '../../agent/device-key.ts';
import { builtInOpeners } from '../../agent/engines/built-in.ts';
import type { Engine } from '../../agent/engines/engine.ts';
import { createEngines, type EngineOpener } from '../../agent/engines/engines.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { runLoop } from '../../agent/loop.ts';
import { createMarket } from '../../agent/market.ts';
import { createParked } from '../../agent/parked.ts';
import { modelledCosts } from '../../agent/run-costs.ts';
import { costMeter } from '../../agent/run-meter.ts';
import { runTask } from '../../agent/run-task.ts';
import { createSpool } from '../../agent/spool.ts';
import type { Cloud } from '../../local/cloud.ts';
import { call } from '../../local/demo/api.ts';
import type { HandIn, LeaseOffer, WorkRequest } from '../../shared/contract/vehicle.ts';
import type { PlugCosts } from '../../shared/net-pay.ts';
import type { HardwareClass, Region } from '../../shared/vehicle.ts';

type Enrolling = {
  cloud: Cloud;
  ownerKey: string;
  models: readonly string[];
  now: () => number;
  dir: string;
} & VehicleTraits;

/** What a vehicle is enrolled as, where a test cares. */
export type VehicleTraits = {
  hardwareClass?: HardwareClass;
  region?: Region;
  /** Makes the attestation of the device's own key, as its maker would. */
  attest?: (signingKey: string) => Promise<string>;
  /** Engines in the place of the real ones, by model. */
  openers?: Readonly<Record<string, EngineOpener>>;
  /** What computing costs at its plug. */
  costs?: PlugCosts;
};

export type TestVehicle = Awaited<ReturnType<typeof enrolVehicle>>;

/** The agent's own parts with real engines and a key of its own; it works only when it is told to. */
export async function enrolVehicle({ cloud, ownerKey, models, now, dir, ...traits }: Enrolling) {
  const { hardwareClass = 'AI4' } = traits;
  const events: AgentEvent[] = [];
  let afterEachRequest: (count: number) => void = () => {};
  let answer: (body: Record<string, unknown>) => Record<string, unknown> = (body) => body;
  let ran = 0;
  const watched =
    (open: EngineOpener): EngineOpener =>
    async () => {
      const engine = await open();
      return {
        ...engine,
        run: async (body, signal, onChoice) => {
          const result = await engine.run(body, signal, onChoice);
          afterEachRequest(++ran);
          return { ...result, body: answer(result.body) };
        },
        close: () => engine.close(),
      } satisfies Engine;
    };
  const openers = { ...builtInOpeners(now), ...traits.openers };
  const engines = createEngines(
    Object.fromEntries(models.map((model) => [model, watched(openers[model] as EngineOpener)])),
  );
  const device = await openDeviceKey(join(dir, 'device.json'), now);
  const market = createMarket({ baseUrl: `${cloud.url}/v1`, device, now, retries: 0 });
  const { code } = await call<{ code: string }>(`${cloud.url}/v1/owner/enrolment_codes`, {
    key: ownerKey,
    body: {},
  });
  await device.enrolled(
    await market.enrol({
      code,
      signingKey: device.signingPublicKey,
      sealingKey: device.sealingPublicKey,
      hardwareClass,
      ...(traits.region && { region: traits.region }),
      ...(traits.attest && { attestation: await traits.attest(device.signingPublicKey) }),
      models: [...models],
      softwareVersion: 'test',
    }),
  );
  const spool = createSpool(join(dir, 'spool'));
  const parts = {
    market,
    engines,
    device,
    spool,
    costsOf: costsOfTrait(traits.costs) ?? modelledCosts(hardwareClass),
  };
  const atPlug = traits.costs && { costs: traits.costs };

  return {
    vehicleId: device.identity?.vehicleId ?? '',
    device,
    market,
    events,

    /** Works as the agent does until it is offered nothing; how many requests it finished. */
    async workUntilIdle({
      driverReturnsAfter,
      tasks = 4,
    }: {
      driverReturnsAfter?: number;
      tasks?: number;
    } = {}) {
      const before = ran;
      const parked = createParked();
      afterEachRequest = (count) => {
        if (count - before === driverReturnsAfter) parked.end();
      };
      await runLoop({
        ...parts,
        parked,
        emit: (event) => events.push(event),
        want: () => ({ seconds: 120, tasks, ...atPlug }),
        wait: async () => parked.end(),
      });
      return ran - before;
    },

    /** Works as the agent does in a parked car, waiting for live calls, until it is told that the driver is back. */
    serve() {
      const parked = createParked();
      const served = runLoop({
        ...parts,
        parked,
        emit: (event) => events.push(event),
        want: () => ({ seconds: 120, tasks: 1, waitSeconds: 2, ...atPlug }),
        wait: (millis, signal) => sleep(millis, undefined, { signal }).catch(() => undefined),
      });
      return {
        async driverReturns() {
          parked.end();
          await served;
        },
      };
    },

    /** Changes what it says of each request: a vehicle that lies. */
    lie(how: (body: Record<string, unknown>) => Record<string, unknown>) {
      answer = how;
    },

    /** One call of the wire, for tests that hold a vehicle at a certain step. */
    lease: async (want: Partial<NonNullable<WorkRequest['want']>> = {}): Promise<LeaseOffer[]> => {
      const reply = await market.work({
        handIns: [],
        want: { seconds: 30, tasks: 1, models: [...models], ...atPlug, ...want },
      });
      return reply.leases;
    },
    /** Runs a lease and uploads its result, without handing it in. */
    run: async (lease: LeaseOffer): Promise<HandIn> => {
      const never = new AbortController().signal;
      const limits = { driverBack: never, stopAt: Number.POSITIVE_INFINITY };
      return (await runTask(lease, parts, limits)).deliver();
    },
    handIn: async (...handIns: HandIn[]) => (await market.work({ handIns, want: null })).handIns,

    close: () => engines.close(),
  };
}

const costsOfTrait = (plug: PlugCosts | undefined) =>
  plug && costMeter(() => ({ plug, energySource: 'modelled', isUsual: false }));

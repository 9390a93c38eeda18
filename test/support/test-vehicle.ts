import { join } from 'node:path';
import { openDeviceKey } from '../../agent/device-key.ts';
import { builtInOpeners } from '../../agent/engines/built-in.ts';
import type { Engine } from '../../agent/engines/engine.ts';
import { createEngines, type EngineOpener } from '../../agent/engines/engines.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { runLoop } from '../../agent/loop.ts';
import { createMarket } from '../../agent/market.ts';
import { createParked } from '../../agent/parked.ts';
import { runTask } from '../../agent/run-task.ts';
import { createSpool } from '../../agent/spool.ts';
import type { Cloud } from '../../local/cloud.ts';
import { call } from '../../local/demo/api.ts';
import type { HandIn, LeaseOffer, WorkRequest } from '../../shared/contract/vehicle.ts';

type Enrolling = {
  cloud: Cloud;
  ownerKey: string;
  models: readonly string[];
  now: () => number;
  dir: string;
};

export type TestVehicle = Awaited<ReturnType<typeof enrolVehicle>>;

/** The agent's own parts with real engines and a key of its own; it works only when it is told to. */
export async function enrolVehicle({ cloud, ownerKey, models, now, dir }: Enrolling) {
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
        run: async (body, signal) => {
          const result = await engine.run(body, signal);
          afterEachRequest(++ran);
          return { ...result, body: answer(result.body) };
        },
        close: () => engine.close(),
      } satisfies Engine;
    };
  const openers = builtInOpeners(now);
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
      hardwareClass: 'AI4',
      models: [...models],
      softwareVersion: 'test',
    }),
  );
  const spool = createSpool(join(dir, 'spool'));
  const parts = { market, engines, device, spool, hardwareClass: 'AI4' as const };

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
        want: { seconds: 30, tasks },
        wait: async () => parked.end(),
      });
      return ran - before;
    },

    /** Changes what it says of each request: a vehicle that lies. */
    lie(how: (body: Record<string, unknown>) => Record<string, unknown>) {
      answer = how;
    },

    /** One call of the wire, for tests that hold a vehicle at a certain step. */
    lease: async (want: Partial<NonNullable<WorkRequest['want']>> = {}): Promise<LeaseOffer[]> => {
      const reply = await market.work({
        handIns: [],
        want: { seconds: 30, tasks: 1, models: [...models], ...want },
      });
      return reply.leases;
    },
    /** Runs a lease and uploads its result, without handing it in. */
    run: async (lease: LeaseOffer): Promise<HandIn> => {
      const never = new AbortController().signal;
      return (await runTask(lease, parts, { driverBack: never, stopAt: Number.POSITIVE_INFINITY })).handIn;
    },
    handIn: async (...handIns: HandIn[]) => (await market.work({ handIns, want: null })).handIns,

    close: () => engines.close(),
  };
}

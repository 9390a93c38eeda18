import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngineProcess } from '../../agent/engines/engine-process.ts';
import type { Engines } from '../../agent/engines/engines.ts';
import { runLoop } from '../../agent/loop.ts';
import { createParked, type Parked } from '../../agent/parked.ts';
import { modelledCosts } from '../../agent/run-costs.ts';
import { createSpool } from '../../agent/spool.ts';
import { enrolledVehicle } from '../enrolled-vehicle.ts';
import { kindsOfWork, type Work } from './work.ts';

export type YieldingVehicle = Awaited<ReturnType<typeof startYieldingVehicle>>;
type Began = { streamed: boolean };

/** An idle vehicle asks again at once: a round is not to wait for what the market would let it wait. */
const idleMillisMax = 100;

/** A vehicle of the agent's own parts, with a driver in it who leaves and comes back as a measurement wants it. */
export async function startYieldingVehicle(at: { url: string; ownerKey: string; folder: string }) {
  const models = [...new Set(kindsOfWork.map(({ model }) => model))];
  const { device, market } = await enrolledVehicle({ ...at, models });
  const seen = new EventEmitter<{ began: [Began]; ended: []; idle: [] }>();
  const parked = createParked();
  parked.driverReturns();
  const process = openEngineProcess({ models, driverBack: () => parked.driverBack });
  let work: Work | null = null;
  let running = 0;
  const engines = heard(process, {
    began(streamed) {
      running++;
      seen.emit('began', { streamed });
    },
    ended() {
      running--;
      seen.emit('ended');
    },
  });
  const done = runLoop({
    market,
    engines,
    device,
    spool: createSpool(join(at.folder, 'spool')),
    costsOf: modelledCosts('AI4'),
    parked: telling(parked, () => seen.emit('idle')),
    emit: () => {},
    want: () => work && { seconds: 600, tasks: 1, waitSeconds: 1, allows: (model) => model === work?.model },
    wait: (millis, signal) =>
      sleep(Math.min(millis, idleMillisMax), undefined, { signal }).catch(() => undefined),
  });

  return {
    seen,
    get pid() {
      return process.pid;
    },
    isQuiet: () => running === 0,
    driverLeaves(next: Work) {
      work = next;
      parked.driverLeaves();
    },
    driverReturns: () => parked.driverReturns(),
    /** The loop has handed in and given back what it had, and waits for the driver to leave. */
    untilIdle: () => once(seen, 'idle'),
    async end() {
      parked.end();
      await done;
      await engines.close();
    },
  };
}

type Hearers = { began(streamed: boolean): void; ended(): void };

const heard = (engines: Engines, { began, ended }: Hearers): Engines => ({
  ...engines,
  async get(model) {
    const engine = await engines.get(model);
    return {
      ...engine,
      async run(body, signal, onChoice) {
        began(onChoice !== undefined);
        try {
          return await engine.run(body, signal, onChoice);
        } finally {
          ended();
        }
      },
    };
  },
});

const telling = (parked: Parked, idles: () => void): Parked => ({
  get driverBack() {
    return parked.driverBack;
  },
  ended: parked.ended,
  untilParked() {
    idles();
    return parked.untilParked();
  },
  driverReturns: () => parked.driverReturns(),
  driverLeaves: () => parked.driverLeaves(),
  end: () => parked.end(),
});

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngineProcess } from '../../agent/engines/engine-process.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { runLoop } from '../../agent/loop.ts';
import { meteredEngines } from '../../agent/metered-engines.ts';
import { createParked } from '../../agent/parked.ts';
import { modelledCosts } from '../../agent/run-costs.ts';
import { createSpool } from '../../agent/spool.ts';
import {
  type BatchLine,
  chatLines,
  embeddingLines,
  expectedAnswer,
  ocrLines,
} from '../../local/demo/batches.ts';
import { isRunning } from '../agent/support/processes.ts';
import { type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

/** The agent's loop over engines in a process of their own. The driver is back within the request after `finished`. */
async function workUntilDriverReturns(vehicle: TestVehicle, model: string, finished: number) {
  const parked = createParked();
  const engines = openEngineProcess({ models: [model], driverBack: () => parked.driverBack });
  const events: AgentEvent[] = [];
  const count = (name: AgentEvent['event']) => events.filter(({ event }) => event === name).length;
  let done = 0;
  let begunSince = 0;
  let pid: number | undefined;
  const returnSoon = async () => {
    await sleep(2);
    ({ pid } = engines);
    parked.driverReturns();
  };
  await runLoop({
    market: vehicle.market,
    device: vehicle.device,
    engines: meteredEngines(engines, {
      began() {
        if (parked.driverBack.aborted) begunSince++;
        if (done === finished) void returnSoon();
      },
      requestFinished: () => void done++,
      ended: () => undefined,
    }),
    spool: createSpool(join(market.dir, `spool-${vehicle.vehicleId}`)),
    costsOf: modelledCosts('AI4'),
    parked,
    emit(event) {
      events.push(event);
      if (parked.driverBack.aborted && count('handed_in') === count('leased')) parked.end();
    },
    want: () => ({ seconds: 600, tasks: 2 }),
    wait: async () => parked.end(),
  });
  await engines.close();
  return { done, begunSince, pid, events };
}

/** Requests that take their time: the driver comes back after two thousandths of a second of one. */
const longer: Record<string, BatchLine[]> = {
  'parkade-embed-1': embeddingLines()
    .slice(0, 8)
    .map((line) => ({
      ...line,
      body: { ...line.body, input: Array.from({ length: 400 }, (_, at) => `${line.body.input} ${at}`) },
    })),
  'parkade-dictionary-1': chatLines()
    .slice(0, 8)
    .map((line) => ({ ...line, body: { ...line.body, n: 8 } })),
  'tesseract-eng': ocrLines().slice(0, 8),
};

test.each(Object.entries(longer))(
  'a driver who comes back within a request of %s has the car at once; what was finished is paid, the rest goes on elsewhere',
  async (model, lines) => {
    const leaving = await market.vehicle(0, [model]);
    const staying = await market.vehicle(1, [model]);
    const record = () => market.cloud.deps.vehicles.findRecord(leaving.vehicleId);
    const before = [await market.earnings(0), await market.earnings(1)].map(({ requests }) => requests);
    const { id } = await market.submit(lines);
    await leaving.market.work({ handIns: [], want: null });
    const known = await record();

    const { done, begunSince, pid, events } = await workUntilDriverReturns(leaving, model, 3);
    expect({ done, begunSince }).toEqual({ done: 3, begunSince: 0 });
    expect(pid).toBeGreaterThan(0);
    expect(isRunning(pid)).toBe(false);
    const handedIn = events.filter((event) => event.event === 'handed_in');
    expect(handedIn.every(({ status }) => status === 'accepted')).toBe(true);
    expect(handedIn.reduce((sum, { requests }) => sum + requests, 0)).toBe(3);

    // Nothing is held against it, and nothing that it had is waited for: all the rest is there to be leased.
    expect(await record()).toEqual(known);
    await market.cloud.events.drain();
    await market.work(staying);
    const batch = await market.batch(id);
    expect(batch).toMatchObject({ status: 'completed', request_counts: { completed: 8, failed: 0 } });
    const output = await market.outputLines(batch.output_file_id);
    expect(output.map(({ custom_id }) => custom_id)).toEqual(lines.map(({ custom_id }) => custom_id));
    if (model !== 'parkade-embed-1')
      expect(output.map(({ response }) => response?.body.choices[0].message.content)).toEqual(
        lines.map(({ custom_id }) => expectedAnswer(custom_id)),
      );
    const after = [await market.earnings(0), await market.earnings(1)].map(({ requests }) => requests);
    expect(after.map((requests, no) => requests - (before[no] ?? 0))).toEqual([3, 5]);
    await market.expectSound();
  },
);

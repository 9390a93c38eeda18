import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

const model = 'parkade-dictionary-1';
let market: Market;
let vehicle: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  vehicle = await market.vehicle(0, [model]);
});
afterAll(() => market.close());

/** The next payload of a live call that is written to the table is lost on its way. */
function loseNextPayload(): void {
  market.cloud.clients.db.middlewareStack.add(
    (next) => (args) => {
      const { Item } = args.input as { Item?: { sk?: string } };
      if (Item?.sk !== 'PAYLOAD') return next(args);
      market.cloud.clients.db.middlewareStack.remove('losePayload');
      throw new Error('the payload is lost');
    },
    { step: 'initialize', name: 'losePayload', priority: 'high' },
  );
}

test('a live call that broke off before its payload was stored is not offered to vehicles: one that ran into it ran nothing else of the model for a minute, again and again', async () => {
  loseNextPayload();
  const background = { model, input: 'Define harbor.', max_output_tokens: 48, background: true };
  await expect(market.openai.responses.create(background)).rejects.toMatchObject({ status: 500 });
  expect(market.faults).toEqual([expect.stringContaining('the payload is lost')]);

  const { id } = await market.submit([definitionLine('harbor', 'harbor')]);
  // Long enough for the sweep to ring for a task that nobody has heard of.
  market.advanceSeconds(6);
  await market.sweep();
  await market.work(vehicle);
  expect(vehicle.events.filter(({ event }) => event === 'task_fault')).toEqual([]);
  const batch = await market.batch(id);
  const [line] = await market.outputLines(batch.output_file_id);
  expect(line?.response?.body.choices[0].message.content).toBe(definitions().harbor);
});

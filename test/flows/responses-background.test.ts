import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { definitions, type Market, startMarket } from '../support/market-rig.ts';
import { served, warmUp } from '../support/serving.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

const model = 'parkade-dictionary-1';

let market: Market;
let vehicle: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  vehicle = await market.vehicle(0, [model]);
  await warmUp({ market, vehicle }, model);
});
afterEach(async () => {
  await market.expectSound();
});
afterAll(() => market.close());

const define = (word: string, more: object = {}) =>
  market.openai.responses.create({ model, input: `Define ${word}.`, max_output_tokens: 48, ...more });

test('a response in the background is answered while nobody waits, and fetched when somebody looks', async () => {
  const queued = await define('harbor', { background: true });
  expect(queued).toMatchObject({ status: 'queued', background: true, output: [] });
  expect(await market.openai.responses.retrieve(queued.id)).toMatchObject({ status: 'queued' });
  await expect(define('horse', { previous_response_id: queued.id })).rejects.toMatchObject({ status: 409 });
  const told = market.openai.responses
    .retrieve(queued.id, { stream: true })
    .then((stream) => Array.fromAsync(stream));
  await vehicle.workUntilIdle();
  const done = await market.openai.responses.retrieve(queued.id);
  expect(done).toMatchObject({ id: queued.id, status: 'completed', background: true });
  expect(done.output_text).toBe(definitions().harbor);
  expect(await market.openai.responses.retrieve(queued.id)).toEqual(done);
  expect((await told).at(-1)).toMatchObject({ type: 'response.completed', response: { id: queued.id } });
  // One that has ended stays as it is.
  expect(await market.openai.responses.cancel(queued.id)).toMatchObject({
    status: 'completed',
    output: done.output,
  });
});

test('a response in the background is cancelled once, is not run, and costs nothing', async () => {
  const queued = await define('harbor', { background: true });
  expect(await market.openai.responses.cancel(queued.id)).toMatchObject({ status: 'cancelled' });
  expect(await market.openai.responses.cancel(queued.id)).toMatchObject({ status: 'cancelled' });
  expect(await vehicle.workUntilIdle()).toBe(0);
  expect(await market.openai.responses.retrieve(queued.id)).toMatchObject({
    status: 'cancelled',
    output: [],
  });
  const deleted = await define('harbor', { background: true });
  await market.openai.responses.delete(deleted.id);
  expect(await vehicle.workUntilIdle()).toBe(0);
  const inForeground = await served({ market, vehicle }, () => define('harbor'));
  await expect(market.openai.responses.cancel(inForeground.id)).rejects.toMatchObject({ status: 400 });
});

test('what an engine refuses of a response in the background is its failure', async () => {
  const queued = await market.openai.responses.create({
    model,
    input: 'car '.repeat(2_000),
    background: true,
  });
  await vehicle.workUntilIdle();
  expect(await market.openai.responses.retrieve(queued.id)).toMatchObject({
    status: 'failed',
    error: { code: 'invalid_prompt' },
  });
});

test('a response in the background that nobody served in its hour has failed and costs nothing', async () => {
  const queued = await define('harbor', { background: true });
  await hourIsOver();
  expect(await market.openai.responses.retrieve(queued.id)).toMatchObject({
    status: 'failed',
    error: { code: 'server_error' },
    output: [],
  });
});

test('after 30 days a stored response is not found', async () => {
  const { id } = await served({ market, vehicle }, () => define('harbor'));
  await hourIsOver();
  market.advanceSeconds(30 * 86_400);
  await expect(market.openai.responses.retrieve(id)).rejects.toMatchObject({
    status: 404,
    code: 'not_found',
  });
});

/** Live batches end with their hour, and a little time for the calls that are still waited for. */
async function hourIsOver() {
  await market.cloud.events.drain();
  market.advanceSeconds(3_600 + 7 * 60);
  for (let round = 0; round < 4; round++) await market.sweep();
}

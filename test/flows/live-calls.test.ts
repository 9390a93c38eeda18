import type { APIError } from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { lanesFor } from '../../shared/lane.ts';
import { definitions, type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let vehicle: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  vehicle = await market.vehicle(0, ['parkade-dictionary-1', 'parkade-embed-1']);
});
// It is known to be parked once it has asked for work.
beforeEach(() => vehicle.workUntilIdle());
afterEach(async () => {
  await market.expectSound();
});
afterAll(() => market.close());

/** A vehicle that asks for work until the call is answered. */
async function served<Reply>(call: Promise<Reply>): Promise<Reply> {
  let isAnswered = false;
  const answered = call.finally(() => {
    isAnswered = true;
  });
  answered.catch(() => {});
  while (!isAnswered) await vehicle.workUntilIdle();
  return answered;
}

const define = (word: string) =>
  market.openai.chat.completions.create({
    model: 'parkade-dictionary-1',
    messages: [{ role: 'user', content: `Define ${word}.` }],
    max_tokens: 48,
  });

test('live calls are answered by a vehicle and charged to the customer’s live batch of the hour', async () => {
  const answer = await served(define('harbor'));
  expect(answer.choices[0]?.message.content).toBe(definitions().harbor);
  const vectors = await served(
    market.openai.embeddings.create({ model: 'parkade-embed-1', input: ['a parked car', 'automobile'] }),
  );
  expect(vectors.data.map(({ embedding }) => embedding.length)).toEqual([128, 128]);
  const several = await served(Promise.all(['vehicle', 'horse', 'charge', 'listen'].map(define)));
  expect(several.map(({ choices }) => choices[0]?.message.content)).toEqual(
    ['vehicle', 'horse', 'charge', 'listen'].map((word) => definitions()[word]),
  );

  const before = await market.earnings(0);
  expect(before.grossMicroUsd).toBe(0);
  await market.cloud.events.drain();
  market.advanceSeconds(3_600 + 7 * 60);
  for (let round = 0; round < 3; round++) await market.sweep();
  const earned = await market.earnings(0);
  expect(earned.requests).toBe(6);
  expect(earned.grossMicroUsd).toBeGreaterThan(0);
  await market.sweep();
  const open = await Array.fromAsync(market.cloud.deps.batches.open());
  expect(open).toEqual([]);
  await market.expectSound();
});

test('what an engine refuses comes back with its status and costs nothing', async () => {
  const tooLong = market.openai.embeddings.create({ model: 'parkade-embed-1', input: 'car '.repeat(2_000) });
  await expect(served(tooLong)).rejects.toMatchObject({ status: 400 });
  await market.expectSound();
});

test('an unknown model and an unknown parameter are refused before anything is held', async () => {
  const none = market.openai.embeddings.create({ model: 'none', input: 'x' });
  await expect(none).rejects.toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
  const odd = market.openai.chat.completions.create({
    model: 'parkade-dictionary-1',
    messages: [{ role: 'user', content: 'x' }],
    logprobs: true,
  });
  await expect(odd).rejects.toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'logprobs' });
});

test('a call that no vehicle took in time is told so after its wait, and is free', async () => {
  const unserved = define('wheel');
  unserved.catch(() => {});
  // The call is waiting once its task is in its lane.
  const lane = lanesFor(['parkade-dictionary-1']).find(({ priority }) => priority === 'live');
  if (!lane) throw new Error('no lane');
  while ((await market.cloud.deps.lanes.depth(lane)) === 0) await market.cloud.events.drain();
  market.advanceSeconds(56);
  await expect(unserved).rejects.toMatchObject({ status: 503, code: 'no_vehicle_available' });
  await market.cloud.events.drain();
});

test('where no vehicle with the model is parked a call is refused at once, with a time to come back', async () => {
  market.advanceSeconds(120);
  const startedAt = performance.now();
  const refused = await define('wheel').catch((error: unknown) => error);
  expect(refused).toMatchObject({ status: 503, code: 'no_vehicle_available' });
  expect((refused as APIError).headers?.get('retry-after')).toBe('60');
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Market, startMarket } from '../support/market-rig.ts';
import { scriptedEngine } from '../support/scripted-engine.ts';
import { parked } from '../support/serving.ts';

const model = 'parkade-dictionary-1';
const words = ['a ', 'sheltered ', 'port ', 'for ', 'ships'];

let market: Market;
beforeEach(async () => {
  market = await startMarket();
});
afterEach(async () => {
  await market.cloud.events.drain();
  await market.expectSound();
  await market.close();
});

const stream = () => market.openai.responses.create({ model, input: 'Define harbor.', stream: true });

/** A vehicle whose engine says the words when the test lets it. */
async function scripted(said: readonly string[], mayGoOn: (no: number) => Promise<unknown> = async () => {}) {
  const openers = { [model]: async () => scriptedEngine(model, said, mayGoOn) };
  const vehicle = await market.vehicle(0, [model], { openers });
  return vehicle.serve();
}

const deltasOf = (events: readonly ResponseStreamEvent[]) =>
  events.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []));

test('what the engine says is told while it still speaks, and told again with the same events', async () => {
  const rest = Promise.withResolvers<void>();
  const serving = await scripted(words, (no) => (no === 2 ? rest.promise : Promise.resolve()));
  await parked(market);
  const events: ResponseStreamEvent[] = [];
  for await (const event of await stream()) {
    events.push(event);
    // The rest is said only after the beginning was heard.
    if (deltasOf(events).join('') === 'a sheltered ') rest.resolve();
  }
  await serving.driverReturns();
  expect(deltasOf(events).join('')).toBe(words.join(''));
  expect(deltasOf(events).length).toBeGreaterThan(1);
  const last = events.at(-1);
  if (last?.type !== 'response.completed') throw new Error(`it ended with ${last?.type}`);
  const again = async (query: object) =>
    Array.fromAsync(await market.openai.responses.retrieve(last.response.id, { ...query, stream: true }));
  expect(await again({})).toEqual(events);
  expect(await again({ starting_after: 4 })).toEqual(events.slice(5));
});

test('a vehicle that takes over and says something else ends the response as failed, with what was said', async () => {
  const never = Promise.withResolvers<void>();
  const first = await scripted(words, (no) => (no === 2 ? never.promise : Promise.resolve()));
  await parked(market);
  const events: ResponseStreamEvent[] = [];
  let second: Awaited<ReturnType<typeof scripted>> | undefined;
  for await (const event of await stream()) {
    events.push(event);
    if (deltasOf(events).join('') !== 'a sheltered ' || second) continue;
    second = await scripted(['another ', 'answer']);
    const gone = first.driverReturns();
    never.resolve();
    await gone;
  }
  await second?.driverReturns();
  const last = events.at(-1);
  if (last?.type !== 'response.failed') throw new Error(`it ended with ${last?.type}`);
  expect(last.response).toMatchObject({
    status: 'failed',
    error: { code: 'server_error' },
    output: [{ status: 'incomplete', content: [{ text: 'a sheltered ' }] }],
  });
  expect(await market.openai.responses.retrieve(last.response.id)).toMatchObject({ status: 'failed' });
});

test('a stream that nobody can serve is an error with its status, not a stream', async () => {
  await expect(stream()).rejects.toMatchObject({ status: 503, code: 'no_vehicle_available' });
});

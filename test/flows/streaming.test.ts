import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { definitions, type Market, startMarket } from '../support/market-rig.ts';
import { scriptedEngine } from '../support/scripted-engine.ts';

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

const stream = (content = 'Define harbor.') =>
  market.openai.chat.completions.create({
    model,
    messages: [{ role: 'user', content }],
    max_tokens: 48,
    stream: true,
    stream_options: { include_usage: true },
  });

/** A vehicle whose engine says the words when the test lets it; it counts those it was let say. */
async function scripted(said: readonly string[], mayGoOn: (no: number) => Promise<unknown> = async () => {}) {
  const openers = { [model]: async () => scriptedEngine(model, said, mayGoOn) };
  const vehicle = await market.vehicle(0, [model], { openers });
  return vehicle.serve();
}

/** Resolves once a vehicle is known to wait for a call. */
async function parked() {
  const isParked = async () => (await market.cloud.deps.fleet.read({ anew: true })).length > 0;
  while (!(await isParked())) await pause(10);
}

/** A gate that stays shut until it is opened, for good. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

test('a streamed answer is the unstreamed one, piece by piece, with its usage and its tier', async () => {
  const vehicle = await market.vehicle(0, [model]);
  const serving = vehicle.serve();
  await parked();
  let text = '';
  let usage: unknown;
  const finishReasons: unknown[] = [];
  const ids = new Set<string>();
  for await (const chunk of await stream()) {
    ids.add(chunk.id);
    expect(chunk.service_tier).toBe('default');
    text += chunk.choices[0]?.delta.content ?? '';
    if (chunk.choices[0]?.finish_reason) finishReasons.push(chunk.choices[0].finish_reason);
    usage = chunk.usage ?? usage;
  }
  expect(text).toBe(definitions().harbor);
  expect(finishReasons).toEqual(['stop']);
  expect(ids.size).toBe(1);
  expect(usage).toMatchObject({ prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) });
  await serving.driverReturns();
});

test('what the engine says arrives while it still speaks', async () => {
  const rest = gate();
  const serving = await scripted(words, (no) => (no === 2 ? rest.passed : Promise.resolve()));
  await parked();
  const heard: string[] = [];
  for await (const { choices } of await stream()) {
    heard.push(choices[0]?.delta.content ?? '');
    // The rest is said only after the beginning was heard.
    if (heard.join('') === 'a sheltered ') rest.open();
  }
  expect(heard.join('')).toBe(words.join(''));
  await serving.driverReturns();
});

test('when the driver comes back in mid-stream another vehicle goes on where the first one stopped', async () => {
  const never = gate();
  const first = await scripted(words, (no) => (no === 2 ? never.passed : Promise.resolve()));
  await parked();
  let heard = '';
  let left: Promise<void> | undefined;
  for await (const { choices } of await stream()) {
    heard += choices[0]?.delta.content ?? '';
    if (heard !== 'a sheltered ' || left) continue;
    await scripted(words);
    left = first.driverReturns();
    never.open();
  }
  expect(heard).toBe(words.join(''));
  await left;
});

test('a vehicle that falls silent in mid-stream loses its lease, and another goes on where it stopped', async () => {
  const never = gate();
  const silent = await scripted(words, (no) => (no === 2 ? never.passed : Promise.resolve()));
  await parked();
  let heard = '';
  let second: { driverReturns(): Promise<void> } | undefined;
  for await (const { choices } of await stream()) {
    heard += choices[0]?.delta.content ?? '';
    if (heard !== 'a sheltered ' || second) continue;
    second = await scripted(words);
    // Longer than a live lease lasts without a sign of life.
    market.advanceSeconds(16);
  }
  expect(heard).toBe(words.join(''));
  never.open();
  await Promise.all([silent.driverReturns(), second?.driverReturns()]);
});

test('a vehicle that takes over and says something else ends the stream with an error that says whether it was charged', async () => {
  const never = gate();
  const first = await scripted(words, (no) => (no === 2 ? never.passed : Promise.resolve()));
  await parked();
  const broken = (async () => {
    let heard = '';
    let left = false;
    for await (const { choices } of await stream()) {
      heard += choices[0]?.delta.content ?? '';
      if (heard === 'a sheltered ' && !left) {
        left = true;
        await scripted(['another ', 'answer']);
        const gone = first.driverReturns();
        never.open();
        await gone;
      }
    }
  })();
  await expect(broken).rejects.toMatchObject({
    code: 'stream_interrupted',
    // It had said all of its answer at once.
    message: expect.stringContaining('complete and is charged'),
  });
  const [batch] = await Array.fromAsync(market.cloud.deps.batches.open());
  const task = await market.cloud.deps.tasks.get({ batchId: batch?.batchId ?? '', taskNo: 0, audit: false });
  expect(task.state).toBe('finished');
});

test('a client that hangs up ends the call: the vehicle stops, and nothing is charged', async () => {
  const never = gate();
  const serving = await scripted(words, (no) => (no === 2 ? never.passed : Promise.resolve()));
  await parked();
  const controller = new AbortController();
  const answer = await market.openai.chat.completions.create(
    { model, messages: [{ role: 'user', content: 'Define harbor.' }], stream: true },
    { signal: controller.signal },
  );
  for await (const { choices } of answer) if (choices[0]?.delta.content) controller.abort();
  const isClosed = async () => {
    const batches = await Array.fromAsync(market.cloud.deps.batches.open());
    const tasks = await Promise.all(
      batches.map(({ batchId }) => market.cloud.deps.tasks.find({ batchId, taskNo: 0, audit: false })),
    );
    return tasks.every((task) => task?.state === 'closed');
  };
  while (!(await isClosed())) await pause(10);
  never.open();
  await serving.driverReturns();
});

test('a stream that cannot be served is an error with its status, not a stream', async () => {
  await expect(stream()).rejects.toMatchObject({ status: 503, code: 'no_vehicle_available' });
});

test('under an Idempotency-Key a stream goes out at once, and its replay is the same stream, charged once', async () => {
  const rest = gate();
  const serving = await scripted(words, (no) => (no === 2 ? rest.passed : Promise.resolve()));
  await parked();
  const tell = async () => {
    const answer = await fetch(`${market.cloud.url}/v1/chat/completions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${market.customerKey}`,
        'content-type': 'application/json',
        'idempotency-key': 'once',
      },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Define harbor.' }], stream: true }),
    });
    let text = '';
    for await (const bytes of answer.body ?? []) {
      text += Buffer.from(bytes).toString();
      // The rest is said only after the beginning was heard.
      if (text.includes('sheltered')) rest.open();
    }
    return { text, replayed: answer.headers.get('idempotent-replayed') };
  };
  const first = await tell();
  expect(first).toMatchObject({ text: expect.stringMatching(/data: \[DONE\]\s*$/), replayed: null });
  expect(await tell()).toEqual({ text: first.text, replayed: 'true' });
  const [batch] = await Array.fromAsync(market.cloud.deps.batches.open());
  const { calls } = await market.cloud.deps.holds.get(batch?.batchId ?? '');
  expect(calls).toBe(1);
  await serving.driverReturns();
});

import { expect, test } from 'vitest';
import { benchmarkEngines } from '../../agent/benchmark/benchmark-engines.ts';
import { benchmarkRequest } from '../../agent/benchmark/requests.ts';
import { builtInOpeners } from '../../agent/engines/built-in.ts';
import type { Engine } from '../../agent/engines/engine.ts';
import { createEngines } from '../../agent/engines/engines.ts';
import { catalogue, getModel } from '../../shared/catalogue.ts';
import { benchmark } from '../../shared/contract/vehicle.ts';
import { runningMicrosOf } from '../../shared/metering.ts';

/** An engine that takes so long by the test's clock, request after request, and meters 1,000 tokens each. */
function timed(model: string, tookMillis: (run: number) => number) {
  let now = 0;
  let runs = 0;
  const engine: Engine = {
    model,
    name: 'timed 1',
    modelSha256: '0'.repeat(64),
    run: async () => {
      now += tookMillis(runs++);
      return { status: 200, body: {}, units: { inputTokens: 1_000, outputTokens: 0, pages: 0 } };
    },
    close: async () => undefined,
  };
  return { engine, clock: () => now, runs: () => runs };
}

test('speed is running seconds of the reference car a second, the median of the rounds', async () => {
  // 1,000 tokens take the reference car 50 ms.
  const { engine, clock, runs } = timed('parkade-embed-1', (run) => (run === 0 ? 900 : 25));
  const engines = createEngines({ 'parkade-embed-1': async () => engine });
  const [measured] = await benchmarkEngines(engines, clock);
  expect(measured).toMatchObject({ model: 'parkade-embed-1', speed: 2 });
  expect(measured?.memoryMegabytes).toBeGreaterThan(10);
  expect(runs()).toBe(25);
});

test.each([
  ['no round begins after two seconds', 300, 7],
  ['a slow engine ends its one round', 60_000, 1],
])('%s', async (_what, tookMillis, rounds) => {
  const { engine, clock, runs } = timed('parkade-embed-1', () => tookMillis);
  const [measured] = await benchmarkEngines(createEngines({ 'parkade-embed-1': async () => engine }), clock);
  expect(runs()).toBe(rounds);
  expect(benchmark.parse(measured)).toEqual(measured);
});

test('an engine that does not load, fails or refuses is left out', async () => {
  const broken = async () => Promise.reject(new Error('no such file'));
  const { engine } = timed('parkade-embed-1', () => 10);
  const refusing = { ...engine, run: async () => ({ ...(await engine.run({})), status: 400 }) };
  const failing = { ...engine, run: broken };
  for (const opener of [broken, async () => refusing, async () => failing])
    expect(await benchmarkEngines(createEngines({ 'parkade-embed-1': opener }))).toEqual([]);
});

test('each model that ships runs its built-in request, and is measured', async () => {
  const engines = createEngines(builtInOpeners(Date.now));
  for (const { id } of catalogue) {
    const { status, units } = await (await engines.get(id)).run(benchmarkRequest(getModel(id)));
    expect([status, runningMicrosOf(getModel(id), units) > 0]).toEqual([200, true]);
  }
  const measured = await benchmarkEngines(engines);
  expect(measured.map(({ model }) => model)).toEqual(catalogue.map(({ id }) => id));
  for (const each of measured) expect(benchmark.parse(each)).toEqual(each);
  await engines.close();
});

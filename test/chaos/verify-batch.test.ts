import { afterAll, expect, test } from 'vitest';
import { openUpstream } from '../../agent/engines/upstream.ts';
import { getModel } from '../../shared/catalogue.ts';
import { startMarket } from '../support/market-rig.ts';
import { seeded } from '../support/seeded.ts';
import { embedModel } from './agents.ts';
import { answerTo, startEngineServer } from './deterministic-engine.ts';
import { batchInput } from './requests.ts';
import { verifyBatch } from './verify-batch.ts';

const market = await startMarket();
const engine = await startEngineServer();
afterAll(async () => {
  engine.close();
  await market.close();
});

const get = async (path: string) => {
  const headers = { authorization: `Bearer ${market.customerKey}` };
  return (await fetch(`${market.cloud.url}${path}`, { headers })).text();
};

/** The first of a few drawn batches that is of embeddings. */
const input = [1, 2, 3, 4, 5, 6]
  .map((seed) => batchInput(`b${seed}`, seeded(seed)))
  .find(({ endpoint }) => endpoint === '/v1/embeddings');

test('a batch is right only if each request ended once with its own answer and its receipt', async () => {
  const { name = '', lines = '', expected = [] } = input ?? {};
  const { endpoint, files } = getModel(embedModel);
  const upstream = { model: embedModel, upstreamModel: embedModel, endpoint, baseUrl: engine.url };
  const open = async () => openUpstream({ ...upstream, modelSha256: files[0]?.sha256 ?? '' });
  const vehicle = await market.vehicle(0, [embedModel], { openers: { [embedModel]: open } });
  const { id } = await market.submit(lines.split('\n').map((line) => JSON.parse(line)));
  await market.work(vehicle);
  const batch = await market.batch(id);
  const asking = { openai: market.openai, get, keys: JSON.parse(await get('/.well-known/jwks.json')) };
  const findingsWhere = (those: typeof expected) =>
    verifyBatch(asking, { batchId: id, name, expected: those, isCancelled: false }, batch);

  expect(await findingsWhere(expected)).toEqual({ lost: [], doubled: [], wrong: [] });
  const other = await findingsWhere([{ customId: `${name}-0`, answer: answerTo('x') }, ...expected.slice(1)]);
  expect(other.lost).toEqual([expect.stringContaining(`${name}-0 of ${id}`)]);
  const missing = await findingsWhere([...expected, { customId: `${name}-99`, answer: '' }]);
  expect(missing.lost).toEqual([expect.stringContaining(`${name}-99 of ${id} (completed): null`)]);
  expect((await findingsWhere(expected.slice(1))).wrong).toEqual([`${id} has lines that nobody sent`]);
  expect(
    (
      await verifyBatch(
        { ...asking, keys: { keys: [] } },
        { batchId: id, name, expected, isCancelled: false },
        batch,
      )
    ).wrong.length,
  ).toBe(expected.length);
});

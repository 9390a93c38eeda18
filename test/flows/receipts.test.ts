import { afterAll, beforeAll, expect, test } from 'vitest';
import { getModel } from '../../shared/catalogue.ts';
import type { JsonWebKeys, Receipt } from '../../shared/contract/receipts.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { verifyReceipts } from '../../shared/receipts.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket({ policy: { ...demoPolicy, auditShare: 1 } });
});
afterAll(() => market.close());

const bearer = (key = market.customerKey) => ({ authorization: `Bearer ${key}` });
const receiptsOf = (batchId: string, key?: string) =>
  fetch(`${market.cloud.url}/v1/batches/${batchId}/receipts`, { headers: bearer(key) });
const jwks = async (): Promise<JsonWebKeys> => {
  const reply = await fetch(`${market.cloud.url}/.well-known/jwks.json`);
  return (await reply.json()) as JsonWebKeys;
};
const linesIn = (text: string) => text.trimEnd().split('\n');

test('each line of the output has a receipt, in its order, that anybody can check with the published keys', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const { id } = await market.submit(sentences(30).map((text, at) => embeddingLine(`s-${at}`, text)));
  const early = await receiptsOf(id);
  expect(early.status).toBe(409);
  expect(await early.json()).toMatchObject({
    error: { code: 'conflict', message: expect.stringContaining('Ask again when it has ended') },
  });

  await vehicle.workUntilIdle();
  await market.cloud.events.drain();
  const batch = await market.batch(id);
  const output = await (await market.openai.files.content(batch.output_file_id ?? '')).text();
  const reply = await receiptsOf(id);
  expect(reply.headers.get('content-type')).toBe('application/jsonl');
  const receipts = linesIn(await reply.text());
  expect(receipts.map((line) => JSON.parse(line).custom_id)).toEqual(
    linesIn(output).map((line) => JSON.parse(line).custom_id),
  );

  const keys = await jwks();
  expect(await verifyReceipts(receipts, linesIn(output), keys)).toEqual({
    receipts: 30,
    outputs: 30,
    batchId: id,
    findings: [],
  });
  const model = getModel('parkade-embed-1');
  const [first] = receipts.map((line): Receipt => JSON.parse(line));
  expect(first).toMatchObject({
    batch_id: id,
    custom_id: 's-0',
    line: 1,
    status: 200,
    model: model.id,
    model_sha256: model.files[0]?.sha256,
    hardware_class: 'AI4',
    audited: false,
    audit: 'pending',
    finished_at: expect.any(Number),
  });
  const [answered] = linesIn(output).map((line) => JSON.parse(line));
  expect(first?.request_id).toBe(answered.response.request_id);
  expect(first?.units.input_tokens).toBe(answered.response.body.usage.prompt_tokens);
  expect(first?.reference_microseconds).toBe((first?.units.input_tokens ?? 0) * 100);
  expect(JSON.stringify(receipts)).not.toContain(vehicle.vehicleId);
});

test('a check that ended after the output is told by the receipts from then on', async () => {
  const worker = await market.vehicle(0, ['parkade-embed-1']);
  const auditor = await market.vehicle(1, ['parkade-embed-1']);
  const { id } = await market.submit([embeddingLine('one', 'A car is parked.')]);
  await worker.workUntilIdle();
  await market.cloud.events.drain();
  await market.work(auditor);
  const receipt = JSON.parse(await (await receiptsOf(id)).text());
  expect(receipt).toMatchObject({ audited: true, audit: 'agrees' });
});

test('a vehicle has one name within a batch and another in each other batch', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const ran: string[][] = [];
  for (const text of ['one', 'two']) {
    const { id } = await market.submit(
      sentences(25).map((sentence, at) => embeddingLine(`${text}-${at}`, sentence)),
    );
    await vehicle.workUntilIdle();
    await market.cloud.events.drain();
    const receipts = linesIn(await (await receiptsOf(id)).text());
    ran.push(receipts.map((line) => JSON.parse(line).vehicle));
  }
  const [one, two] = ran.map((names) => new Set(names));
  expect([one?.size, two?.size]).toEqual([1, 1]);
  expect(one).not.toEqual(two);
});

test("another customer's receipts are not there", async () => {
  const { id } = await market.submit([embeddingLine('one', 'A car.')]);
  expect((await receiptsOf(`${id}x`)).status).toBe(404);
  expect((await fetch(`${market.cloud.url}/v1/batches/${id}/receipts`)).status).toBe(401);
});

test('the published keys need no key, may be cached, and say nothing private', async () => {
  const reply = await fetch(`${market.cloud.url}/.well-known/jwks.json`);
  expect(reply.headers.get('cache-control')).toBe('public, max-age=3600');
  const { keys } = (await reply.json()) as JsonWebKeys;
  expect(keys).toHaveLength(1);
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
});

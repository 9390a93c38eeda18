import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { availableOf } from '../support/available-of.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const lines = sentences(4).map((text, no) => embeddingLine(`r${no}`, text));

const upload = async () =>
  market.openai.files.create({
    file: await toFile(Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')), 'in.jsonl'),
    purpose: 'batch',
  });
const create = (fileId: string) =>
  market.openai.batches.create({
    input_file_id: fileId,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
  });

test('a batch whose input was deleted before it was planned fails, says why, and costs nothing', async () => {
  const before = await availableOf(market.cloud.deps, market.customerId);
  const file = await upload();
  const { id, status } = await create(file.id);
  expect(status).toBe('validating');
  await market.openai.files.delete(file.id);
  await market.cloud.events.drain();
  const failed = await market.batch(id);
  expect(failed).toMatchObject({
    status: 'failed',
    errors: { object: 'list', data: [{ code: 'file_not_found', param: 'input_file_id', line: null }] },
    in_progress_at: null,
    output_file_id: null,
    error_file_id: null,
    x_parkade: { charged_micro_usd: 0, waiting_because: null },
  });
  expect(failed.failed_at).toBeGreaterThan(0);
  expect(await availableOf(market.cloud.deps, market.customerId)).toBe(before);
  expect((await market.cloud.deps.holds.get(id)).state).toBe('ended');
  await market.sweep();
  await market.expectSound();
});

test('a file that is deleted after the batch was planned is run all the same', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const file = await upload();
  const { id } = await create(file.id);
  await market.cloud.events.drain();
  expect(await market.batch(id)).toMatchObject({ status: 'in_progress' });
  await market.openai.files.delete(file.id);
  await market.work(vehicle);
  expect(await market.batch(id)).toMatchObject({ status: 'completed', request_counts: { completed: 4 } });
});

test('a batch that is being planned can be cancelled a second later, and twice is once', async () => {
  const { id } = await create((await upload()).id);
  const refusal = await market.openai.batches.cancel(id).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OpenAI.ConflictError);
  expect((refusal as InstanceType<typeof OpenAI.ConflictError>).headers?.get('retry-after')).toBe('1');
  await market.cloud.events.drain();
  expect(await market.openai.batches.cancel(id)).toMatchObject({ status: 'cancelling' });
  expect(await market.openai.batches.cancel(id)).toMatchObject({ status: 'cancelling' });
  await market.cloud.events.drain();
  expect(await market.batch(id)).toMatchObject({ status: 'cancelled' });
  const late = await market.openai.batches.cancel(id).catch((error: unknown) => error);
  expect(late).toMatchObject({ status: 409 });
  await market.expectSound();
});

test('output and error files are kept as long as the customer says', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const batch = await market.openai.batches.create({
    input_file_id: (await upload()).id,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
    output_expires_after: { anchor: 'created_at', seconds: 3_600 },
  });
  await market.cloud.events.drain();
  await market.work(vehicle);
  const { output_file_id } = await market.batch(batch.id);
  const output = await market.openai.files.retrieve(output_file_id ?? '');
  expect((output.expires_at ?? 0) - output.created_at).toBe(3_600);
});

test.each([
  ['too short', { anchor: 'created_at', seconds: 3_599 }],
  ['too long', { anchor: 'created_at', seconds: 2_592_001 }],
  ['from another moment', { anchor: 'completed_at', seconds: 3_600 }],
])('an expiry that is %s is refused', async (_what, expiry) => {
  const refusal = await market.openai.batches
    .create({
      input_file_id: 'file_x',
      endpoint: '/v1/embeddings',
      completion_window: '24h',
      output_expires_after: expiry as { anchor: 'created_at'; seconds: number },
    })
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ status: 400 });
  expect(String((refusal as { param?: string }).param)).toContain('output_expires_after');
});

test('a list goes on after a batch, and from an id that is none it is refused', async () => {
  const all = (await market.openai.batches.list({ limit: 100 })).data.map(({ id }) => id);
  const first = await market.openai.batches.list({ limit: 2 });
  const next = await market.openai.batches.list({ limit: 2, after: first.data[1]?.id ?? '' });
  expect([...first.data, ...next.data].map(({ id }) => id)).toEqual(all.slice(0, 4));
  const refusal = await market.openai.batches
    .list({ after: 'batch_unknown' })
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ status: 400, param: 'after' });
});

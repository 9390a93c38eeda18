import type OpenAI from 'openai';
import { toFile } from 'openai';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ErasureClaims, JsonWebKeys } from '../../shared/contract/receipts.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { verifyReceipts } from '../../shared/receipts.ts';
import { headerOf, isSignedBy, verifyingKeys } from '../../shared/signed-statement.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket({ policy: { ...demoPolicy, auditShare: 1 } });
});
afterAll(() => market.close());
afterEach(() => market.expectSound());

type Asked = { x_parkade?: object };

async function submit(lines: readonly object[], fileId?: string) {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const file =
    fileId ??
    (
      await market.openai.files.create({
        file: await toFile(Buffer.from(text), 'input.jsonl'),
        purpose: 'batch',
      })
    ).id;
  const body: OpenAI.BatchCreateParams & Asked = {
    input_file_id: file,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
    x_parkade: { data: 'zero_retention' },
  };
  const batch = await market.openai.batches.create(body);
  await market.cloud.events.drain();
  return { id: batch.id, inputId: file };
}

const get = async (path: string) => {
  const reply = await fetch(`${market.cloud.url}${path}`, {
    headers: { authorization: `Bearer ${market.customerKey}` },
  });
  return { status: reply.status, text: await reply.text() };
};
const erasuresOf = async (batchId: string): Promise<(ErasureClaims & { signature: string })[]> =>
  JSON.parse((await get(`/v1/batches/${batchId}/erasures`)).text).data;
const jwks = async (): Promise<JsonWebKeys> => JSON.parse((await get('/.well-known/jwks.json')).text);

/** To its last byte: that it was is noted while the customer has them already. */
async function download(batchId: string, fileId: string): Promise<string> {
  const text = await (await market.openai.files.content(fileId)).text();
  const { customerId } = market;
  await expect
    .poll(async () => (await market.cloud.deps.batches.get({ customerId, batchId })).downloadedFileIds)
    .toContain(fileId);
  await market.cloud.events.drain();
  return text;
}

/** How many versions lie in a bucket under what begins so. */
async function versionsUnder(bucket: 'files' | 'tasks', prefix: string): Promise<number> {
  const { erasableFiles, erasableTasks } = market.cloud.deps;
  const found = await (bucket === 'files' ? erasableFiles : erasableTasks).tally({
    prefix,
    kindOf: () => 'any',
  });
  return found.get('any')?.versions ?? 0;
}

const lines = sentences(30).map((text, at) => embeddingLine(`s-${at}`, text));

test('what a batch was asked and answered is gone when its output has been downloaded, and signed for', async () => {
  const worker = await market.vehicle(0, ['parkade-embed-1']);
  const auditor = await market.vehicle(1, ['parkade-embed-1']);
  const { id, inputId } = await submit(lines);
  await worker.workUntilIdle();
  await market.cloud.events.drain();
  // Its checks come before its delivery.
  expect((await market.batch(id)).status).toBe('in_progress');
  await market.work(auditor);
  const batch = await market.batch(id);
  expect(batch.status).toBe('completed');
  expect(await erasuresOf(id)).toEqual([]);
  expect(await versionsUnder('tasks', `${id}/`)).toBeGreaterThan(0);
  expect(await versionsUnder('files', `${market.customerId}/${inputId}`)).toBe(1);

  const part = await fetch(`${market.cloud.url}/v1/files/${batch.output_file_id}/content`, {
    headers: { authorization: `Bearer ${market.customerKey}`, range: 'bytes=0-99' },
  });
  expect((await part.text()).length).toBe(100);
  await market.cloud.events.drain();
  expect(await erasuresOf(id)).toEqual([]);

  const output = await download(id, batch.output_file_id ?? '');
  for (const fileId of [inputId, batch.output_file_id ?? '']) {
    await expect(market.openai.files.retrieve(fileId)).rejects.toMatchObject({ status: 404 });
    expect(await versionsUnder('files', `${market.customerId}/${fileId}`)).toBe(0);
  }
  expect(await versionsUnder('tasks', `${id}/`)).toBe(0);
  const stored = await market.cloud.deps.batches.get({ customerId: market.customerId, batchId: id });
  expect(stored.wrappedKey).toHaveLength(0);

  const [erasure] = await erasuresOf(id);
  const { signature = '', ...claims } = erasure ?? {};
  const keys = await verifyingKeys(await jwks());
  const key = keys.get(headerOf(signature)?.kid ?? '');
  expect(key && (await isSignedBy(key, claims, signature))).toBe(true);
  const kinds = Object.fromEntries((erasure?.kinds ?? []).map((each) => [each.kind, each]));
  const tasks = batch.x_parkade.tasks;
  expect(kinds).toMatchObject({
    input_file: { objects: 1, versions: 1, left: 0, names_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    output_file: { objects: 1, versions: 1, left: 0 },
    task_payloads: { objects: tasks, left: 0 },
    task_results: { objects: tasks, left: 0 },
    // Each task was checked.
    check_payloads: { objects: tasks, left: 0 },
    check_results: { objects: tasks, left: 0 },
    data_key: { objects: 1, left: 0 },
  });

  // Receipts stay, and still hold the customer's own copy to account.
  const receipts = (await get(`/v1/batches/${id}/receipts`)).text.trimEnd().split('\n');
  const verified = await verifyReceipts(receipts, output.trimEnd().split('\n'), await jwks());
  expect(verified).toMatchObject({ receipts: 30, findings: [] });
  expect(JSON.parse(receipts[0] ?? '')).toMatchObject({ audited: true, audit: 'agrees' });
});

test('with errors beside its output, a batch is delivered when both have been downloaded', async () => {
  const worker = await market.vehicle(0, ['parkade-embed-1']);
  const auditor = await market.vehicle(1, ['parkade-embed-1']);
  const { id } = await submit(lines.slice(0, 25));
  await worker.workUntilIdle({ driverReturnsAfter: 10 });
  await market.openai.batches.cancel(id);
  await market.cloud.events.drain();
  await market.work(auditor);
  await market.sweep();
  const batch = await market.batch(id);
  expect(batch).toMatchObject({ status: 'cancelled', error_file_id: expect.any(String) });
  await download(id, batch.output_file_id ?? '');
  expect(await erasuresOf(id)).toEqual([]);
  expect(await market.openai.files.retrieve(batch.error_file_id ?? '')).toMatchObject({
    status: 'processed',
  });
  await download(id, batch.error_file_id ?? '');
  expect((await erasuresOf(id))[0]?.kinds.map(({ kind }) => kind)).toContain('error_file');
});

test('what nobody fetches goes a day after the end; an input that another batch still reads goes after that one', async () => {
  const worker = await market.vehicle(0, ['parkade-embed-1']);
  const auditor = await market.vehicle(1, ['parkade-embed-1']);
  const { id, inputId } = await submit(lines);
  await market.work(worker, auditor);
  expect((await market.batch(id)).status).toBe('completed');
  market.advanceSeconds(23 * 3_600);
  await market.sweep();
  expect(await erasuresOf(id)).toEqual([]);

  const later = await submit([], inputId);
  market.advanceSeconds(2 * 3_600);
  await market.sweep();
  expect(await erasuresOf(id)).toEqual([]);

  await market.work(worker, auditor);
  expect((await market.batch(later.id)).status).toBe('completed');
  await market.sweep();
  expect(await erasuresOf(id)).toHaveLength(1);
  // The later one has its own day: its output is still there.
  expect(await erasuresOf(later.id)).toEqual([]);
  market.advanceSeconds(25 * 3_600);
  await market.sweep();
  expect((await erasuresOf(later.id))[0]?.kinds).toContainEqual(
    expect.objectContaining({ kind: 'output_file', left: 0 }),
  );
});

test('a batch that keeps its data keeps it, and another’s erasures are not there', async () => {
  const worker = await market.vehicle(0, ['parkade-embed-1']);
  const auditor = await market.vehicle(1, ['parkade-embed-1']);
  const { id } = await market.submit(lines);
  await market.work(worker, auditor);
  const { output_file_id: outputId } = await market.batch(id);
  for (let time = 0; time < 2; time++) expect(await market.outputLines(outputId)).toHaveLength(30);
  market.advanceSeconds(25 * 3_600);
  await market.sweep();
  expect(await market.outputLines(outputId)).toHaveLength(30);
  expect(await erasuresOf(id)).toEqual([]);
  expect((await get(`/v1/batches/${id}x/erasures`)).status).toBe(404);
});

import { describe, expect, test } from 'vitest';
import { batchesIn, batchWrites } from '../../functions/adapters/batches.ts';
import { filesIn, fileWrites } from '../../functions/adapters/files.ts';
import { pagesIn, pageWrites } from '../../functions/adapters/pages.ts';
import type { Batch } from '../../shared/batch.ts';
import type { CustomerFile } from '../../shared/customer-file.ts';
import { newPage, type Page, withFinished, withSettled } from '../../shared/page.ts';
import { sampleBatch, sampleSegment, sampleTask, startedAt } from '../shared/sample-task.ts';
import { codeOf, startTable, tableName, winners } from './table.ts';

const table = await startTable();
const { commit, db } = table;
const batches = batchesIn(db, tableName);
const pages = pagesIn(db, tableName);
const files = filesIn(db, tableName, () => startedAt);

async function created(changes: Partial<Batch>): Promise<Batch> {
  const batch = sampleBatch(changes);
  await commit([batchWrites.create(batch)]);
  return batch;
}

const openIds = async () => (await Array.fromAsync(batches.open())).map(({ batchId }) => batchId);

describe('a batch', () => {
  test('comes back as it was written, in every field', async () => {
    const full = await created({
      batchId: 'batch_full',
      ending: 'expired',
      outputFileId: 'file_2',
      errorFileId: 'file_3',
      metadata: { pk: 'mine', version: 'theirs' },
      wrappedKey: new Uint8Array([0, 255, 7]),
      totals: { succeeded: 1, failed: 2, inputTokens: 3, outputTokens: 4 },
      quotedMicroUsd: 123_456_789_012n,
      inProgressAt: 1,
      finalizingAt: 2,
      cancellingAt: 3,
      endedAt: 4,
    });
    expect(await batches.get(full)).toEqual(full);
  });

  test('is made once', async () => {
    const batch = await created({ batchId: 'batch_once' });
    expect(await codeOf(commit([batchWrites.create(batch)]))).toBe('conflict');
  });

  test('of another customer is not found, as one that does not exist is not', async () => {
    const { batchId } = await created({ batchId: 'batch_mine' });
    expect(await codeOf(batches.get({ customerId: 'cus_2', batchId }))).toBe('not_found');
    expect(await batches.find({ customerId: 'cus_1', batchId: 'batch_none' })).toBeUndefined();
  });

  test('is changed by one of two who loaded it together, and its version rises', async () => {
    const batch = await created({ batchId: 'batch_race' });
    const { won, codes } = await winners(table, [
      [batchWrites.change(batch, { status: 'cancelling', ending: 'cancelled' })],
      [batchWrites.change(batch, { status: 'finalizing' })],
    ]);
    expect([won, codes.filter(Boolean)]).toEqual([1, ['changed_meanwhile']]);
    const after = await batches.get(batch);
    expect(after.version).toBe(2);
    await commit([batchWrites.change(after, { tasks: 9 })]);
    expect(await batches.get(batch)).toEqual({ ...after, tasks: 9, version: 3 });
  });

  test('that does not exist is not made by a change', async () => {
    const ghost = sampleBatch({ batchId: 'batch_ghost' });
    expect(await codeOf(commit([batchWrites.change(ghost, { tasks: 1 })]))).toBe('changed_meanwhile');
    expect(await batches.find(ghost)).toBeUndefined();
  });
});

test('a batch is in sight of the sweep from its making until it is closed', async () => {
  const batch = await created({ batchId: 'batch_open', customerId: 'cus_3' });
  await expect
    .poll(() => Array.fromAsync(batches.open()))
    .toContainEqual({
      customerId: 'cus_3',
      batchId: 'batch_open',
    });
  await commit([batchWrites.change(batch, { status: 'completed', endedAt: 5 })]);
  // The index follows after a moment.
  await expect.poll(openIds).toContain('batch_open');
  const ended = await batches.get(batch);
  await commit([batchWrites.change(ended, { closedAt: 6 })]);
  await expect.poll(openIds).not.toContain('batch_open');
  expect(await batches.get(batch)).toEqual({ ...ended, closedAt: 6, version: 3 });
});

test("a customer's batches are listed newest first, page by page, and no other's", async () => {
  for (const no of [1, 2, 3]) await created({ batchId: `batch_${no}`, customerId: 'cus_list' });
  await created({ batchId: 'batch_9', customerId: 'cus_lister' });
  const ids = async (page: { limit: number; after?: string }) =>
    (await batches.list('cus_list', page)).map(({ batchId }) => batchId);
  expect(await ids({ limit: 2 })).toEqual(['batch_3', 'batch_2']);
  expect(await ids({ limit: 2, after: 'batch_2' })).toEqual(['batch_1']);
  expect(await ids({ limit: 2, after: 'batch_1' })).toEqual([]);
});

describe("a batch's pages", () => {
  const finished = (no: number) => sampleTask({ no, state: 'finished', segments: [sampleSegment()] });
  const marked = (page: Page, no: number) => withFinished(page, [finished(no)]) ?? page;

  test('come back as they were written, in order, and new where none was written', async () => {
    const second = marked(newPage(1), 1_030);
    await commit([pageWrites.save('batch_pages', second)]);
    expect(await pages.ofBatch('batch_pages', 2_100)).toEqual([newPage(0), second, newPage(2)]);
    expect(await pages.ofBatch('batch_pages', 0)).toEqual([]);
  });

  test('are saved by one of two who loaded them together: nobody marks over another', async () => {
    const fresh = newPage(0);
    const first = await winners(table, [
      [pageWrites.save('batch_race', marked(fresh, 0))],
      [pageWrites.save('batch_race', marked(fresh, 1))],
    ]);
    expect([first.won, first.codes.filter(Boolean)]).toEqual([1, ['changed_meanwhile']]);
    const [page = fresh] = await pages.ofBatch('batch_race', 1);
    const second = await winners(table, [
      [pageWrites.save('batch_race', marked(page, 2))],
      [pageWrites.save('batch_race', withSettled(page, [0]))],
    ]);
    expect(second.won).toBe(1);
    expect((await pages.ofBatch('batch_race', 1))[0]?.version).toBe(2);
  });
});

describe("a customer's files", () => {
  const file = (fileId: string, customerId = 'cus_1'): CustomerFile => ({
    customerId,
    fileId,
    filename: 'lines.jsonl',
    purpose: 'batch',
    bytes: 12,
    createdAt: startedAt,
    expiresAt: startedAt + 1,
  });

  test('come back as they were written, to their customer alone', async () => {
    await commit([fileWrites.create(file('file_a'))]);
    expect(await files.get('cus_1', 'file_a')).toEqual(file('file_a'));
    expect(await codeOf(files.get('cus_2', 'file_a'))).toBe('not_found');
    expect(await codeOf(commit([fileWrites.create(file('file_a'))]))).toBe('conflict');
  });

  test('are deleted once, and gone from then on', async () => {
    await commit([fileWrites.create(file('file_b'))]);
    await commit([fileWrites.delete(file('file_b'), startedAt)]);
    expect(await codeOf(files.get('cus_1', 'file_b'))).toBe('not_found');
    expect(await codeOf(commit([fileWrites.delete(file('file_b'), startedAt)]))).toBe('not_found');
    expect(await codeOf(commit([fileWrites.delete(file('file_none'), startedAt)]))).toBe('not_found');
  });

  test('are listed in full pages, deleted ones between them or not', async () => {
    const ids = Array.from({ length: 9 }, (_, no) => `file_${no}`);
    for (const id of ids) await commit([fileWrites.create(file(id, 'cus_files'))]);
    for (const id of ids.slice(1, 6)) await commit([fileWrites.delete(file(id, 'cus_files'), startedAt)]);
    const list = async (options: { limit: number; after?: string; newestFirst: boolean }) =>
      (await files.list('cus_files', options)).map(({ fileId }) => fileId);
    expect(await list({ limit: 2, newestFirst: false })).toEqual(['file_0', 'file_6']);
    expect(await list({ limit: 3, newestFirst: false, after: 'file_0' })).toEqual([
      'file_6',
      'file_7',
      'file_8',
    ]);
    expect(await list({ limit: 9, newestFirst: true })).toEqual(['file_8', 'file_7', 'file_6', 'file_0']);
  });
});

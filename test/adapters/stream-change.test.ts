import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { batchWrites } from '../../functions/adapters/batches.ts';
import type { Write } from '../../functions/adapters/commit.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { keys } from '../../functions/adapters/keys.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { pageWrites } from '../../functions/adapters/pages.ts';
import { changeFrom } from '../../functions/adapters/stream-change.ts';
import { stripeEventWrites } from '../../functions/adapters/stripe-events.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';
import { newPage } from '../../shared/page.ts';
import { newHold } from '../../shared/settlement.ts';
import { sampleBatch, sampleSegment, sampleTask, startedAt } from '../shared/sample-task.ts';
import { startTable } from './table.ts';

const table = await startTable();

/** The item as a stream record shows it. */
async function imageOf(key: { pk: string; sk: string }) {
  return (await table.image(key)) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
}

/** What the change that `write` makes is in the market's words. */
async function changeBy(key: { pk: string; sk: string }, write: Write) {
  const OldImage = await imageOf(key);
  await table.commit([write]);
  const NewImage = await imageOf(key);
  return changeFrom({ dynamodb: { ...(OldImage && { OldImage }), ...(NewImage && { NewImage }) } });
}

describe('a stream record of', () => {
  test('a batch shows it before and after', async () => {
    const batch = sampleBatch({ batchId: 'batch_a' });
    const key = keys.batch('cus_1', 'batch_a');
    expect(await changeBy(key, batchWrites.create(batch))).toEqual({ kind: 'batch', after: batch });
    expect(await changeBy(key, batchWrites.change(batch, { status: 'finalizing' }))).toEqual({
      kind: 'batch',
      before: batch,
      after: { ...batch, status: 'finalizing', version: 2 },
    });
  });

  test('an event of Stripe is new each time it comes', async () => {
    const note = (receivedAt: number) =>
      stripeEventWrites.note({ eventId: 'evt_1', type: 'charge.refunded', receivedAt });
    const key = keys.stripeEvent('evt_1');
    const change = { kind: 'stripe-event', eventId: 'evt_1' };
    expect(await changeBy(key, note(1))).toEqual({ ...change, isNew: true });
    expect(await changeBy(key, note(2))).toEqual({ ...change, isNew: true });
    expect(await changeBy(key, note(2))).toEqual({ ...change, isNew: false });
  });

  test('a task, and of the check of one, shows it before and after', async () => {
    for (const changes of [{ no: 7 }, { no: 7, auditOf: 2 }]) {
      const task = sampleTask({ batchId: 'batch_b', segments: [sampleSegment()], ...changes });
      const key = 'auditOf' in changes ? keys.audit('batch_b', 7) : keys.task('batch_b', 7);
      expect(await changeBy(key, taskWrites.create(task))).toEqual({ kind: 'task', after: task });
      expect(await changeBy(key, taskWrites.close(task))).toEqual({
        kind: 'task',
        before: task,
        after: { ...task, state: 'closed' },
      });
    }
  });

  test('an entry shows its postings as money', async () => {
    const entry = entryOf({
      businessKey: 'batch/batch_c/settle/1',
      kind: 'settle',
      at: startedAt,
      postings: transferPostings('hold/batch_c', 'clearing/batch_c', 9_007_199_254_740_991n),
      memo: { owners: [] },
    });
    const change = await changeBy(
      keys.entry(entry.businessKey),
      ledgerWrites.post(entry, { opensRoot: true }),
    );
    expect(change).toEqual({ kind: 'entry', after: entry });
  });

  test('what nothing follows from says nothing', async () => {
    const hold = newHold({ customerId: 'cus_1', batchId: 'batch_d', heldMicroUsd: 1n }, startedAt);
    expect(await changeBy(keys.hold('batch_d'), holdWrites.create(hold))).toBeUndefined();
    const page = { ...newPage(0), version: 1 };
    expect(await changeBy(keys.page('batch_d', 0), pageWrites.save('batch_d', page))).toBeUndefined();
  });

  test('a deletion says nothing', async () => {
    const OldImage = await imageOf(keys.batch('cus_1', 'batch_a'));
    expect(changeFrom({ dynamodb: { ...(OldImage && { OldImage }) } })).toBeUndefined();
    expect(changeFrom({})).toBeUndefined();
  });
});

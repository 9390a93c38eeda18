import { describe, expect, test } from 'vitest';
import type { Batch } from '../../shared/batch.ts';
import { messagesFor } from '../../shared/dispatch.ts';
import {
  afterDownload,
  auditWaitMillis,
  deliveryMillis,
  isErasureDue,
  withoutContent,
} from '../../shared/retention.ts';
import type { Task } from '../../shared/task.ts';
import { sampleBatch, sampleTask, startedAt } from './sample-task.ts';

const ended = (changes: Partial<Batch> = {}) =>
  sampleBatch({
    status: 'completed',
    zeroRetention: true,
    endedAt: startedAt,
    outputFileId: 'out',
    ...changes,
  });

describe('a zero-retention batch', () => {
  test('is delivered with the last of its files, each counted once', () => {
    const both = ended({ errorFileId: 'err' });
    expect(afterDownload(both, 'err', 5)).toEqual({ downloadedFileIds: ['err'] });
    const half = { ...both, downloadedFileIds: ['err'] };
    expect(afterDownload(half, 'err', 6)).toBeUndefined();
    expect(afterDownload(half, 'out', 7)).toEqual({ downloadedFileIds: ['err', 'out'], deliveredAt: 7 });
    expect(afterDownload(ended(), 'out', 7)).toEqual({ downloadedFileIds: ['out'], deliveredAt: 7 });
  });

  test('takes no note of a file that is not its own, or once it is delivered', () => {
    expect(afterDownload(ended(), 'in', 5)).toBeUndefined();
    expect(afterDownload(ended({ deliveredAt: 1 }), 'out', 5)).toBeUndefined();
    const { zeroRetention: _kept, ...standard } = ended();
    expect(afterDownload(standard, 'out', 5)).toBeUndefined();
  });

  test('is due when delivered, a day after its end, or at once where there is nothing to deliver; once', () => {
    const due = (changes: Partial<Batch>, now = startedAt + 1) => isErasureDue(ended(changes), now);
    expect(due({})).toBe(false);
    expect(due({ deliveredAt: 1 })).toBe(true);
    expect(due({}, startedAt + deliveryMillis - 1)).toBe(false);
    expect(due({}, startedAt + deliveryMillis)).toBe(true);
    expect(due({ kind: 'live' })).toBe(true);
    expect(due({ deliveredAt: 1, erasedAt: 2 })).toBe(false);
    expect(due({ status: 'finalizing', deliveredAt: 1 })).toBe(false);
    const { outputFileId: _none, ...empty } = ended();
    expect(isErasureDue(empty, startedAt + 1)).toBe(true);
    const { zeroRetention: _kept, ...standard } = ended({ deliveredAt: 1 });
    expect(isErasureDue(standard, startedAt + 2 * deliveryMillis)).toBe(false);
  });

  test('lets its checks wait for an hour at most, and not past its own end', () => {
    const day = 86_400_000;
    const batch = sampleBatch({ zeroRetention: true });
    expect(auditWaitMillis(batch, day, startedAt)).toBe(3_600_000);
    expect(auditWaitMillis(batch, 60_000, startedAt)).toBe(60_000);
    expect(auditWaitMillis({ ...batch, ending: 'cancelled' }, day, startedAt)).toBe(0);
    expect(auditWaitMillis(batch, day, batch.expiresAt)).toBe(0);
    expect(auditWaitMillis(sampleBatch(), day, startedAt + 2 * day)).toBe(day);
  });
});

test('an answer that is kept without its content says which it was and what it came to, nothing it said', () => {
  const kept = withoutContent({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ message: { content: 'the secret' } }],
    output: ['the secret'],
    data: [{ embedding: [1] }],
    metadata: { note: 'the secret' },
    usage: { total_tokens: 3 },
  });
  expect(Object.keys(kept)).toEqual(['id', 'object', 'created', 'model', 'usage', 'x_parkade']);
  expect(JSON.stringify(kept)).not.toContain('secret');
});

describe('what follows from its changes', () => {
  const name = { customerId: 'cus_1', batchId: 'batch_1' };
  const changed = (before: Batch, after: Batch) => messagesFor([{ kind: 'batch', before, after }]);
  const sent = (outgoing: ReturnType<typeof messagesFor>) =>
    Object.fromEntries(Object.entries(outgoing).filter(([, messages]) => messages.length > 0));

  test('it is erased when it is delivered, and at its end where there is nothing to deliver', () => {
    expect(sent(changed(ended(), ended({ deliveredAt: 1 })))).toEqual({ erase: [name] });
    expect(sent(changed(ended(), ended({ downloadedFileIds: ['out'] })))).toEqual({});
    const { outputFileId: _none, ...empty } = ended();
    expect(changed({ ...empty, status: 'finalizing' }, empty).erase).toEqual([name]);
    const delivered = ended({ deliveredAt: 1 });
    expect(sent(changed(delivered, { ...delivered, erasedAt: 2 }))).toEqual({});
  });

  test('a verdict may be what its end waited for', () => {
    const verdict = (traits: Partial<Task>) =>
      messagesFor([
        {
          kind: 'task',
          before: sampleTask({ state: 'finished', audit: 'pending', ...traits }),
          after: sampleTask({ state: 'finished', audit: 'agrees', ...traits }),
        },
      ]);
    expect(verdict({ zeroRetention: true }).advance).toEqual([{ ...name, taskNos: [] }]);
    expect(verdict({}).advance).toEqual([]);
  });
});

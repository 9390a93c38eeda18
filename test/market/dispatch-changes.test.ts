import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { dispatchChanges } from '../../functions/market/dispatch-changes.ts';
import type { QueueName } from '../../shared/messages.ts';
import { sampleTask } from '../shared/sample-task.ts';

/** A task that came to rest, as the table's stream tells of it. */
function finishedTask() {
  const image = (state: 'open' | 'finished') => {
    const write = taskWrites.create(sampleTask({ state }));
    if (!('put' in write)) throw new Error('a task is made by a put');
    return marshall(write.put.Item, { removeUndefinedValues: true });
  };
  return {
    Records: [
      {
        eventName: 'MODIFY' as const,
        dynamodb: { SequenceNumber: '1', OldImage: image('open'), NewImage: image('finished') },
      },
    ],
  };
}

const over = (send: (name: QueueName, messages: readonly unknown[]) => Promise<void>) =>
  dispatchChanges({ queues: { send } } as unknown as Deps);

test('a task that came to rest is told to the queue that follows it', async () => {
  const sent: string[] = [];
  const reply = await over(async (name, messages) => {
    if (messages.length > 0) sent.push(name);
  })(finishedTask() as never);
  expect(sent).toContain('advance');
  expect(reply).toEqual({ batchItemFailures: [] });
});

test('where a queue can’t be reached the whole window comes again', async () => {
  const down = async (name: QueueName) => {
    if (name === 'advance') throw new Error('the queue is away');
  };
  await expect(over(down)(finishedTask() as never)).rejects.toThrow('the queue is away');
});

import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { consume } from '../../functions/edge/consume.ts';
import { Refusal } from '../../shared/refusal.ts';

const message = z.object({ no: z.number() });
const faults: { error: unknown; where: string }[] = [];
beforeEach(() => {
  faults.length = 0;
});

const recordOf = (messageId: string, body: string) =>
  ({ messageId, body, eventSourceARN: 'arn:queue' }) as SQSRecord;

async function failedOf(bodies: readonly unknown[], handle: (message: { no: number }) => Promise<unknown>) {
  const consumer = consume(message, handle, (error, where) => void faults.push({ error, where }));
  const Records = bodies.map((body, at) =>
    recordOf(`message ${at}`, typeof body === 'string' ? body : JSON.stringify(body)),
  );
  const { batchItemFailures } = await consumer({ Records });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** Fails with `error` the first `times` times it is called with this number. */
function failing(no: number, error: unknown, times = Number.POSITIVE_INFINITY) {
  const handled: number[] = [];
  let left = times;
  const handle = async (each: { no: number }) => {
    handled.push(each.no);
    if (each.no === no && left-- > 0) throw error;
  };
  return { handled, handle };
}

test('messages are handled in their order, and none is reported when all went well', async () => {
  const { handled, handle } = failing(-1, undefined);
  expect(await failedOf([{ no: 0 }, { no: 1 }, { no: 2 }], handle)).toEqual([]);
  expect(handled).toEqual([0, 1, 2]);
  expect(faults).toEqual([]);
});

describe('a message that fails', () => {
  test('is reported, and no other: those after it are handled all the same', async () => {
    const error = new Error('down');
    const { handled, handle } = failing(1, error);
    expect(await failedOf([{ no: 0 }, { no: 1 }, { no: 2 }], handle)).toEqual(['message 1']);
    expect(handled).toEqual([0, 1, 2]);
    expect(faults).toEqual([{ error, where: 'message message 1 of arn:queue' }]);
  });

  test.each(['not JSON', '{"no":"one"}', '{}', 'null'])(
    'since it can not be read is reported and handed to nobody: %s',
    async (body) => {
      const { handled, handle } = failing(-1, undefined);
      expect(await failedOf([body, { no: 2 }], handle)).toEqual(['message 0']);
      expect(handled).toEqual([2]);
      expect(faults).toHaveLength(1);
    },
  );

  test('for a refusal that will not pass is not tried again here', async () => {
    const { handled, handle } = failing(0, new Refusal('not_found', ''));
    expect(await failedOf([{ no: 0 }], handle)).toEqual(['message 0']);
    expect(handled).toEqual([0]);
  });

  test('for a fault of a kind that looks like the network’s is not tried again here', async () => {
    const { handled, handle } = failing(0, new TypeError('fetch failed'));
    expect(await failedOf([{ no: 0 }], handle)).toEqual(['message 0']);
    expect(handled).toEqual([0]);
  });
});

describe('what was changed meanwhile', () => {
  test('is loaded and decided again, until it holds', async () => {
    const { handled, handle } = failing(0, new Refusal('changed_meanwhile', ''), 2);
    expect(await failedOf([{ no: 0 }], handle)).toEqual([]);
    expect(handled).toEqual([0, 0, 0]);
    expect(faults).toEqual([]);
  });

  test('again and again is given back to the queue', async () => {
    const { handled, handle } = failing(0, new Refusal('changed_meanwhile', ''));
    expect(await failedOf([{ no: 0 }], handle)).toEqual(['message 0']);
    expect(handled).toHaveLength(6);
  });
});

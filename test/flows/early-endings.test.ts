import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceBatch } from '../../functions/market/advance-batch.ts';
import { sweepBatches } from '../../functions/market/sweep-batches.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const words = Object.keys(definitions()).slice(300, 330);
const lines = words.map((word) => definitionLine(word, word));

test('a cancelled batch delivers and charges what is finished; the rest is in the error file and free', async () => {
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines);
  await vehicle.workUntilIdle({ driverReturnsAfter: 12 });

  expect(await market.openai.batches.cancel(id)).toMatchObject({ status: 'cancelling' });
  await market.cloud.events.drain();

  const ended = await market.batch(id);
  expect(ended).toMatchObject({
    status: 'cancelled',
    request_counts: { total: 30, completed: 12, failed: 18 },
  });
  const output = await market.outputLines(ended.output_file_id);
  const errors = await market.outputLines(ended.error_file_id);
  expect(output.map(({ custom_id }) => custom_id)).toEqual(words.slice(0, 12));
  expect(errors.map(({ custom_id }) => custom_id)).toEqual(words.slice(12));
  expect(new Set(errors.map(({ error }) => error?.code))).toEqual(new Set(['batch_cancelled']));
  expect((await market.earnings(0)).requests).toBe(12);
  expect(ended.x_parkade.charged_micro_usd).toBeGreaterThan(0);
  await market.sweep();
  await market.expectSound();
});

test('a vehicle that works on while its batch is cancelled is told so and is not paid for it', async () => {
  const vehicle = await market.vehicle(1, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines.slice(0, 5));
  const [lease] = await vehicle.lease();
  if (!lease) throw new Error('nothing was offered');
  const handIn = await vehicle.run(lease);
  await market.openai.batches.cancel(id);
  await market.cloud.events.drain();
  expect(await vehicle.handIn(handIn)).toMatchObject([{ status: 'refused', code: 'task_closed' }]);
  const ended = await market.batch(id);
  expect(ended).toMatchObject({ status: 'cancelled', x_parkade: { charged_micro_usd: 0 } });
  await market.expectSound();
});

test('what a third interruption left over is not begun anew once its batch was cancelled', async () => {
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines.slice(0, 15));
  for (let interruption = 0; interruption < 3; interruption++)
    await vehicle.workUntilIdle({ driverReturnsAfter: 4 });
  await market.openai.batches.cancel(id);
  await market.cloud.events.drain();
  expect(await market.batch(id)).toMatchObject({
    status: 'cancelled',
    request_counts: { completed: 12, failed: 3 },
    x_parkade: { tasks: 1 },
  });
  expect(await vehicle.lease()).toEqual([]);
  await market.expectSound();
});

test('what was left over is no new task where its batch is cancelled in the middle of the call that would make it', async () => {
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines.slice(0, 15));
  for (let interruption = 0; interruption < 3; interruption++)
    await vehicle.workUntilIdle({ driverReturnsAfter: 4 });
  const { deps, events } = market.cloud;
  const getMany: typeof deps.tasks.getMany = async (...asked) => {
    await market.openai.batches.cancel(id);
    await events.drain();
    return deps.tasks.getMany(...asked);
  };
  const name = { customerId: market.customerId, batchId: id };
  await advanceBatch({ ...deps, tasks: { ...deps.tasks, getMany } })({ ...name, taskNos: [0] });
  await events.drain();
  expect(await market.batch(id)).toMatchObject({ status: 'cancelled', x_parkade: { tasks: 1 } });
  expect(await vehicle.lease()).toEqual([]);
  await market.expectSound();
});

test('a cancellation that nobody followed is followed by the sweep', async () => {
  const { id } = await market.submit(lines.slice(0, 3));
  await market.openai.batches.cancel(id);
  const { deps, events } = market.cloud;
  const sent: string[] = [];
  const send: typeof deps.queues.send = async (queue, messages) => {
    for (const message of messages) sent.push(`${queue} ${JSON.stringify(message)}`);
  };
  await sweepBatches({ ...deps, queues: { ...deps.queues, send } })();
  expect(sent).toContain(
    `advance ${JSON.stringify({ customerId: market.customerId, batchId: id, taskNos: [] })}`,
  );
  await events.drain();
  expect(await market.batch(id)).toMatchObject({ status: 'cancelled' });
  await market.expectSound();
});

test('a batch that no vehicle ran expires after 24 hours and costs nothing', async () => {
  const { id } = await market.submit(lines.slice(0, 3));
  market.advanceSeconds(24 * 3_600);
  await market.sweep();
  const ended = await market.batch(id);
  expect(ended).toMatchObject({
    status: 'expired',
    request_counts: { completed: 0, failed: 3 },
    output_file_id: null,
  });
  const errors = await market.outputLines(ended.error_file_id);
  expect(errors.map(({ error }) => error?.code)).toEqual(['batch_expired', 'batch_expired', 'batch_expired']);
  expect(ended.x_parkade.charged_micro_usd).toBe(0);
  await market.sweep();
  await market.expectSound();
});

test('a request that vehicles take eight times without a word is given up, told and free', async () => {
  const silent = await market.vehicle(0, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines.slice(0, 1));
  for (let lost = 0; lost < 9; lost++) {
    await silent.lease();
    market.advanceSeconds(20 * 60);
    await market.sweep();
  }
  await market.sweep();
  const ended = await market.batch(id);
  expect(ended).toMatchObject({ status: 'completed', request_counts: { completed: 0, failed: 1 } });
  const [error] = await market.outputLines(ended.error_file_id);
  expect(error?.error?.code).toBe('request_abandoned');
  await market.expectSound();
});

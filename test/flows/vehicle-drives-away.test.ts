import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceBatch } from '../../functions/market/advance-batch.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const words = Object.keys(definitions()).slice(100, 120);
const lines = words.map((word) => definitionLine(word, word));

test('a driver who comes back in mid-task is paid for what is finished, and another vehicle does the rest', async () => {
  const leaving = await market.vehicle(0, ['parkade-dictionary-1']);
  const staying = await market.vehicle(1, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines);

  expect(await leaving.workUntilIdle({ driverReturnsAfter: 7 })).toBe(7);
  expect(leaving.events).toContainEqual(
    expect.objectContaining({ event: 'handed_in', status: 'accepted', requests: 7 }),
  );
  await market.work(staying);

  const done = await market.batch(id);
  expect(done).toMatchObject({ status: 'completed', request_counts: { completed: 20, failed: 0 } });
  const answers = await market.outputLines(done.output_file_id);
  expect(answers.map(({ custom_id }) => custom_id)).toEqual(words);
  expect(answers.map(({ response }) => response?.body.choices[0].message.content)).toEqual(
    words.map((word) => definitions()[word]),
  );
  expect([await market.earnings(0), await market.earnings(1)]).toMatchObject([
    { requests: 7 },
    { requests: 13 },
  ]);
  await market.expectSound();
});

test('a task that three drivers interrupt goes on as a new task, and its lines keep their order', async () => {
  const vehicles = [
    await market.vehicle(0, ['parkade-dictionary-1']),
    await market.vehicle(1, ['parkade-dictionary-1']),
  ];
  const { id } = await market.submit(lines);
  for (const no of [0, 1, 0]) await vehicles[no]?.workUntilIdle({ driverReturnsAfter: 4 });
  await market.cloud.events.drain();
  expect((await market.batch(id)).x_parkade.tasks).toBe(2);

  await vehicles[1]?.workUntilIdle();
  await market.cloud.events.drain();
  const done = await market.batch(id);
  expect(done).toMatchObject({ status: 'completed', request_counts: { completed: 20, failed: 0 } });
  const answers = await market.outputLines(done.output_file_id);
  expect(answers.map(({ custom_id }) => custom_id)).toEqual(words);
  expect(answers.map(({ response }) => response?.body.choices[0].message.content)).toEqual(
    words.map((word) => definitions()[word]),
  );
  await market.expectSound();
});

test('two tasks whose rests become new tasks at the same moment keep their own requests', async () => {
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
  const many = Object.keys(definitions()).slice(500, 540);
  const { id } = await market.submit(many.map((word) => definitionLine(word, word)));
  expect((await market.batch(id)).x_parkade.tasks).toBe(2);
  for (let interruption = 0; interruption < 6; interruption++)
    await vehicle.workUntilIdle({ driverReturnsAfter: 4, tasks: 1 });

  // Two instances of the function, each with one of the tasks; a refused one loads and decides again, as its edge does.
  const advance = advanceBatch(market.cloud.deps);
  const advanceTask = (taskNo: number): Promise<unknown> =>
    advance({ customerId: market.customerId, batchId: id, taskNos: [taskNo] }).catch((error: unknown) => {
      if (!isRefusal(error, 'changed_meanwhile')) throw error;
      return advanceTask(taskNo);
    });
  await Promise.all([advanceTask(0), advanceTask(1)]);
  expect((await market.batch(id)).x_parkade.tasks).toBe(4);

  await market.work(vehicle);
  const done = await market.batch(id);
  expect(done).toMatchObject({ status: 'completed', request_counts: { completed: 40, failed: 0 } });
  const answers = await market.outputLines(done.output_file_id);
  expect(answers.map(({ response }) => response?.body.choices[0].message.content)).toEqual(
    many.map((word) => definitions()[word]),
  );
  await market.expectSound();
});

test('a driver who comes back before anything is finished gives the task back at once', async () => {
  const leaving = await market.vehicle(0, ['parkade-dictionary-1']);
  const staying = await market.vehicle(1, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines.slice(0, 3));
  const [lease] = await leaving.lease();
  expect(lease).toBeDefined();
  expect(await leaving.handIn({ leaseToken: lease?.leaseToken ?? '', result: null })).toMatchObject([
    { status: 'accepted', requests: 0 },
  ]);
  await market.work(staying);
  expect(await market.batch(id)).toMatchObject({ status: 'completed' });
  await market.expectSound();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HandIn, LeaseOffer } from '../../shared/contract/vehicle.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let slow: TestVehicle;
let quick: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  slow = await market.vehicle(0, ['parkade-dictionary-1']);
  quick = await market.vehicle(1, ['parkade-dictionary-1']);
});
afterAll(() => market.close());

const words = Object.keys(definitions()).slice(200, 210);
const submit = () => market.submit(words.map((word) => definitionLine(word, word)));
const leaseOne = async (vehicle: TestVehicle): Promise<LeaseOffer> => {
  const [lease] = await vehicle.lease();
  if (!lease) throw new Error('nothing was offered');
  return lease;
};

test('the message of a task stays, out of sight, until the task is handed in: a vehicle that vanishes takes none along', async () => {
  const { id } = await submit();
  const { lanes, tasks } = market.cloud.deps;
  const { lane } = await tasks.get({ batchId: id, taskNo: 0, audit: false });
  const handIn = await slow.run(await leaseOne(slow));
  expect(await lanes.depth(lane)).toBe(1);
  await slow.handIn(handIn);
  expect(await lanes.depth(lane)).toBe(0);
  await market.cloud.events.drain();
  await market.expectSound();
});

test('a vehicle that vanishes loses its task, and its late completion is refused and changes nothing', async () => {
  const { id } = await submit();
  const late = await slow.run(await leaseOne(slow));
  expect(await quick.lease()).toEqual([]);

  // The lease ends by the server's clock; the sweep wakes the task that no message stands for.
  market.advanceSeconds(20 * 60);
  await market.sweep();
  await market.work(quick);
  const earnedBefore = await market.earnings(0);
  expect(await market.batch(id)).toMatchObject({ status: 'completed' });

  expect(await slow.handIn(late)).toMatchObject([{ status: 'refused', code: 'lease_lost', requests: 0 }]);
  await market.cloud.events.drain();
  expect(await market.earnings(0)).toEqual(earnedBefore);
  expect((await market.earnings(1)).requests).toBe(10);
  await market.expectSound();
});

test('a completion at the very end of a lease that nobody else took is refused all the same', async () => {
  const { id } = await submit();
  const late = await slow.run(await leaseOne(slow));
  market.advanceSeconds(20 * 60);
  expect(await slow.handIn(late)).toMatchObject([{ status: 'refused', code: 'lease_expired' }]);
  await market.sweep();
  await market.work(quick);
  expect(await market.batch(id)).toMatchObject({ status: 'completed' });
  await market.expectSound();
});

test('the same completion twice, in one call and in another, counts once', async () => {
  const { id } = await submit();
  const before = await market.earnings(0);
  const handIn = await slow.run(await leaseOne(slow));
  const replies = [...(await slow.handIn(handIn, handIn)), ...(await slow.handIn(handIn))];
  expect(replies.map(({ status }) => status).sort()).toEqual([
    'accepted',
    'already_accepted',
    'already_accepted',
  ]);
  await market.cloud.events.drain();
  expect(await market.batch(id)).toMatchObject({ status: 'completed', request_counts: { completed: 10 } });
  expect((await market.earnings(0)).requests).toBe(before.requests + 10);
  await market.expectSound();
});

test('what another vehicle leased can’t be handed in, even with its token and its result', async () => {
  const { id } = await submit();
  const handIn = await slow.run(await leaseOne(slow));
  expect(await quick.handIn(handIn)).toMatchObject([{ status: 'refused', code: 'not_allowed' }]);
  expect(await slow.handIn(handIn)).toMatchObject([{ status: 'accepted' }]);
  await market.cloud.events.drain();
  expect(await market.batch(id)).toMatchObject({ status: 'completed' });
  await market.expectSound();
});

test('a result that was overwritten after it was accepted is delivered as it was accepted', async () => {
  const { id } = await submit();
  const lease = await leaseOne(slow);
  const handIn = await slow.run(lease);
  expect(await slow.handIn(handIn)).toMatchObject([{ status: 'accepted' }]);
  const overwritten = await fetch(lease.resultUrl, { method: 'PUT', body: 'something else' });
  expect(overwritten.status).toBe(200);
  await market.cloud.events.drain();
  const answers = await market.outputLines((await market.batch(id)).output_file_id);
  expect(answers.map(({ response }) => response?.body.choices[0].message.content)).toEqual(
    words.map((word) => definitions()[word]),
  );
  await market.expectSound();
});

test('a result of another hash or another version is refused, and the lease lives on', async () => {
  const { id } = await submit();
  const handIn = await slow.run(await leaseOne(slow));
  const { result: uploaded } = handIn;
  if (!uploaded || !('versionId' in uploaded)) throw new Error('the result was not uploaded');
  const forged: HandIn[] = [
    { ...handIn, result: { ...uploaded, sha256: '0'.repeat(64) } },
    { ...handIn, result: { ...uploaded, versionId: 'no-such-version' } },
    // A batch's result is an object of its own, however small.
    { ...handIn, result: { sealed: 'AAAA', sha256: uploaded.sha256 } },
  ];
  for (const each of forged)
    expect(await slow.handIn(each)).toMatchObject([{ status: 'refused', code: 'invalid_result' }]);
  expect(await slow.handIn(handIn)).toMatchObject([{ status: 'accepted', requests: 10 }]);
  await market.cloud.events.drain();
  expect(await market.batch(id)).toMatchObject({ status: 'completed' });
  await market.expectSound();
});

test('of twenty vehicles that ask for one task at once, one gets it', async () => {
  const { id } = await submit();
  const asking = await Promise.all(
    Array.from({ length: 20 }, (_, no) => market.vehicle(no % 2 ? 0 : 1, ['parkade-dictionary-1'])),
  );
  const offers = await Promise.all(asking.map((vehicle) => vehicle.lease()));
  expect(offers.flat()).toHaveLength(1);
  market.advanceSeconds(20 * 60);
  await market.sweep();
  await market.work(slow, quick);
  expect(await market.batch(id)).toMatchObject({ status: 'completed' });
  await market.expectSound();
});

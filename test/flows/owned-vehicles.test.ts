import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vehicleWrites } from '../../functions/adapters/vehicle-item.ts';
import { ask, type Device, idleCall, newCode, ownerKey, startDevice } from '../support/device-rig.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import { scriptedEngine } from '../support/scripted-engine.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

async function enrolled(owner: 0 | 1 = 0): Promise<Device & { vehicleId: string; path: string }> {
  const car = await startDevice(market);
  await car.enrol(await newCode(market, owner));
  const vehicleId = car.device.identity?.vehicleId ?? '';
  return { ...car, vehicleId, path: `/owner/vehicles/${vehicleId}` };
}

const post = (path: string, no: 0 | 1 = 0) => ask(market, ownerKey(market, no), path, { method: 'POST' });

describe('an owner', () => {
  test('sees their own vehicles, page by page, in the order in which they enrolled', async () => {
    const ids: string[] = [];
    for (let no = 0; no < 5; no++) {
      ids.push((await enrolled(1)).vehicleId);
      market.advanceSeconds(1);
    }
    await enrolled(0);
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const { json } = await ask(market, ownerKey(market, 1), `/owner/vehicles?limit=2${after}`);
      seen.push(...json.data.map(({ id }: { id: string }) => id));
      if (!json.has_more) break;
      after = `&after=${json.last_id}`;
    }
    expect(seen).toEqual(ids);
    expect((await ask(market, ownerKey(market), '/owner/vehicles?limit=0')).code).toBe('invalid_request');
  });

  test('sees no finer time than the hour', async () => {
    const car = await enrolled();
    expect((await ask(market, ownerKey(market), car.path)).json).toMatchObject({ last_seen_at: null });
    await car.send('/vehicle/work', idleCall);
    const { json } = await ask(market, ownerKey(market), car.path);
    for (const at of [json.enrolled_at, json.last_seen_at]) expect(at % 3_600_000).toBe(0);
    expect(market.now() - json.last_seen_at).toBeLessThan(3_600_000);
  });

  test('finds nothing of another’s: one answer for theirs and for none', async () => {
    const car = await enrolled(1);
    for (const path of [car.path, '/owner/vehicles/veh_none'])
      for (const method of ['', '/revoke', '/reinstate']) {
        const answer = await ask(market, ownerKey(market, 0), path + method, {
          method: method ? 'POST' : 'GET',
        });
        expect([answer.status, answer.code]).toEqual([404, 'not_found']);
      }
    expect((await car.send('/vehicle/work', idleCall)).status).toBe(200);
  });

  test('reinstates no vehicle that is not quarantined, and none that is revoked', async () => {
    const car = await enrolled();
    expect(await post(`${car.path}/reinstate`)).toMatchObject({ status: 409, code: 'conflict' });
    await post(`${car.path}/revoke`);
    expect(await post(`${car.path}/reinstate`)).toMatchObject({ status: 403, code: 'vehicle_revoked' });
    const body = { vehicle_id: car.vehicleId };
    expect((await ask(market, ownerKey(market), '/owner/enrolment_codes', { body })).code).toBe(
      'vehicle_revoked',
    );
  });

  test('who revokes after a code was given lets nobody in by it', async () => {
    const car = await enrolled();
    const code = await newCode(market, 0, car.vehicleId);
    await post(`${car.path}/revoke`);
    expect((await (await startDevice(market)).tryCode(code)).code).toBe('vehicle_revoked');
    expect((await ask(market, ownerKey(market), car.path)).json).toMatchObject({ state: 'revoked' });
  });

  test('lists a vehicle that enrolled before there were lists from its next registration on', async () => {
    const car = await startDevice(market);
    const { ownerId } = market.owners[0] ?? { ownerId: '' };
    const vehicleId = 'veh_before';
    const { signingPublicKey: signingKey, sealingPublicKey: sealingKey } = car.device;
    const vehicle = { ...car.about, models: ['parkade-embed-1'], vehicleId, ownerId, signingKey, sealingKey };
    await market.cloud.deps.commit([vehicleWrites.create({ ...vehicle, enrolledAt: market.now() })]);
    await car.device.enrolled({ vehicleId, ownerId });
    const ids = async () =>
      (await ask(market, ownerKey(market), '/owner/vehicles?limit=100')).json.data.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids()).not.toContain(vehicleId);
    await car.send('/vehicle/registration', { models: ['parkade-embed-1'], softwareVersion: '1' });
    expect(await ids()).toContain(vehicleId);
  });
});

describe('a vehicle that is revoked', () => {
  test('gets no lease and hands nothing in; what was accepted is paid, the rest is done by others', async () => {
    const car = await market.vehicle(0, ['parkade-embed-1']);
    const another = await market.vehicle(1, ['parkade-embed-1']);
    const { id } = await market.submit(sentences(300).map((text, no) => embeddingLine(`${no}`, text)));
    const [first, second] = await car.lease({ tasks: 2 });
    if (!first || !second) throw new Error('two tasks were expected');
    await car.handIn(await car.run(first));
    const late = await car.run(second);
    const path = `/owner/vehicles/${car.vehicleId}`;
    expect(await post(`${path}/revoke`)).toMatchObject({
      status: 200,
      json: { state: 'revoked', state_reason: expect.stringContaining('for good') },
    });
    expect((await post(`${path}/revoke`)).status).toBe(200);
    await expect(car.handIn(late)).rejects.toThrow('is revoked');
    await expect(car.lease()).rejects.toThrow('is revoked');
    market.advanceSeconds(20 * 60);
    await market.sweep();
    await market.work(another);
    expect(await market.batch(id)).toMatchObject({ status: 'completed', request_counts: { completed: 300 } });
    expect((await market.earnings(0)).requests).toBe(first.requests);
  });

  test('in the middle of a live call stops at its next sign of life', async () => {
    const model = 'parkade-dictionary-1';
    const { promise: revoked, resolve } = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const openers = {
      [model]: async () =>
        scriptedEngine(model, ['a ', 'port'], async (no, signal) => {
          signal?.addEventListener('abort', () => stopped.resolve());
          if (no === 1) await Promise.race([revoked.then(() => stopped.promise), stopped.promise]);
        }),
    };
    const car = await market.vehicle(0, [model], { openers });
    const serving = car.serve();
    while ((await market.cloud.deps.fleet.read({ anew: true })).every(({ waitsFor }) => waitsFor !== model))
      await pause(10);
    const asked = market.openai.chat.completions
      .create({
        model,
        messages: [{ role: 'user', content: 'Define harbor.' }],
        max_tokens: 48,
        stream: true,
      })
      .then(async (chunks) => {
        for await (const chunk of chunks)
          if (chunk.choices[0]?.delta.content) {
            await post(`/owner/vehicles/${car.vehicleId}/revoke`);
            resolve();
          }
      });
    await stopped.promise;
    await expect(serving.driverReturns()).rejects.toThrow('is revoked');
    market.advanceSeconds(60);
    await market.sweep();
    await Promise.race([asked.catch(() => undefined), pause(100)]);
    const other = await market.vehicle(1, [model]);
    await market.work(other);
    await asked.catch(() => undefined);
  });
});

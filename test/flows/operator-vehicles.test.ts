import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { vehicleWrites } from '../../functions/adapters/vehicle-item.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { ask, newCode, ownerKey, startDevice } from '../support/device-rig.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let worker: TestVehicle;
let checker: TestVehicle;
let idle: TestVehicle;
beforeAll(async () => {
  market = await startMarket({ policy: { ...demoPolicy, auditShare: 1 } });
  worker = await market.vehicle(0, ['parkade-embed-1']);
  checker = await market.vehicle(1, ['parkade-embed-1']);
  idle = await market.vehicle(1, ['parkade-dictionary-1'], { region: 'eu', hardwareClass: 'AI5' });
});
afterAll(() => market.close());

const operator = (path: string, body?: object) =>
  ask(market, market.operatorKey, `/operator/vehicles${path}`, body ? { body } : {});
const idsOf = async (query: string) => {
  const { json } = await operator(query);
  return { ids: json.data.map(({ id }: { id: string }) => id) as string[], json };
};
const checked = async () => {
  await market.submit(sentences(20).map((text, no) => embeddingLine(`${no}`, text)));
  await worker.workUntilIdle();
  await market.cloud.events.drain();
  await market.work(checker);
};

describe('vehicles by reputation', () => {
  test('have their checks counted, on both sides, and no place', async () => {
    await checked();
    const { json } = await operator('?limit=100');
    expect(json.data).toHaveLength(3);
    for (const { vehicleId } of [worker, checker])
      expect(json.data).toContainEqual(
        expect.objectContaining({
          id: vehicleId,
          state: 'active',
          quarantined_for: null,
          checks: { agreed: 1, differed: 0, last_differed_at: null },
          doubts: 0,
          owner_pay_held: false,
        }),
      );
    expect(json.data).toContainEqual(
      expect.objectContaining({
        id: idle.vehicleId,
        hardware_class: 'AI5',
        region: 'eu',
        checks: { agreed: 0, differed: 0, last_differed_at: null },
      }),
    );
  });

  test('begin with those whose checks differed last, page by page, each once', async () => {
    worker.lie((body) => ({ ...body, data: [{ embedding: [1, 2, 3] }] }));
    await checked();
    expect(market.faults.splice(0)).toEqual([expect.stringContaining("two vehicles' results differ")]);
    const all: string[] = [];
    for (let after = ''; ; ) {
      const { ids, json } = await idsOf(`?limit=1${after && `&after=${encodeURIComponent(after)}`}`);
      all.push(...ids);
      if (!json.has_more) break;
      after = json.last_id;
    }
    expect(all).toHaveLength(3);
    expect(all[2]).toBe(idle.vehicleId);
    const { json: liar } = await operator(`/${worker.vehicleId}`);
    expect(liar).toMatchObject({ checks: { agreed: 1, differed: 1 }, doubts: 1, decisions: [] });
    expect(liar.checks.last_differed_at % 3_600_000).toBe(0);
  });
});

describe('a quarantine by an operator', () => {
  test('shuts the vehicle out, tells its owner why, and ends when an operator lifts it: the same key works', async () => {
    const { vehicleId } = idle;
    const set = await operator(`/${vehicleId}/quarantine`, { reason: 'its fan is loud' });
    expect(set.json).toMatchObject({ state: 'quarantined', quarantined_for: 'by_operator' });
    expect((await idsOf('?state=quarantined')).ids).toEqual([vehicleId]);
    await expect(idle.lease()).rejects.toThrow('its fan is loud');
    const { json } = await ask(market, ownerKey(market, 1), `/owner/vehicles/${vehicleId}`);
    expect(json.state_reason).toContain('An operator of the market quarantined it: its fan is loud');
    expect((await operator(`/${vehicleId}/quarantine`, { reason: 'again' })).status).toBe(409);

    market.advanceSeconds(1);
    const lifted = await operator(`/${vehicleId}/lift`, { reason: 'it was mended' });
    expect(lifted.json).toMatchObject({
      state: 'active',
      quarantined_for: null,
      state_reason: null,
      decisions: [
        { does: 'lift', by: 'operator', reason: 'it was mended' },
        { does: 'quarantine', by: 'operator', reason: 'its fan is loud' },
      ],
    });
    expect(await idle.lease()).toEqual([]);
    expect((await idsOf('?state=quarantined')).ids).toEqual([]);
    expect((await operator(`/${vehicleId}/lift`, { reason: 'again' })).status).toBe(409);
  });

  test('is got around by no new key: not by reinstating, not by a code, not by a code from before it', async () => {
    const { vehicleId } = checker;
    const code = await newCode(market, 1, vehicleId);
    await operator(`/${vehicleId}/quarantine`, { reason: 'looked at' });
    const owner = (path: string, body?: object) =>
      ask(market, ownerKey(market, 1), path, { method: 'POST', ...(body && { body }) });
    expect((await owner(`/owner/vehicles/${vehicleId}/reinstate`)).code).toBe('conflict');
    expect((await owner('/owner/enrolment_codes', { vehicle_id: vehicleId })).code).toBe('conflict');
    const again = await startDevice(market);
    await expect(again.enrol(code)).rejects.toThrow('An operator of the market quarantined it');
    expect((await operator(`/${vehicleId}`)).json.state).toBe('quarantined');
  });

  test('is of a vehicle that there is, with a reason', async () => {
    expect((await operator('/veh_none')).status).toBe(404);
    expect((await operator('/veh_none/quarantine', { reason: 'x' })).status).toBe(404);
    expect((await operator('/veh_none/lift', { reason: 'x' })).status).toBe(404);
    expect((await operator(`/${worker.vehicleId}/quarantine`, { reason: ' ' })).status).toBe(400);
  });
});

test('while pay is held for false results no code of its owner lets a quarantined vehicle back', async () => {
  const { deps } = market.cloud;
  const { ownerId = '' } = market.owners[0] ?? {};
  const { doubts = [] } = await deps.owners.get(ownerId);
  await deps.commit([
    ownerWrites.changeReputation(await deps.owners.get(ownerId), {
      doubts,
      hold: 'begins',
      at: market.now(),
    }),
    vehicleWrites.freeze(worker, market.now()),
  ]);
  const { code, json } = await ask(market, ownerKey(market, 0), '/owner/enrolment_codes', {
    body: { vehicle_id: worker.vehicleId },
  });
  expect(code).toBe('conflict');
  expect(json.error.message).toContain('until a person has looked');
});

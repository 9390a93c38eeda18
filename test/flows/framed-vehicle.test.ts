import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { vehicleWrites } from '../../functions/adapters/vehicle-item.ts';
import { noteDoubts } from '../../functions/market/audits/note-doubts.ts';
import { call } from '../../local/demo/api.ts';
import type { Doubt } from '../../shared/holdback.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let framed: TestVehicle;
let liar: TestVehicle;
beforeAll(async () => {
  market = await startMarket({
    policy: { ...demoPolicy, auditShare: 0, holdbackSeconds: 86_400, doubtfulHoldbackSeconds: 14 * 86_400 },
  });
  framed = await market.vehicle(0, ['parkade-embed-1']);
  liar = await market.vehicle(1, ['parkade-embed-1']);
});
afterAll(() => market.close());

const ownerIdOf = (no: 0 | 1) => market.earnings(no).then(({ ownerId }) => ownerId);

test('a vehicle that only the dishonest spoke against works again, and is paid, once one of them is proven false', async () => {
  const { deps } = market.cloud;
  const [owner, liarOwner] = [await ownerIdOf(0), await ownerIdOf(1)];
  const { owner_id: third } = await call<{ owner_id: string }>(`${market.cloud.url}/v1/finance/owners`, {
    key: market.financeKey,
    body: { name: 'Third', tariffMicroUsdPerKwh: 187_000 },
  }).then((reply) => ({ owner_id: (reply as unknown as { ownerId: string }).ownerId }));
  const at = market.now() - 3 * 3_600_000;
  const against = (againstOwnerId: string, vehicleId: string): Doubt => ({ at, vehicleId, againstOwnerId });
  const framedBy = [against(liarOwner, framed.vehicleId), against(third, framed.vehicleId)];
  await deps.commit([
    ownerWrites.changeReputation(await deps.owners.get(owner), { doubts: framedBy, hold: 'begins', at }),
    vehicleWrites.freeze(framed, at),
  ]);
  const said = [against(owner, liar.vehicleId)];
  await deps.commit([ownerWrites.changeReputation(await deps.owners.get(liarOwner), { doubts: said, at })]);
  await expect(framed.lease()).rejects.toThrow();

  const parties = [
    { ownerId: liarOwner, vehicleId: liar.vehicleId },
    { ownerId: third, vehicleId: 'vehicle_of_third' },
  ] as const;
  await deps.commit(await noteDoubts(deps, parties));

  expect(await deps.owners.get(owner)).not.toHaveProperty('payHeldSince');
  expect((await deps.owners.get(owner)).doubts).toEqual([against(third, framed.vehicleId)]);
  expect((await deps.owners.get(liarOwner)).payHeldSince).toBeDefined();
  expect(await framed.lease()).toEqual([]);
  await expect(liar.lease()).rejects.toThrow();
});

test('a fleet that framed more vehicles than a commit can let go is proven false all the same', async () => {
  const { deps } = market.cloud;
  const at = market.now() - 3 * 3_600_000;
  const doubtOf = (vehicleId: string, againstOwnerId: string): Doubt => ({ at, vehicleId, againstOwnerId });
  const fleet = 'own_fleet';
  const victims = Array.from({ length: 50 }, (_, no) => ({ ownerId: `own_${no}`, vehicleId: `veh_${no}` }));
  const doubts = victims.map(({ ownerId }, no) => doubtOf(`fleet_${no}`, ownerId));
  const owners = new Map(
    victims.map(({ ownerId, vehicleId }) => [
      ownerId,
      { doubts: [doubtOf(vehicleId, fleet), doubtOf(vehicleId, 'elsewhere')], payHeldSince: at },
    ]),
  );
  const template = await deps.owners.get(await ownerIdOf(0));
  const find: typeof deps.owners.find = async (ownerId) => ({
    ...template,
    ownerId,
    ...(ownerId === fleet ? { doubts } : owners.get(ownerId)),
  });
  const record = await deps.vehicles.findRecord(framed.vehicleId);
  if (!record) throw new Error('the framed vehicle has no record');
  const findRecord: typeof deps.vehicles.findRecord = async (vehicleId) =>
    vehicleId.startsWith('veh_')
      ? { ...record, vehicleId, state: 'quarantined', stateReason: 'differing_results' }
      : { ...record, vehicleId, state: 'active' };
  const writes = await noteDoubts(
    { ...deps, owners: { ...deps.owners, find }, vehicles: { ...deps.vehicles, findRecord } },
    [
      { ownerId: fleet, vehicleId: 'fleet_49' },
      { ownerId: 'own_honest', vehicleId: 'veh_honest' },
    ],
  );
  const keysOf = writes.map((write) => JSON.stringify('put' in write ? write.put.Item : write.update.Key));
  expect(writes.length).toBeLessThanOrEqual(90);
  expect(new Set(keysOf).size).toBe(writes.length);
  expect(keysOf.filter((key) => key.includes(fleet) || key.includes('fleet_49'))).toHaveLength(2);
  // Whoever is let go gets both its pay and its vehicle.
  const ofVictims = (start: string) => keysOf.filter((key) => key.includes(start)).length;
  expect(ofVictims('veh_')).toBe(ofVictims('own_') - 1);
});

import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { enrolDevice, rotateKeys, settleKeys } from '../../../agent/device-enrolment.ts';
import { openDeviceKey } from '../../../agent/device-key.ts';
import { createMarket, MarketRefusal } from '../../../agent/market.ts';
import { ownerWrites } from '../../../functions/adapters/owners.ts';
import { vehicleWrites } from '../../../functions/adapters/vehicle-item.ts';
import { standardCharter } from '../../../shared/charter.ts';
import { deadLettersName } from '../../../shared/dead-letters.ts';
import { demoPolicy } from '../../../shared/policy.ts';
import type { TestVehicle } from '../../support/test-vehicle.ts';
import { callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { batchOf, workAll } from './batches.ts';
import { financeOf, newCustomer, newOwner, operatorOf, type PaidOwner, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const model = 'parkade-embed-1';
const about = { hardwareClass: 'AI4', models: [model], softwareVersion: '1.0.0' } as const;
const charter = { ...standardCharter, departure: { ...standardCharter.departure, weekly: [] } };

/** A device with the agent's own parts, that asks again after whatever may pass. */
async function newDevice({ cloud, dir, now }: FaultyMarket, name: string) {
  const device = await openDeviceKey(join(dir, `${name}.json`), now);
  return { device, market: createMarket({ baseUrl: `${cloud.url}/v1`, device, now, retries: 0 }) };
}

type Device = Awaited<ReturnType<typeof newDevice>>;

/** A code takes so many tries: one that was used up by answers that were lost is followed by another. */
async function enrolled({ persist }: FaultyMarket, owner: PaidOwner, car: Device, vehicleId?: string) {
  const asked = vehicleId === undefined ? {} : { vehicle_id: vehicleId };
  return persist(async () => {
    const { code } = await owner.post('/owner/enrolment_codes', asked);
    for (let tries = 0; ; tries++)
      try {
        await enrolDevice(car, { ...about, models: [...about.models], code });
        return car.device.identity?.vehicleId ?? '';
      } catch (error) {
        if (error instanceof MarketRefusal || tries === 4) throw error;
      }
  });
}

const noTasks = { leases: async () => [] };

/** What was asked for and whose answer was lost is found out at the program's next start. */
const withNewKeys = ({ persist }: FaultyMarket, car: Device) =>
  persist((tries) => (tries === 1 ? rotateKeys({ ...car, spool: noTasks }) : settleKeys(car)));

/** Enrolled, told of what it holds, under new keys, enrolled anew and shut out in the end. */
async function lives(market: FaultyMarket, owner: PaidOwner, no: string): Promise<Outcome> {
  const car = await newDevice(market, `car-${no}`);
  const vehicleId = await enrolled(market, owner, car);
  const benchmarks = [{ model, speed: 1.5, memoryMegabytes: 200 }];
  const held = { models: [model], softwareVersion: '1.0.1', benchmarks };
  await market.persist(() => car.market.register(held));
  const { signingPublicKey } = car.device;
  await withNewKeys(market, car);
  const rotated = car.device.signingPublicKey !== signingPublicKey;
  const again = await enrolled(market, owner, car, vehicleId);
  await owner.post('/owner/charters', {
    charter,
    vehicle_ids: [vehicleId],
    consent: { accepted: true, text_version: '1' },
  });
  await owner.get('/owner/export?limit=50');
  const path = `/owner/vehicles/${vehicleId}`;
  await market.persist(() => car.market.rest({ because: [{ code: 'paused' }] }));
  await owner.post(`${path}/finish`);
  const before = await owner.get(path);
  await owner.post(`${path}/resume`);
  await owner.post(`${path}/revoke`);
  const refused = await market.persist(async () => {
    const call = car.market.work({ handIns: [], want: null });
    return call.then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof MarketRefusal)) throw error;
        return error.code;
      },
    );
  });
  return {
    rotated,
    same: again === vehicleId,
    version: before.software_version,
    because: before.waiting_because.map((each: { code: string }) => each.code).join(),
    state: (await owner.get(path)).state,
    refused,
  };
}

/** A vehicle that enrolled while its owner's account was being closed. */
const enrolling = (market: FaultyMarket, { id: ownerId }: PaidOwner, vehicleId: string) =>
  market.looking(async () => {
    const { deps } = market.cloud;
    const vehicle = {
      vehicleId,
      ownerId,
      signingKey: 'a key',
      sealingKey: 'a key',
      hardwareClass: 'AI4' as const,
      models: [model],
      softwareVersion: '1.0.0',
      enrolledAt: deps.now(),
    };
    await deps.commit([vehicleWrites.create(vehicle), vehicleWrites.list(vehicle)]);
  });

/** An account is closed: its vehicles are out at once, one that comes late when it is erased. */
async function closed(market: FaultyMarket, owner: PaidOwner, no: string): Promise<Outcome> {
  for (const name of ['left', 'right']) {
    const car = await newDevice(market, `${name}-${no}`);
    await enrolled(market, owner, car);
  }
  await owner.put('/owner/beneficiaries', {
    beneficiaries: [{ name: 'Dora', role: 'driver', share_basis_points: 2_500 }],
  });
  await owner.post('/owner/erasure');
  const states = async () =>
    (await owner.get('/owner/vehicles')).data.map((each: { state: string }) => each.state);
  const atOnce = await states();
  for (let late = 0; late < 2; late++) await enrolling(market, owner, `veh_late_${no}_${late}`);
  market.advanceSeconds(40 * 86_400);
  await market.timerUntil('eraseOwners', async () => (await owner.get('/owner/earnings')).name === '');
  const isOut = (state: string) => state === 'revoked';
  return { atOnce: atOnce.every(isOut), inTheEnd: (await states()).every(isOut) };
}

/** Pay that was held for proven fraud goes again when two people say so. */
async function heldPay(market: FaultyMarket, { id }: PaidOwner): Promise<Outcome> {
  const path = `/finance/owners/${id}/held_pay`;
  const record = () => market.looking(() => market.cloud.deps.owners.get(id));
  const held = ownerWrites.changeReputation(await record(), {
    doubts: [],
    hold: 'begins',
    at: market.now(),
  });
  await market.looking(() => market.cloud.deps.commit([held]));
  await financeOf(market).post(`${path}/propose`);
  await callerWith(market, market.approverKey).post(
    `${path}/approve`,
    {},
    { look: async () => ((await record()).payHeldSince === undefined ? {} : undefined) },
  );
  return { held: (await record()).payHeldSince !== undefined };
}

/** A model is halted while a vehicle has a task of it: how many leases are alive is told. */
async function halted(market: FaultyMarket, no: string): Promise<Outcome> {
  const customer = await newCustomer(market, `Acme ${no}`);
  await topUp(market, customer, 10);
  const requests = [{ custom_id: 'a', body: { model, input: 'a parked car' } }];
  await batchOf(customer, `halted-${no}`, { requests, endpoint: '/v1/embeddings' });
  await market.drain();
  await market.timerUntil('sweepBatches', async () => {
    market.advanceSeconds(400);
    return (await busy.lease()).length > 0;
  });
  const operator = operatorOf(market);
  const reason = `Heat ${no}`;
  const halt = await operator.make(
    '/operator/halts',
    { model, reason },
    (each: { reason: string }) => each.reason === reason,
  );
  const { active_leases: leases } = await operator.get(`/operator/halts/${halt.id}`);
  await operator.delete(`/operator/halts/${halt.id}`);
  market.advanceSeconds(1_200);
  await workAll(market, busy);
  return { leases };
}

/** An operator quarantines a vehicle, and lifts that. */
async function quarantined(market: FaultyMarket): Promise<Outcome> {
  const operator = operatorOf(market);
  const path = `/operator/vehicles/${busy.vehicleId}`;
  const decide = (does: 'quarantine' | 'lift', wanted: string) =>
    operator.post(
      `${path}/${does}`,
      { reason: 'Heat' },
      { look: async () => ((await operator.get(path)).state === wanted ? {} : undefined) },
    );
  await decide('quarantine', 'quarantined');
  const shutOut = (await operator.get('/operator/vehicles?state=quarantined')).data.length;
  await decide('lift', 'active');
  return { shutOut, vehicles: (await operator.get('/operator/vehicles?limit=100')).data.length > 0 };
}

const deadLetters = deadLettersName('credit');

/** A message that nobody could do is looked at and sent back; one that is none of the market's stays, and another is left. */
async function replayed(market: FaultyMarket): Promise<Outcome> {
  const operator = operatorOf(market);
  const path = `/operator/dead_letters/${deadLetters}`;
  const { customerId } = market;
  const bodies = [JSON.stringify({ customerId }), 'nothing of ours'];
  await market.looking(async () => {
    for (const MessageBody of bodies)
      await market.cloud.clients.sqs.send(
        new SendMessageCommand({
          QueueUrl: `${market.cloud.deps.queueUrlPrefix}${deadLetters}`,
          MessageBody,
        }),
      );
  });
  await operator.get('/operator/dead_letters');
  await operator.get('/operator/lanes');
  const ids = (await operator.get(path)).data
    .filter(({ says }: { says: object | null }) => says !== null)
    .map(({ id }: { id: string }) => id);
  await operator.post(`${path}/replay`, { message_ids: ids });
  return { replayed: ids.length };
}

let busy: TestVehicle;

/** Vehicles and who they belong to. */
export const devices: Story = {
  name: 'devices',
  options: { policy: { ...demoPolicy, auditShare: 0, payoutsNeedApproval: true } },
  async begin(market) {
    busy = await market.vehicle(0, [model]);
  },
  async tell(market, no) {
    const owner = await newOwner(market, `Olga ${no}`);
    return {
      ...(await lives(market, owner, no)),
      ...(await heldPay(market, owner)),
      ...(await halted(market, no)),
      ...(await quarantined(market)),
      ...(await replayed(market)),
      ...(await closed(market, owner, no)),
    };
  },
};

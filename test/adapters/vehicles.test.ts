import { randomUUID as random } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { enrolmentCodesIn, enrolmentCodeWrites } from '../../functions/adapters/enrolment-codes.ts';
import { keys } from '../../functions/adapters/keys.ts';
import type { Call } from '../../functions/adapters/vehicle-admission.ts';
import { vehicleWrites } from '../../functions/adapters/vehicle-item.ts';
import { vehiclesIn } from '../../functions/adapters/vehicles.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { startedAt } from '../shared/sample-task.ts';
import { itemBytes } from './item-size.ts';
import { codeOf, startTable, tableName, winners } from './table.ts';
import { clientLosing } from './unlucky-clients.ts';

const table = await startTable();
const { commit, db } = table;
const vehicles = vehiclesIn(db, tableName);
const codes = enrolmentCodesIn(db, tableName);

const vehicle = (vehicleId: string): Vehicle => ({
  vehicleId,
  ownerId: 'own_1',
  signingKey: 's'.repeat(43),
  sealingKey: 'x'.repeat(43),
  hardwareClass: 'AI5',
  models: ['parkade-embed-1'],
  softwareVersion: '1.2.3',
  enrolledAt: startedAt,
});

const run = (name: string) => name.padEnd(22, '_');
const call = (changes: Partial<Call>): Call => ({
  signingKey: 's'.repeat(43),
  run: run('a'),
  sequence: 1,
  challenge: undefined,
  attempt: random(),
  now: startedAt,
  ...changes,
});
const admit = (vehicleId: string, sequence: number, changes: Partial<Call> = {}) =>
  vehicles.admit(vehicleId, call({ sequence, ...changes }));
const challengeOf = async (admission: ReturnType<typeof admit>) => {
  const answer = await admission;
  return 'challenge' in answer ? answer.challenge : undefined;
};

async function enrolled(vehicleId: string): Promise<string> {
  await commit([vehicleWrites.create(vehicle(vehicleId))]);
  return vehicleId;
}

const revoke = (vehicleId: string) =>
  commit([vehicleWrites.revoke({ vehicleId, ownerId: 'own_1' }, startedAt)]);

describe('a vehicle', () => {
  test('comes back as it enrolled, also after it was let in', async () => {
    const id = await enrolled('veh_full');
    await admit(id, 1);
    expect(await vehiclesIn(db, tableName).find(id)).toEqual(vehicle(id));
    expect(await vehicles.find('veh_none')).toBeUndefined();
  });

  test('enrols once', async () => {
    await enrolled('veh_once');
    expect(await codeOf(commit([vehicleWrites.create(vehicle('veh_once'))]))).toBe('conflict');
  });

  test('is let in by a number above all before it, whatever the gap', async () => {
    const id = await enrolled('veh_seq');
    await admit(id, 1);
    await admit(id, startedAt);
    for (const used of [startedAt, startedAt - 1, 1, 0])
      expect(await codeOf(admit(id, used))).toBe('replayed_proof');
    await admit(id, startedAt + 1);
  });

  test('gets one of ten copies of a request in', async () => {
    const id = await enrolled('veh_copies');
    const copies = await Promise.all(Array.from({ length: 10 }, () => codeOf(admit(id, 5))));
    expect(copies.filter((code) => code === undefined)).toHaveLength(1);
    expect(copies.filter((code) => code === 'replayed_proof')).toHaveLength(9);
  });

  test('whose first write was answered into the void is let in by the SDK’s second try', async () => {
    const id = await enrolled('veh_lost');
    const { db: losing, sent } = clientLosing(table, ({ ofAll }) => ofAll === 1);
    const unlucky = vehiclesIn(losing, tableName);
    await unlucky.admit(id, call({ sequence: 7 }));
    expect(sent()).toBe(3);
    expect(await codeOf(unlucky.admit(id, call({ sequence: 7 })))).toBe('replayed_proof');
  });

  test('that is revoked or never enrolled is not let in, though its keys are still in memory', async () => {
    const id = await enrolled('veh_revoked');
    await vehicles.find(id);
    await revoke(id);
    expect(await codeOf(admit(id, 1))).toBe('vehicle_revoked');
    expect(await codeOf(admit('veh_none', 1))).toBe('unknown_vehicle');
    expect(await codeOf(revoke(id))).toBe('changed_meanwhile');
  });

  test('takes one write unit a call: its item stays within a kilobyte', async () => {
    const models = ['parkade-embed-1', 'parkade-dictionary-1', 'tesseract-eng'];
    const benchmarks = models.map((model) => ({ model, speed: 123.45, memoryMegabytes: 1_234 }));
    const full = { ...vehicle(`veh_${'0'.repeat(26)}`), ownerId: `own_${'0'.repeat(26)}` };
    await commit([vehicleWrites.create({ ...full, models, benchmarks, region: 'apac', attested: true })]);
    for (let no = 1; no <= 8; no++)
      await admit(full.vehicleId, startedAt + no, { run: run(String(no)), attempt: 'a'.repeat(16) });
    expect(itemBytes((await table.item(keys.vehicle(full.vehicleId))) ?? {})).toBeLessThan(1_024);
    expect(await vehicles.findRecord(full.vehicleId)).toMatchObject({ benchmarks, models });
  });

  test('leaves no finer time than the hour', async () => {
    const id = await enrolled('veh_hour');
    await admit(id, 1, { now: startedAt + 1_234_567 });
    const item = await table.item(keys.vehicle(id));
    expect((item?.seenAt as number) % 3_600_000).toBe(0);
  });
});

describe('two programs with one key', () => {
  test('are one that was started anew, until the first one shows that it lives', async () => {
    const id = await enrolled('veh_two');
    await admit(id, 1);
    await admit(id, 2, { run: run('b') });
    const challenge = await challengeOf(admit(id, 3));
    expect(challenge).toMatch(/^[\w-]{43}$/);
    // Copies of what it signed before do not tell that it lives.
    for (const sequence of [1, 3, 3]) expect(await challengeOf(admit(id, sequence))).toBe(challenge);
    expect(await codeOf(admit(id, 4, { run: run('b') }))).toBeUndefined();
    expect(await codeOf(admit(id, 5, { challenge }))).toBe('vehicle_quarantined');
    expect(await codeOf(admit(id, 6, { run: run('b') }))).toBe('vehicle_quarantined');
    expect(await codeOf(admit(id, 7, { run: run('c') }))).toBe('vehicle_quarantined');
    expect(await vehicles.findRecord(id)).toMatchObject({ state: 'quarantined', stateReason: 'two_holders' });
  });

  test('are not made of the answer to an earlier run’s challenge', async () => {
    const id = await enrolled('veh_stale');
    await admit(id, 1);
    await admit(id, 2, { run: run('b') });
    const challenge = await challengeOf(admit(id, 3));
    await admit(id, 10, { run: run('c') });
    expect(await challengeOf(admit(id, 11, { challenge }))).not.toBe(challenge);
    expect(await codeOf(admit(id, 12, { run: run('c') }))).toBeUndefined();
  });

  test('that start at once leave the vehicle with one of them', async () => {
    const id = await enrolled('veh_race');
    const starts = ['a', 'b', 'c', 'd'].map((name, at) => codeOf(admit(id, at + 1, { run: run(name) })));
    expect((await Promise.all(starts)).filter(Boolean)).toEqual([]);
    const lets = ['a', 'b', 'c', 'd'].map((name) => challengeOf(admit(id, 9, { run: run(name) })));
    expect((await Promise.all(lets)).filter((challenge) => challenge === undefined)).toHaveLength(1);
  });

  test('find the vehicle enrolled before runs were told apart as its first run', async () => {
    const id = 'veh_before';
    const { retiredRuns: _none, ...item } = (await table.item(keys.vehicle(await enrolled(id)))) ?? {};
    await table.db.send(new PutCommand({ TableName: tableName, Item: { ...item, sequence: startedAt } }));
    expect(await codeOf(admit(id, startedAt + 1))).toBeUndefined();
    expect(await codeOf(admit(id, startedAt + 2))).toBeUndefined();
  });
});

describe('new keys', () => {
  test('count at once and shut the old ones out, here and in an instance that knew them', async () => {
    const id = await enrolled('veh_keys');
    const elsewhere = vehiclesIn(db, tableName);
    await elsewhere.find(id);
    const keysNow = { signingKey: 'n'.repeat(43), sealingKey: 'm'.repeat(43) };
    await commit([vehicleWrites.rotate(vehicle(id), keysNow)]);
    expect(await codeOf(elsewhere.admit(id, call({ sequence: 5 })))).toBe('invalid_proof');
    expect(await elsewhere.admit(id, call({ sequence: 5, ...keysNow }))).toEqual({
      vehicle: { ...vehicle(id), ...keysNow },
    });
    expect(await codeOf(commit([vehicleWrites.rotate(vehicle(id), keysNow)]))).toBe('changed_meanwhile');
  });
});

describe('an enrolment code', () => {
  const expiresAt = startedAt + 600_000;
  const usedBy = { vehicleId: 'veh_a', signingKey: 's'.repeat(43) };
  const opened = async (codeId: string) => {
    await commit([enrolmentCodeWrites.open(codeId, { ownerId: 'own_1', secretSha256: 'x', expiresAt })]);
    return codeId;
  };

  test('may be tried until its last millisecond', async () => {
    const code = await opened('c1');
    expect(await codes.takeTry(code, expiresAt - 1)).toMatchObject({ ownerId: 'own_1', tries: 1 });
    expect(await codeOf(codes.takeTry(code, expiresAt))).toBe('invalid_enrolment_code');
  });

  test('gives five tries, to those who come one by one and to a hundred at once', async () => {
    for (const code of [await opened('c2'), await opened('c3')]) {
      const tries = Array.from({ length: 100 }, () => () => codeOf(codes.takeTry(code, startedAt)));
      const given: (string | undefined)[] = [];
      if (code === 'c2') for (const each of tries.slice(0, 10)) given.push(await each());
      else given.push(...(await Promise.all(tries.map((each) => each()))));
      expect(given.filter((refused) => refused === undefined)).toHaveLength(5);
    }
  });

  test('enrols one of two vehicles that use it at once', async () => {
    const code = await opened('c4');
    const { won, codes: refused } = await winners(
      table,
      ['veh_a', 'veh_b'].map((id) => [
        enrolmentCodeWrites.use(code, { ...usedBy, vehicleId: id }, startedAt),
        vehicleWrites.create(vehicle(id)),
      ]),
    );
    expect([won, refused.filter(Boolean)]).toEqual([1, ['invalid_enrolment_code']]);
    const found = await Promise.all(['veh_a', 'veh_b'].map((id) => vehicles.find(id)));
    expect(found.filter(Boolean)).toHaveLength(1);
    expect(await codes.takeTry(code, startedAt)).toMatchObject({ state: 'used', usedBy: expect.anything() });
  });

  test('that has lapsed enrols nobody', async () => {
    const code = await opened('c5');
    expect(await codeOf(commit([enrolmentCodeWrites.use(code, usedBy, expiresAt)]))).toBe(
      'invalid_enrolment_code',
    );
    expect(await codeOf(commit([enrolmentCodeWrites.use(code, usedBy, expiresAt - 1)]))).toBeUndefined();
    expect(await codeOf(codes.takeTry(code, expiresAt))).toBe('invalid_enrolment_code');
    expect(await codeOf(codes.takeTry('never', startedAt))).toBe('invalid_enrolment_code');
  });
});

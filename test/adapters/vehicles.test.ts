import { randomUUID as random } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { enrolmentCodesIn, enrolmentCodeWrites } from '../../functions/adapters/enrolment-codes.ts';
import { keys } from '../../functions/adapters/keys.ts';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { vehiclesIn, vehicleWrites } from '../../functions/adapters/vehicles.ts';
import { localCredentials, localRegion } from '../../local/dynamo.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { startedAt } from '../shared/sample-task.ts';
import { codeOf, startTable, tableName, winners } from './table.ts';

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

const admit = (vehicleId: string, sequence: number) =>
  vehicles.admit(vehicleId, { sequence, requestId: `req_${random()}`, now: startedAt });

async function enrolled(vehicleId: string): Promise<string> {
  await commit([vehicleWrites.create(vehicle(vehicleId))]);
  return vehicleId;
}

const revoke = (vehicleId: string) =>
  commit([
    {
      update: {
        Key: keys.vehicle(vehicleId),
        UpdateExpression: 'SET #state = :revoked',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':revoked': 'revoked' },
      },
      otherwise: new Refusal('conflict', ''),
    },
  ]);

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
    const client = new DynamoDBClient({
      endpoint: table.url,
      region: localRegion,
      credentials: localCredentials,
    });
    let sent = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (++sent === 1) throw Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' });
        return answer;
      },
      { step: 'deserialize', priority: 'low', name: 'losing' },
    );
    const unlucky = vehiclesIn(DynamoDBDocumentClient.from(client), tableName);
    await unlucky.admit(id, { sequence: 7, requestId: 'req_1', now: startedAt });
    expect(sent).toBe(2);
    expect(await codeOf(unlucky.admit(id, { sequence: 7, requestId: 'req_2', now: startedAt }))).toBe(
      'replayed_proof',
    );
    client.destroy();
  });

  test('that is revoked or never enrolled is not let in, though its keys are still in memory', async () => {
    const id = await enrolled('veh_revoked');
    await vehicles.find(id);
    await revoke(id);
    expect(await codeOf(admit(id, 1))).toBe('not_allowed');
    expect(await codeOf(admit('veh_none', 1))).toBe('not_allowed');
  });
});

describe('an enrolment code', () => {
  const expiresAt = startedAt + 600_000;
  const opened = async (sha256: string) => {
    await commit([
      ownerWrites.openEnrolmentCode(sha256, { ownerId: 'own_1', expiresAt, state: 'open', tries: 0 }),
    ]);
    return sha256;
  };

  test('tells whose vehicle it enrols, until its last millisecond', async () => {
    const code = await opened('c1');
    expect(await codes.get(code, expiresAt - 1)).toEqual({ ownerId: 'own_1' });
    expect(await codeOf(codes.get(code, expiresAt))).toBe('invalid_enrolment_code');
  });

  test('enrols one of two vehicles that use it at once', async () => {
    const code = await opened('c2');
    const { won, codes: refused } = await winners(
      table,
      ['veh_a', 'veh_b'].map((id) => [
        enrolmentCodeWrites.use(code, startedAt),
        vehicleWrites.create(vehicle(id)),
      ]),
    );
    expect([won, refused.filter(Boolean)]).toEqual([1, ['invalid_enrolment_code']]);
    const found = await Promise.all(['veh_a', 'veh_b'].map((id) => vehicles.find(id)));
    expect(found.filter(Boolean)).toHaveLength(1);
    expect(await codeOf(codes.get(code, startedAt))).toBe('invalid_enrolment_code');
  });

  test('that has lapsed enrols nobody', async () => {
    const code = await opened('c3');
    expect(await codeOf(commit([enrolmentCodeWrites.use(code, expiresAt)]))).toBe('invalid_enrolment_code');
    expect(await codeOf(commit([enrolmentCodeWrites.use(code, expiresAt - 1)]))).toBeUndefined();
  });

  test('that never was is answered like a used one', async () => {
    const told = async (promise: Promise<unknown>) => promise.catch((error: Error) => error.message);
    const code = await opened('c4');
    await commit([enrolmentCodeWrites.use(code, startedAt)]);
    expect(await told(codes.get('never', startedAt))).toBe(await told(codes.get(code, startedAt)));
    expect(await codeOf(commit([enrolmentCodeWrites.use('never', startedAt)]))).toBe(
      'invalid_enrolment_code',
    );
  });
});

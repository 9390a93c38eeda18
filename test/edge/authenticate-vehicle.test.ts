import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { localVault } from '../../functions/adapters/vault.ts';
import { vehicleWrites } from '../../functions/adapters/vehicle-item.ts';
import { authenticateVehicle, type VehicleApi } from '../../functions/edge/authenticate-vehicle.ts';
import { depsOver } from '../../functions/edge/deps.ts';
import { newApi } from '../../functions/edge/http.ts';
import { localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';
import { standardPlanLimits } from '../../shared/plan.ts';
import { standardPolicy } from '../../shared/policy.ts';
import type { Vehicle } from '../../shared/vehicle.ts';

const dynamo = await startDynamo({});
afterAll(() => dynamo.close());

const nowSeconds = Date.UTC(2027, 0, 1) / 1_000;
let clock = nowSeconds * 1_000;
const publicUrl = 'https://market.example';
const faults: unknown[] = [];
const aws = { region: localRegion, credentials: localCredentials };
const bytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const deps = depsOver(
  {
    db: DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: dynamo.url, ...aws })),
    s3: new S3Client(aws),
    sqs: new SQSClient(aws),
    stripe: {},
    vault: localVault(bytes(32), bytes),
  },
  {
    tableName: 'market',
    filesBucket: 'files',
    tasksBucket: 'tasks',
    journalBucket: 'journal',
    queueUrlPrefix: 'http://127.0.0.1:1/',
    publicUrl,
    policy: standardPolicy,
    planLimits: standardPlanLimits,
    leaseTokenKey: undefined,
    idleRetrySeconds: 1,
    liveDuty: { vehiclesPerModel: 1, waitSeconds: 1 },
    stripeWebhooks: undefined,
    stripeLivemode: false,
  },
  {
    now: () => clock,
    pause: async () => undefined,
    randomBytes: bytes,
    reportFault: (error) => void faults.push(error),
  },
);

const api = newApi(deps) as unknown as VehicleApi;
api.use('/v1/vehicle/*', authenticateVehicle(deps));
api.all('/v1/vehicle/work', (c) => c.json({ vehicle: c.get('vehicle'), callerId: c.get('callerId') }));

async function enrol(vehicleId: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x: signingKey = '' } = await exportJWK(publicKey);
  const vehicle: Vehicle = {
    vehicleId,
    ownerId: 'own_1',
    signingKey,
    sealingKey: 'x'.repeat(43),
    hardwareClass: 'AI5',
    models: ['parkade-embed-1'],
    softwareVersion: '1',
    enrolledAt: clock,
  };
  await deps.commit([vehicleWrites.create(vehicle)]);
  return { vehicle, privateKey };
}

const mine = await enrol('veh_1');
const other = await enrol('veh_2');
const body = '{"handIns":[],"want":null}';
let seq = 0;

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');
const claimsOf = (changes: object = {}) => ({
  htm: 'POST',
  htu: `${publicUrl}/v1/vehicle/work`,
  iat: nowSeconds,
  seq: ++seq,
  bh: hashOf(body),
  run: 'r'.repeat(22),
  ...changes,
});
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = { alg: 'EdDSA', typ: 'parkade-proof+jwt', kid: 'veh_1' };

const signed = (claims: object, changes: object = {}, key: CryptoKey | Uint8Array = mine.privateKey) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ ...header, ...changes })
    .sign(key);

async function call(
  proof: string | undefined,
  request: { method?: string; body?: string; path?: string } = {},
) {
  const reply = await api.request(request.path ?? '/v1/vehicle/work', {
    method: request.method ?? 'POST',
    headers: proof === undefined ? {} : { 'vehicle-proof': proof },
    body: request.body ?? body,
  });
  const json = await reply.json();
  return { status: reply.status, code: json.error?.code, json };
}

describe('a vehicle is let in', () => {
  test('with what it signed for this very call, and the route knows who it is', async () => {
    const { status, json } = await call(await signed(claimsOf()));
    expect([status, json]).toEqual([200, { vehicle: mine.vehicle, callerId: 'veh_1' }]);
  });

  test.each([-60, 60])('with a clock that is off by %i s', async (seconds) => {
    expect((await call(await signed(claimsOf({ iat: nowSeconds + seconds })))).status).toBe(200);
  });
});

describe('a vehicle is refused with invalid_proof', () => {
  test.each([
    ['for another method', { htm: 'GET' }],
    ['for another path', { htu: `${publicUrl}/v1/vehicle/enrolments` }],
    ['for another host', { htu: 'https://other.example/v1/vehicle/work' }],
    ['for the same host without TLS', { htu: 'http://market.example/v1/vehicle/work' }],
    ['for another body', { bh: hashOf(`${body} `) }],
    ['without a body hash', { bh: undefined }],
    ['61 s old', { iat: nowSeconds - 61 }],
    ['61 s ahead', { iat: nowSeconds + 61 }],
    ['without a time', { iat: undefined }],
    ['with a time that is no whole second', { iat: nowSeconds + 0.5 }],
    ['without a number', { seq: undefined }],
    ['numbered 0', { seq: 0 }],
    ['without a run', { run: undefined }],
    ['with a run that is none', { run: 'one' }],
    ['numbered in parts', { seq: 1_000_000.5 }],
  ])('for a proof %s', async (_what, changes) => {
    expect(await call(await signed(claimsOf(changes)))).toMatchObject({ status: 401, code: 'invalid_proof' });
  });

  test.each([
    ['another type', { typ: 'parkade-receipt+jwt' }],
    ['no type', { typ: undefined }],
  ])('for a proof of %s', async (_what, changes) => {
    expect(await call(await signed(claimsOf(), changes))).toMatchObject({
      status: 401,
      code: 'invalid_proof',
    });
  });

  test('for a proof that another key signed, its own included', async () => {
    const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    for (const key of [stranger.privateKey, other.privateKey])
      expect((await call(await signed(claimsOf(), {}, key))).code).toBe('invalid_proof');
    expect((await call(await signed(claimsOf(), { kid: 'veh_2' }))).code).toBe('invalid_proof');
  });

  test('for a proof without a signature, or signed with the public key as if it were a secret', async () => {
    const unsigned = `${encoded({ ...header, alg: 'none' })}.${encoded(claimsOf())}.`;
    const secret = new Uint8Array(Buffer.from(mine.vehicle.signingKey, 'base64url'));
    const symmetric = await signed(claimsOf(), { alg: 'HS256' }, secret);
    for (const proof of [unsigned, symmetric]) expect((await call(proof)).code).toBe('invalid_proof');
  });

  test('for a proof whose claims were changed after it was signed', async () => {
    const [head, , signature] = (await signed(claimsOf())).split('.');
    const forged = `${head}.${encoded(claimsOf())}.${signature}`;
    expect((await call(forged)).code).toBe('invalid_proof');
  });

  test('for no proof', async () => {
    expect(await call(undefined)).toMatchObject({ status: 401, code: 'invalid_proof' });
  });

  test('for a body or a method that was changed under a good proof', async () => {
    expect((await call(await signed(claimsOf()), { body: body.replace('null', '{}') })).code).toBe(
      'invalid_proof',
    );
    expect((await call(await signed(claimsOf()), { method: 'PUT' })).code).toBe('invalid_proof');
  });
});

test.each([
  ['of a vehicle that is not enrolled', async () => signed(claimsOf(), { kid: 'veh_9' })],
  ['without a kid', async () => signed(claimsOf(), { kid: undefined })],
  ['that is no proof at all', async () => 'not.a.proof'],
])('a proof %s is refused with unknown_vehicle', async (_what, proof) => {
  expect(await call(await proof())).toMatchObject({ status: 401, code: 'unknown_vehicle' });
});

describe('a copy of a call', () => {
  test('is refused, three times out of three', async () => {
    const proof = await signed(claimsOf());
    expect((await call(proof)).status).toBe(200);
    for (let copy = 0; copy < 3; copy++)
      expect(await call(proof)).toMatchObject({ status: 401, code: 'replayed_proof' });
  });

  test('gets in once, of ten that arrive together', async () => {
    const proof = await signed(claimsOf());
    const replies = await Promise.all(Array.from({ length: 10 }, () => call(proof)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('of an earlier call is refused after a later one, though it never arrived', async () => {
    const early = await signed(claimsOf());
    expect((await call(await signed(claimsOf()))).status).toBe(200);
    expect((await call(early)).code).toBe('replayed_proof');
  });
});

test('a forged proof uses up none of the vehicle’s numbers', async () => {
  const claims = claimsOf();
  await call(await signed({ ...claims, seq: claims.seq + 1_000 }, {}, other.privateKey));
  await call(await signed({ ...claims, seq: claims.seq + 1_000 }), { body: 'another' });
  expect((await call(await signed(claims))).status).toBe(200);
});

test('each vehicle has numbers of its own', async () => {
  const proof = await signed(claimsOf({ seq: 1 }), { kid: 'veh_2' }, other.privateKey);
  expect(await call(proof)).toMatchObject({ status: 200, json: { callerId: 'veh_2' } });
});

test('time goes on: a proof that was good a minute ago is not good now', async () => {
  const proof = await signed(claimsOf());
  clock += 60_001;
  expect((await call(proof)).code).toBe('invalid_proof');
  clock -= 60_001;
  expect(faults).toEqual([]);
});

import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { openDeviceKey } from '../../agent/device-key.ts';
import { leaseKeySuite, openLeaseKey } from '../../agent/lease-key.ts';
import { signProof } from '../../agent/proof.ts';
import { signReceipt } from '../../agent/receipt.ts';
import { createSpool } from '../../agent/spool.ts';
import { receiptType } from '../../shared/contract/task-files.ts';
import type { LeaseOffer } from '../../shared/contract/vehicle.ts';
import { proofType } from '../../shared/contract/vehicle.ts';
import { leaseKeyInfo } from '../../shared/task-sealing.ts';
import { temporaryFolder } from './support/vehicle.ts';

const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const publicKey = (x: string) => importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA');

async function leaseFor(sealingPublicKey: string, key: Uint8Array): Promise<LeaseOffer> {
  const sealing = await leaseKeySuite.DeserializePublicKey(decode(sealingPublicKey));
  const sealed = await leaseKeySuite.Seal(sealing, key, { info: leaseKeyInfo('task_1', 3) });
  return {
    leaseToken: 'token',
    taskId: 'task_1',
    fence: 3,
    endsAt: Date.now() + 60_000,
    model: 'parkade-embed-1',
    endpoint: '/v1/embeddings',
    requests: 1,
    finished: '',
    runningSeconds: 1,
    pay: { grossNanoUsd: 100, energyNanoUsd: 1, wearNanoUsd: 1, netNanoUsd: 98 },
    payloadUrl: 'http://127.0.0.1/payload',
    resultUrl: 'http://127.0.0.1/result',
    live: false,
    payload: null,
    smallResultMaxBytes: 0,
    resultMaxBytes: 1_000,
    sealedKey: { encapsulated: encode(sealed.encapsulatedSecret), ciphertext: encode(sealed.ciphertext) },
  };
}

test('keys, identity and rising numbers outlast a restart, even with the clock set back', async () => {
  const path = join(temporaryFolder(), 'data/device.json');
  const first = await openDeviceKey(path, () => 5_000_000);
  await first.enrolled({ vehicleId: 'veh_1', ownerId: 'own_1' });
  const seqs = [await first.nextSeq(), await first.nextSeq()];
  const again = await openDeviceKey(path, () => 1_000);
  seqs.push(await again.nextSeq(), await again.nextSeq());
  expect(again.signingPublicKey).toBe(first.signingPublicKey);
  expect(again.sealingPublicKey).toBe(first.sealingPublicKey);
  expect(again.identity).toEqual({ vehicleId: 'veh_1', ownerId: 'own_1' });
  expect(seqs).toEqual([...new Set(seqs)].sort((left, right) => left - right));
  expect(first.signingPublicKey).toHaveLength(43);
  expect(first.sealingPublicKey).toHaveLength(43);
});

test('the key file is readable by its user alone and leaves nothing beside it', async () => {
  const folder = temporaryFolder();
  await openDeviceKey(join(folder, 'device.json'), Date.now);
  expect(statSync(join(folder, 'device.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['device.json']);
});

test('a damaged key file is refused rather than replaced', async () => {
  const path = join(temporaryFolder(), 'device.json');
  writeFileSync(path, '{"signingKey":');
  await expect(openDeviceKey(path, Date.now)).rejects.toThrow('enrol this vehicle again');
  expect(readFileSync(path, 'utf8')).toBe('{"signingKey":');
});

test('a proof is a JWS over method, URL, time, number and body hash', async () => {
  const device = await openDeviceKey(join(temporaryFolder(), 'device.json'), Date.now);
  const call = { method: 'POST', url: 'https://example.com/v1/vehicle/work', body: '{"want":null}' };
  const run = { run: device.run };
  const proof = await signProof(
    { ...call, ...run, kid: 'veh_1', seq: 7, challenge: undefined, signedAt: 1_750_000_000_999 },
    device.signingKey,
  );
  const verified = await jwtVerify(proof, await publicKey(device.signingPublicKey));
  expect(verified.protectedHeader).toEqual({ alg: 'EdDSA', typ: proofType, kid: 'veh_1' });
  expect(verified.payload).toEqual({
    htm: 'POST',
    htu: call.url,
    iat: 1_750_000_000,
    seq: 7,
    bh: createHash('sha256').update(call.body).digest('base64url'),
    ...run,
  });
});

test('a receipt verifies with the vehicle key and with no other', async () => {
  const device = await openDeviceKey(join(temporaryFolder(), 'device.json'), Date.now);
  const other = await openDeviceKey(join(temporaryFolder(), 'device.json'), Date.now);
  const claims = {
    taskId: 'task_1',
    fence: 3,
    model: 'parkade-embed-1',
    modelSha256: 'a'.repeat(64),
    engine: 'onnxruntime-node 1.30.0',
    linesSha256: 'abc',
    runningMillis: 12,
    cpuMillis: 11,
    energyMilliWattHours: 1,
    energySource: 'modelled',
  };
  const receipt = await signReceipt(claims, { vehicleId: 'veh_1', signingKey: device.signingKey });
  const verified = await jwtVerify(receipt, await publicKey(device.signingPublicKey), { typ: receiptType });
  expect(verified.payload).toEqual(claims);
  await expect(jwtVerify(receipt, await publicKey(other.signingPublicKey))).rejects.toThrow();
});

test('a lease key opens for its vehicle, task and fence only', async () => {
  const device = await openDeviceKey(join(temporaryFolder(), 'device.json'), Date.now);
  const other = await openDeviceKey(join(temporaryFolder(), 'device.json'), Date.now);
  const key = new Uint8Array(randomBytes(32));
  const lease = await leaseFor(device.sealingPublicKey, key);
  expect(await openLeaseKey(lease, device.sealingKeys)).toEqual(key);
  await expect(openLeaseKey({ ...lease, fence: 4 }, device.sealingKeys)).rejects.toThrow();
  await expect(openLeaseKey({ ...lease, taskId: 'task_2' }, device.sealingKeys)).rejects.toThrow();
  await expect(openLeaseKey(lease, other.sealingKeys)).rejects.toThrow();
});

test('a spool keeps finished requests sealed, and drops a line that a crash cut off', async () => {
  const folder = temporaryFolder();
  const key = new Uint8Array(randomBytes(32));
  const device = await openDeviceKey(join(temporaryFolder(), 'device.json'), Date.now);
  const lease = await leaseFor(device.sealingPublicKey, key);
  const task = await createSpool(folder).open(lease, key);
  await task.append({ line: 'a secret answer', runningMillis: 1, cpuMillis: 1 });
  await task.append({ line: 'another', runningMillis: 1, cpuMillis: 1 });
  const [name = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, name), 'utf8')).not.toContain('secret');
  appendFileSync(join(folder, name), 'AAAA');

  const restarted = createSpool(folder);
  expect(await restarted.leases()).toEqual([lease]);
  const resumed = await restarted.open(lease, key);
  expect(resumed.records).toMatchObject([{ line: 'a secret answer' }, { line: 'another' }]);
  await resumed.append({ line: 'a third', runningMillis: 1, cpuMillis: 1 });
  expect((await restarted.open(lease, key)).records).toHaveLength(3);
  await restarted.remove(lease);
  expect(await restarted.leases()).toEqual([]);
});

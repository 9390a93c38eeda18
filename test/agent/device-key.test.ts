import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { openDeviceKey } from '../../agent/device-key.ts';
import { type SigningKey, signCompact } from '../../agent/signing-key.ts';
import { temporaryFolder } from './support/vehicle.ts';

const hourMillis = 3_600_000;
const opened = (path = join(temporaryFolder(), 'device.json'), now = Date.now) => openDeviceKey(path, now);

describe('a device', () => {
  test('is another run at each start, of 16 random bytes', async () => {
    const path = join(temporaryFolder(), 'device.json');
    const runs = [(await opened(path)).run, (await opened(path)).run];
    expect(new Set(runs).size).toBe(2);
    for (const run of runs) expect(Buffer.from(run, 'base64url')).toHaveLength(16);
    expect(readFileSync(path, 'utf8')).not.toContain(runs[0]);
  });

  test('counts its calls: a number tells no finer time than the hour of the start', async () => {
    let clock = 10 * hourMillis + 1_234_567;
    const device = await opened(undefined, () => clock);
    expect(await device.nextSeq()).toBe(10 * hourMillis + 1);
    clock += 7_654_321;
    expect(await device.nextSeq()).toBe(10 * hourMillis + 2);
  });

  test('writes no file for most calls, and repeats no number after any of them', async () => {
    const path = join(temporaryFolder(), 'device.json');
    const device = await opened(path);
    let last = await device.nextSeq();
    const written = statSync(path).ino;
    for (let no = 0; no < 999; no++) last = await device.nextSeq();
    expect(statSync(path).ino).toBe(written);
    expect(await (await opened(path)).nextSeq()).toBeGreaterThan(last);
  });

  test('keeps keys to come on disk, for its user alone, until they count or are dropped', async () => {
    const path = join(temporaryFolder(), 'device.json');
    const device = await opened(path);
    await device.enrolled({ vehicleId: 'veh_1', ownerId: 'own_1' });
    const old = device.signingPublicKey;
    const next = await device.prepareNext('rotation');
    expect(next.signingPublicKey).not.toBe(old);
    expect(device.signingPublicKey).toBe(old);
    expect(statSync(path).mode & 0o777).toBe(0o600);

    const restarted = await opened(path);
    expect(restarted.next).toMatchObject({ signingPublicKey: next.signingPublicKey, purpose: 'rotation' });
    expect(await restarted.prepareNext('rotation')).toBe(restarted.next);
    await restarted.useNext();
    expect(restarted.next).toBeUndefined();
    const again = await opened(path);
    expect(again).toMatchObject({
      signingPublicKey: next.signingPublicKey,
      identity: { vehicleId: 'veh_1' },
    });
    expect(readFileSync(path, 'utf8')).not.toContain(old);

    const { signingPublicKey } = await again.prepareNext('enrolment');
    await again.dropNext();
    expect(readFileSync(path, 'utf8')).not.toContain(signingPublicKey);
    await expect(again.useNext()).rejects.toThrow('no keys to come');
  });

  test('that was kept by an earlier agent is opened as it is', async () => {
    const path = join(temporaryFolder(), 'device.json');
    const { signingPublicKey } = await opened(path);
    const { signingKey, sealingKey } = JSON.parse(readFileSync(path, 'utf8'));
    const earlier = { signingKey, sealingKey, identity: null, seqReservedTo: 1_750_000_000_000 };
    writeFileSync(path, JSON.stringify(earlier));
    const device = await opened(path, () => 1_700_000_000_000);
    expect(device.signingPublicKey).toBe(signingPublicKey);
    expect(await device.nextSeq()).toBe(1_750_000_000_001);
  });
});

test('what signs need not show its private key: a token in the place of the file is as good', async () => {
  const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const raw = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64url');
  const token: SigningKey = {
    publicKey: raw,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message)),
  };
  const jws = await signCompact({ said: 'so' }, { typ: 'x+jwt', kid: 'veh_1' }, token);
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: raw }, 'EdDSA');
  const { payload, protectedHeader } = await compactVerify(jws, key);
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ said: 'so' });
  expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'x+jwt', kid: 'veh_1' });
});

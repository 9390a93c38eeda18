import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { describe, expect, test } from 'vitest';
import { sealLeaseKey } from '../../functions/adapters/lease-keys.ts';
import { leaseTokens } from '../../functions/adapters/lease-token.ts';
import { localVault } from '../../functions/adapters/vault.ts';
import { leaseKeyInfo } from '../../shared/task-sealing.ts';
import { codeOf, randomBytes } from './table.ts';

describe('a lease token', () => {
  const key = randomBytes(32);
  const tokens = leaseTokens(key, randomBytes);
  const claim = {
    customerId: 'cus_1',
    batchId: 'batch_1',
    taskNo: 3,
    audit: true,
    fence: 5,
    receipt: 'a receipt of the queue',
  };

  test('opens to what was sealed, for its vehicle', async () => {
    expect(await tokens.open(await tokens.seal(claim, 'veh_1'), 'veh_1')).toEqual(claim);
  });

  test('does not open for another vehicle', async () => {
    expect(await codeOf(tokens.open(await tokens.seal(claim, 'veh_1'), 'veh_2'))).toBe('not_allowed');
  });

  test('does not open with any of its letters changed, cut short, or made up', async () => {
    const token = await tokens.seal(claim, 'veh_1');
    const forged = [
      ...Array.from(
        token,
        (letter, at) => `${token.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`,
      )
        // The last letter has bits that base64url does not use.
        .slice(0, -1),
      token.slice(0, -4),
      '',
      'made up',
    ];
    for (const each of forged) expect(await codeOf(tokens.open(each, 'veh_1')), each).toBe('not_allowed');
  });

  test('does not open under another key, and shows nothing', async () => {
    const token = await tokens.seal(claim, 'veh_1');
    expect(await codeOf(leaseTokens(randomBytes(32), randomBytes).open(token, 'veh_1'))).toBe('not_allowed');
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('receipt');
    expect(await tokens.seal(claim, 'veh_1')).not.toBe(token);
  });

  test('is short enough for the wire, with the longest receipt that SQS gives', async () => {
    const token = await tokens.seal({ ...claim, receipt: 'r'.repeat(1_024) }, 'veh_1');
    expect(token.length).toBeLessThan(2_000);
  });
});

describe('the local vault', () => {
  const vault = localVault(randomBytes(32), randomBytes);

  test('unwraps what it wrapped, and makes another key each time', async () => {
    const [first, second] = [await vault.newKey('batch_1'), await vault.newKey('batch_1')];
    expect(await vault.unwrap(first.wrapped, 'batch_1')).toEqual(first.key);
    expect(first.key).not.toEqual(second.key);
    expect(first.key.length).toBe(32);
    expect(Buffer.from(first.wrapped).includes(Buffer.from(first.key))).toBe(false);
  });

  test('unwraps nothing for another batch, or of another vault', async () => {
    const { wrapped } = await vault.newKey('batch_1');
    await expect(vault.unwrap(wrapped, 'batch_2')).rejects.toThrow();
    await expect(localVault(randomBytes(32), randomBytes).unwrap(wrapped, 'batch_1')).rejects.toThrow();
  });
});

describe("a lease's key", () => {
  const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  const lease = { taskId: 'batch_1.0', fence: 2 };
  const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

  async function newVehicle() {
    const keys = await suite.GenerateKeyPair(true);
    const publicKey = Buffer.from(await suite.SerializePublicKey(keys.publicKey)).toString('base64url');
    const open = (sealed: { encapsulated: string; ciphertext: string }, { taskId, fence }: typeof lease) =>
      suite.Open(keys, decode(sealed.encapsulated), decode(sealed.ciphertext), {
        info: leaseKeyInfo(taskId, fence),
      });
    return { publicKey, open };
  }

  test('opens for its lessee, under its own task and fence alone', async () => {
    const taskKey = randomBytes(32);
    const [lessee, other] = [await newVehicle(), await newVehicle()];
    const sealed = await sealLeaseKey(taskKey, lessee.publicKey, lease);
    expect(new Uint8Array(await lessee.open(sealed, lease))).toEqual(taskKey);
    await expect(other.open(sealed, lease)).rejects.toThrow();
    await expect(lessee.open(sealed, { ...lease, fence: 3 })).rejects.toThrow();
    await expect(lessee.open(sealed, { ...lease, taskId: 'batch_1.1' })).rejects.toThrow();
  });
});

import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import type { LeaseOffer } from '../shared/contract/vehicle.ts';
import { leaseKeyInfo } from '../shared/task-sealing.ts';

/** HPKE (RFC 9180) as market and vehicles have agreed on it: see shared/task-sealing.ts. */
export const leaseKeySuite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** The task's key (32 bytes). Throws when it was sealed to another vehicle, task or fence. */
export async function openLeaseKey(
  lease: LeaseOffer,
  sealingKeys: CryptoKeyPair,
): Promise<Uint8Array<ArrayBuffer>> {
  const { encapsulated, ciphertext } = lease.sealedKey;
  const key = await leaseKeySuite.Open(sealingKeys, decode(encapsulated), decode(ciphertext), {
    info: leaseKeyInfo(lease.taskId, lease.fence),
  });
  return new Uint8Array(key);
}

const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

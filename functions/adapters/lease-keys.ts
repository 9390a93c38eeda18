import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { leaseKeyInfo } from '../../shared/task-sealing.ts';

const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** Whether anything can be sealed to it: there are keys of the right length that nothing can be. */
export async function isSealingKey(sealingKey: string): Promise<boolean> {
  try {
    await sealLeaseKey(new Uint8Array(32), sealingKey, { taskId: '', fence: 0 });
    return true;
  } catch {
    return false;
  }
}

type Lease = { taskId: string; fence: number };

/** A task's key, sealed to the lessee's public key (raw X25519, base64url): nobody else can open it. */
export async function sealLeaseKey(taskKey: Uint8Array<ArrayBuffer>, sealingKey: string, lease: Lease) {
  const publicKey = await suite.DeserializePublicKey(new Uint8Array(Buffer.from(sealingKey, 'base64url')));
  const { encapsulatedSecret, ciphertext } = await suite.Seal(publicKey, taskKey, {
    info: leaseKeyInfo(lease.taskId, lease.fence),
  });
  return {
    encapsulated: Buffer.from(encapsulatedSecret).toString('base64url'),
    ciphertext: Buffer.from(ciphertext).toString('base64url'),
  };
}

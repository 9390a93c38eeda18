import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { openBytes, sealBytes } from '../../shared/sealed-bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a key is bound to: roles are let into the one kind or the other. */
type Bond = 'batchId' | 'webhookEndpointId';

/**
 * Where batches' data keys and webhooks' signing secrets come from: 32 random bytes, stored only wrapped, and bound to
 * an id.
 */
export type Vault = {
  newKey(id: string, bond?: Bond): Promise<{ key: Bytes; wrapped: Bytes }>;
  unwrap(wrapped: Bytes, id: string, bond?: Bond): Promise<Bytes>;
};

/** AWS KMS: the wrapping key never leaves it. */
export function kmsVault(kms: KMSClient, KeyId: string): Vault {
  const contextOf = (id: string, bond: Bond) => ({ EncryptionContext: { [bond]: id } });
  return {
    async newKey(id, bond = 'batchId') {
      const { Plaintext, CiphertextBlob } = await kms.send(
        new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', ...contextOf(id, bond) }),
      );
      if (!Plaintext || !CiphertextBlob) throw new Error('KMS gave no data key');
      return { key: new Uint8Array(Plaintext), wrapped: new Uint8Array(CiphertextBlob) };
    },
    async unwrap(wrapped, id, bond = 'batchId') {
      const { Plaintext } = await kms.send(
        new DecryptCommand({ KeyId, CiphertextBlob: wrapped, ...contextOf(id, bond) }),
      );
      if (!Plaintext) throw new Error('KMS unwrapped nothing');
      return new Uint8Array(Plaintext);
    },
  };
}

/** A laptop's: the wrapping key is 32 bytes that the caller keeps in a file. */
export function localVault(wrappingKey: Bytes, randomBytes: (count: number) => Bytes): Vault {
  const contextOf = (id: string, bond: Bond) => (bond === 'batchId' ? `data key of ${id}` : `${bond} ${id}`);
  return {
    async newKey(id, bond = 'batchId') {
      const key = randomBytes(32);
      return { key, wrapped: await sealBytes(wrappingKey, randomBytes(12), key, contextOf(id, bond)) };
    },
    unwrap: (wrapped, id, bond = 'batchId') => openBytes(wrappingKey, wrapped, contextOf(id, bond)),
  };
}

import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { openBytes, sealBytes } from '../../shared/sealed-bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where batches' data keys come from. A key is stored only wrapped, and bound to its batch. */
export type Vault = {
  newKey(batchId: string): Promise<{ key: Bytes; wrapped: Bytes }>;
  unwrap(wrapped: Bytes, batchId: string): Promise<Bytes>;
};

/** AWS KMS: the wrapping key never leaves it. */
export function kmsVault(kms: KMSClient, KeyId: string): Vault {
  const contextOf = (batchId: string) => ({ EncryptionContext: { batchId } });
  return {
    async newKey(batchId) {
      const { Plaintext, CiphertextBlob } = await kms.send(
        new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', ...contextOf(batchId) }),
      );
      if (!Plaintext || !CiphertextBlob) throw new Error('KMS gave no data key');
      return { key: new Uint8Array(Plaintext), wrapped: new Uint8Array(CiphertextBlob) };
    },
    async unwrap(wrapped, batchId) {
      const { Plaintext } = await kms.send(
        new DecryptCommand({ KeyId, CiphertextBlob: wrapped, ...contextOf(batchId) }),
      );
      if (!Plaintext) throw new Error('KMS unwrapped nothing');
      return new Uint8Array(Plaintext);
    },
  };
}

/** A laptop's: the wrapping key is 32 bytes that the caller keeps in a file. */
export function localVault(wrappingKey: Bytes, randomBytes: (count: number) => Bytes): Vault {
  const context = (batchId: string) => `data key of ${batchId}`;
  return {
    async newKey(batchId) {
      const key = randomBytes(32);
      return { key, wrapped: await sealBytes(wrappingKey, randomBytes(12), key, context(batchId)) };
    },
    unwrap: (wrapped, batchId) => openBytes(wrappingKey, wrapped, context(batchId)),
  };
}

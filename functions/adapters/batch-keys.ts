import type { Batch } from '../../shared/batch.ts';
import { deriveKey } from '../../shared/sealed-bytes.ts';
import type { Batches, BatchName } from './batches.ts';
import type { Vault } from './vault.ts';

type Bytes = Uint8Array<ArrayBuffer>;
export type BatchKeys = ReturnType<typeof batchKeysFrom>;

/** Kept in memory, oldest out first: a lease then asks neither the table nor KMS for a batch it has seen. */
const keptKeys = 1_000;

/** The keys of a batch's tasks, each derived from the batch's data key: none is stored. */
export function batchKeysFrom(vault: Vault, batches: Batches) {
  const kept = new Map<string, Promise<Bytes>>();
  const load = async (name: BatchName, wrapped: Bytes | undefined) =>
    vault.unwrap(wrapped ?? (await batches.get(name)).wrappedKey, name.batchId);
  const dataKey = (name: BatchName, wrapped?: Bytes): Promise<Bytes> => {
    const known = kept.get(name.batchId);
    if (known !== undefined) return known;
    const key = load(name, wrapped);
    // A failed load must not be remembered: the next caller asks again.
    key.catch(() => kept.delete(name.batchId));
    kept.set(name.batchId, key);
    const [oldest] = kept.keys();
    if (kept.size > keptKeys && oldest) kept.delete(oldest);
    return key;
  };
  return {
    taskKey: async (name: BatchName, taskId: string): Promise<Bytes> =>
      deriveKey(await dataKey(name), `task ${taskId}`),
    /** A vehicle's name within this batch: the same for the same vehicle, and no help in another batch. */
    vehicleName: async (batch: Batch, vehicleId: string): Promise<string> => {
      const name = await deriveKey(await dataKey(batch, batch.wrappedKey), `vehicle ${vehicleId}`);
      return `vehicle_${Buffer.from(name.subarray(0, 16)).toString('base64url')}`;
    },
    /** What this instance remembers of a batch whose content was erased. */
    forget: ({ batchId }: BatchName): void => {
      kept.delete(batchId);
    },
    /** Decides which requests are audited: no vehicle can know it. */
    auditSecret: async (batch: Batch): Promise<Bytes> =>
      deriveKey(await dataKey(batch, batch.wrappedKey), 'audits'),
  };
}

import type { Batch } from '../../shared/batch.ts';
import { Refusal } from '../../shared/refusal.ts';
import { type Segment, type Task, taskId } from '../../shared/task.ts';

export const startedAt = Date.UTC(2027, 0, 1);

/** An open task of ten requests. */
export const sampleTask = (changes: Partial<Task> = {}): Task => ({
  customerId: 'cus_1',
  batchId: 'batch_1',
  no: 0,
  lane: { model: 'parkade-embed-1', hardwareClass: 'any', trust: 'any', priority: 'batch', shard: 0 },
  state: 'open',
  requests: 10,
  firstLine: 1,
  fromByte: 0,
  toByte: 1_000,
  ceilingMicros: 10_000,
  runningMicros: 5_000,
  ownerNanoUsd: 45_000,
  fence: 0,
  lostLeases: 0,
  done: new Uint8Array(2),
  segments: [],
  openedAt: startedAt,
  ...changes,
});

export const sampleSegment = (changes: Partial<Segment> = {}): Segment => ({
  fence: 1,
  vehicleId: 'veh_1',
  ownerId: 'own_1',
  resultVersion: 'v1',
  resultSha256: 'a'.repeat(64),
  referenceMicros: 1_000,
  succeeded: 1,
  failed: 0,
  energyMilliWattHours: 5,
  finishedAt: startedAt,
  ...changes,
});

export const sampleBatch = (changes: Partial<Batch> = {}): Batch => ({
  version: 1,
  customerId: 'cus_1',
  batchId: 'batch_1',
  kind: 'file',
  projectId: 'default',
  keyId: 'key_1',
  status: 'in_progress',
  endpoint: '/v1/embeddings',
  model: 'parkade-embed-1',
  window: '24h',
  inputFileId: 'file_1',
  wrappedKey: new Uint8Array([1, 2, 3]),
  requests: 10,
  tasks: 1,
  quotedMicroUsd: 1_000n,
  runningMicros: 5_000,
  createdAt: startedAt,
  promisedAt: startedAt + 86_400_000,
  expiresAt: startedAt + 86_400_000,
  ...changes,
});

/** The refusal that `act` throws, undefined where it throws none; anything else that it throws goes on. */
export function refusalOf(act: () => unknown): Refusal | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return undefined;
}

export const refusalCode = (act: () => unknown): string | undefined => refusalOf(act)?.code;

export const names = (tasks: readonly Task[]) => tasks.map(taskId);

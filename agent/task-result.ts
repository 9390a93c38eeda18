import { createHash, randomBytes } from 'node:crypto';
import type { LeaseOffer } from '../shared/contract/vehicle.ts';
import { sealResult } from '../shared/task-sealing.ts';
import type { DeviceKey } from './device-key.ts';
import { signReceipt } from './receipt.ts';
import type { RunCosts } from './run-costs.ts';
import type { FinishedRequest, RanBy } from './spool.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type Ran = {
  lease: LeaseOffer;
  finished: readonly FinishedRequest[];
  ranBy: RanBy;
  took: RunCosts;
  device: DeviceKey;
};

/** The finished lines and their signed receipt, sealed under the task's key: see shared/contract/task-files.ts. */
export async function sealedResult(ran: Ran, taskKey: Bytes): Promise<{ sealed: Bytes; sha256: string }> {
  const lines = ran.finished.map(({ line }) => `${line}\n`).join('');
  const receipt = await receiptOf(ran, lines);
  const plain = new TextEncoder().encode(`${lines}${JSON.stringify({ receipt })}\n`);
  const sealed = await sealResult(taskKey, new Uint8Array(randomBytes(12)), plain, ran.lease);
  return { sealed, sha256: createHash('sha256').update(sealed).digest('hex') };
}

function receiptOf({ lease, finished, ranBy, took, device }: Ran, lines: string): Promise<string> {
  const { identity, signingKey } = device;
  if (!identity) throw new Error('A vehicle that is not enrolled signs no receipt.');
  return signReceipt(
    {
      taskId: lease.taskId,
      fence: lease.fence,
      model: lease.model,
      modelSha256: ranBy.modelSha256,
      engine: ranBy.name,
      linesSha256: createHash('sha256').update(lines).digest('base64url'),
      runningMillis: totalMillis(finished, 'runningMillis'),
      cpuMillis: totalMillis(finished, 'cpuMillis'),
      energyMilliWattHours: took.energyMilliWattHours,
      energySource: took.energySource,
    },
    { vehicleId: identity.vehicleId, signingKey },
  );
}

export const totalMillis = (
  finished: readonly FinishedRequest[],
  what: 'runningMillis' | 'cpuMillis',
): number => Math.round(finished.reduce((sum, each) => sum + each[what], 0));

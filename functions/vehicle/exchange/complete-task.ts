import { compactVerify, importJWK } from 'jose';
import { getModel } from '../../../shared/catalogue.ts';
import { type ReceiptClaims, receiptClaims, receiptType } from '../../../shared/contract/task-files.ts';
import type { HandIn, HandInReply } from '../../../shared/contract/vehicle.ts';
import { handIn, type Result } from '../../../shared/hand-in.ts';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { type Task, taskId } from '../../../shared/task.ts';
import type { Vehicle } from '../../../shared/vehicle.ts';
import type { LeaseClaim } from '../../adapters/lease-token.ts';
import { liveObjectVersion } from '../../adapters/live-objects.ts';
import { taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import type { TaskMessage } from './tidy-messages.ts';

/**
 * What a vehicle finished under a lease counts from here on; the rest goes back into its lane. The result is read by
 * version and hash before anything is decided, so that what is accepted is what will be delivered.
 */
export async function completeTask(deps: Deps, vehicle: Vehicle, input: HandIn): Promise<Completed> {
  const noted: { taskId: string | null } = { taskId: null };
  try {
    const claim = await deps.leaseTokens.open(input.leaseToken, vehicle.vehicleId);
    noted.taskId = taskId({ ...claim, no: claim.taskNo, ...(claim.audit && { auditOf: 0 }) });
    const accepted = await accept(deps, vehicle, input, claim).catch((error: unknown) => {
      // Of two copies at once one is too late for its own commit: looked at anew, it finds what the other did.
      if (!isRefusal(error, 'lease_lost')) throw error;
      return accept(deps, vehicle, input, claim);
    });
    if (!accepted) return { reply: { ...noted, ...already } };
    const { requests, task } = accepted;
    const reply = { ...noted, status: 'accepted' as const, requests, code: null, message: null };
    return { reply, message: { lane: task.lane, receipt: claim.receipt, isDone: task.state !== 'open' } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message } = error;
    return { reply: { ...noted, status: 'refused', requests: 0, code, message } };
  }
}

/** The vehicle's answer, and what may now become of the message that stood for the task. */
export type Completed = { reply: HandInReply; message?: TaskMessage };

const already = { status: 'already_accepted', requests: 0, code: null, message: null } as const;

/** Load, decide, commit: what counts now, or undefined where this very hand-in did before. */
async function accept(
  deps: Deps,
  vehicle: Vehicle,
  { result: handed }: HandIn,
  claim: LeaseClaim,
): Promise<{ task: Task; requests: number } | undefined> {
  const task = await deps.tasks.get(claim);
  const model = getModel(task.lane.model);
  const result = handed ? await readResult(deps, vehicle, { task, claim, handed }) : undefined;
  const decision = handIn(task, { ...vehicle, fence: claim.fence, model }, result, deps.now());
  if (decision.kind === 'repeated') return undefined;
  await deps.commit([taskWrites.handIn(decision.task, vehicle, deps.now())]);
  return decision;
}

type Uploaded = { task: Task; claim: LeaseClaim; handed: NonNullable<HandIn['result']> };

async function readResult(deps: Deps, vehicle: Vehicle, { task, claim, handed }: Uploaded): Promise<Result> {
  const { sha256 } = handed;
  const versionId = 'sealed' in handed ? liveObjectVersion : handed.versionId;
  if ('sealed' in handed) await keepSmall(deps, task, claim, handed.sealed);
  const name = { fence: claim.fence, resultVersion: versionId, resultSha256: sha256 };
  const { lines, receipt, linesSha256 } = await deps.sealedTasks.getResult(task, name);
  const claims = await verifiedReceipt(receipt, vehicle);
  const expected = { taskId: taskId(task), fence: claim.fence, model: task.lane.model, linesSha256 };
  for (const [name, value] of Object.entries(expected))
    if (claims[name as keyof typeof expected] !== value)
      throw new Refusal('invalid_result', `the receipt of ${taskId(task)} is for another ${name}`);
  if (claims.modelSha256 !== getModel(task.lane.model).files[0]?.sha256)
    throw new Refusal('invalid_result', `the receipt of ${taskId(task)} names another model file`);
  return { version: versionId, sha256, lines, energyMilliWattHours: claims.energyMilliWattHours };
}

/** Only the lessee's own call gets here: under the fence of its token nobody else writes. */
async function keepSmall({ sealedTasks }: Deps, task: Task, { fence }: LeaseClaim, sealed: string) {
  // What counts already stays as it is.
  if (task.segments.some((segment) => segment.fence === fence)) return;
  await sealedTasks.putSmallResult(task, fence, new Uint8Array(Buffer.from(sealed, 'base64url')));
}

async function verifiedReceipt(receipt: string, { signingKey, vehicleId }: Vehicle): Promise<ReceiptClaims> {
  try {
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: signingKey }, 'EdDSA');
    const { payload, protectedHeader } = await compactVerify(receipt, key, {
      algorithms: ['EdDSA', 'Ed25519'],
    });
    if (protectedHeader.typ !== receiptType || protectedHeader.kid !== vehicleId)
      throw new Error('it is no receipt of this vehicle');
    return receiptClaims.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('invalid_result', `the receipt does not verify: ${reason.slice(0, 200)}`);
  }
}

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
  { result: handed, costs }: HandIn,
  claim: LeaseClaim,
): Promise<{ task: Task; requests: number } | undefined> {
  const task = await deps.tasks.get(claim);
  const model = getModel(task.lane.model);
  const result = handed ? await readResult(deps, vehicle, { task, claim, handed }) : undefined;
  const counted = result && { ...result, ...(costs && { costs }) };
  const decision = handIn(task, { ...vehicle, fence: claim.fence, model }, counted, deps.now());
  if (decision.kind === 'repeated') return undefined;
  await deps.commit([taskWrites.handIn(decision.task, vehicle, deps.now())]);
  return decision;
}

type Uploaded = { task: Task; claim: LeaseClaim; handed: NonNullable<HandIn['result']> };

async function readResult(deps: Deps, vehicle: Vehicle, { task, claim, handed }: Uploaded): Promise<Result> {
  const { sha256 } = handed;
  const { fence } = claim;
  const { version, ...opened } =
    'sealed' in handed
      ? await readSmall(deps, task, { fence, sha256, sealed: fromBase64url(handed.sealed) })
      : await readUploaded(deps, task, { fence, ...handed });
  const { lines, receipt, linesSha256 } = opened;
  const claims = await verifiedReceipt(receipt, vehicle);
  const expected = { taskId: taskId(task), fence: claim.fence, model: task.lane.model, linesSha256 };
  for (const [name, value] of Object.entries(expected))
    if (claims[name as keyof typeof expected] !== value)
      throw new Refusal('invalid_result', `the receipt of ${taskId(task)} is for another ${name}`);
  if (claims.modelSha256 !== getModel(task.lane.model).files[0]?.sha256)
    throw new Refusal('invalid_result', `the receipt of ${taskId(task)} names another model file`);
  return { version, sha256, lines, energyMilliWattHours: claims.energyMilliWattHours };
}

async function readUploaded(
  { sealedTasks }: Deps,
  task: Task,
  { fence, versionId, sha256 }: { fence: number; versionId: string; sha256: string },
) {
  const name = { fence, resultVersion: versionId, resultSha256: sha256 };
  return { version: versionId, ...(await sealedTasks.getResult(task, name)) };
}

type Small = { fence: number; sha256: string; sealed: Uint8Array<ArrayBuffer> };

/** Kept while it is read. Under the fence of its token only the lessee writes; and what counts already stays as it is. */
async function readSmall({ sealedTasks }: Deps, task: Task, small: Small) {
  const counts = task.segments.some(({ fence }) => fence === small.fence);
  const [opened] = await Promise.all([
    sealedTasks.openSmallResult(task, small),
    counts ? undefined : sealedTasks.putSmallResult(task, small),
  ]);
  return { version: liveObjectVersion, ...opened };
}

const fromBase64url = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

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

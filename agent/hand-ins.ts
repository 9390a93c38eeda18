import type { HandIn, LeaseOffer, WorkReply, WorkRequest } from '../shared/contract/vehicle.ts';
import type { Emit } from './events.ts';
import { systemCodeOf } from './kept-task.ts';
import { type Market, MarketRefusal } from './market.ts';
import type { Parked } from './parked.ts';
import { errorName } from './run-requests.ts';
import type { Spool } from './spool.ts';
import { toldError } from './told-error.ts';

/** A lease that is done with: what is finished of it is to be delivered, if it is anything. */
export type Pending = { lease: LeaseOffer; deliver(): Promise<HandIn> };

export type HandInDeps = { market: Market; spool: Spool; emit: Emit; parked: Parked };

/** Most hand-ins the market takes in a call. */
const handInsMax = 10;
/** The market alone knows when a lease is over; after so long a hand-in of it is not worth the upload. */
const overMillis = 60_000;

/** No reply: the driver came back while the market kept the vehicle waiting, or it can not be reached. */
export type Asked = { reply: WorkReply; wasCut?: never } | { reply?: never; wasCut: boolean };

/**
 * One call with up to ten hand-ins, taken off `pending` when it was answered. One that waits for work is cut when the
 * driver comes back; hand-ins are then told again. Throws the market's refusal of the call.
 */
export async function callMarket(
  pending: Pending[],
  want: WorkRequest['want'],
  deps: HandInDeps,
): Promise<Asked> {
  const { market, emit, parked } = deps;
  await dropOver(pending, deps);
  const handed = pending.slice(0, handInsMax);
  const cut = want ? parked.driverBack : undefined;
  let reply: WorkReply;
  try {
    reply = await market.work({ handIns: await deliverAll(handed, deps), want }, cut);
  } catch (error) {
    if (error instanceof MarketRefusal) throw error;
    if (cut?.aborted) return { wasCut: true };
    emit({ event: 'market_unreachable', error: toldError(error) });
    return { wasCut: false };
  }
  pending.splice(0, handed.length);
  for (const [index, { lease }] of handed.entries()) {
    const { taskId, status, requests, code } = reply.handIns[index] ?? unanswered;
    emit({ event: 'handed_in', taskId: taskId ?? lease.taskId, status, requests, code });
    await onDisk(lease.taskId, () => deps.spool.remove(lease), emit);
  }
  return { reply };
}

const unanswered = { taskId: null, status: 'unanswered', requests: 0, code: null };

async function deliverAll(handed: readonly Pending[], { emit }: HandInDeps): Promise<HandIn[]> {
  const handIns: HandIn[] = [];
  for (const { lease, deliver } of handed)
    try {
      handIns.push(await deliver());
    } catch (error) {
      if (!(error instanceof MarketRefusal)) throw error;
      // The store does not take this result, now or later: the next lessee may have more luck.
      emit({ event: 'task_fault', taskId: lease.taskId, error: errorName(error) });
      handIns.push({ leaseToken: lease.leaseToken, result: null });
    }
  return handIns;
}

/** What the market gave to others while it could not be reached. A live lease lasts as long as its signs of life. */
async function dropOver(pending: Pending[], deps: HandInDeps): Promise<void> {
  const isLate = ({ lease }: Pending) => !lease.live && isOver(lease, deps.market);
  const over = pending.filter(isLate);
  pending.splice(0, pending.length, ...pending.filter((each) => !over.includes(each)));
  for (const { lease } of over) await drop(lease, deps);
}

export const isOver = ({ endsAt }: LeaseOffer, market: Market): boolean =>
  endsAt + overMillis <= market.marketNow();

export async function drop(lease: LeaseOffer, { spool, emit }: HandInDeps): Promise<void> {
  const { taskId, requests } = lease;
  emit({ event: 'lease_over', taskId, requests });
  await onDisk(taskId, () => spool.remove(lease), emit);
}

/** What the disk gives; a disk that fails is told of, and stops nothing. */
export async function onDisk<Found>(
  taskId: string | null,
  act: () => Promise<Found>,
  emit: Emit,
): Promise<Found | undefined> {
  try {
    return await act();
  } catch (error) {
    emit({ event: 'spool_fault', taskId, error: systemCodeOf(error) });
    return undefined;
  }
}

import type { LeaseOffer } from '../../../shared/contract/vehicle.ts';
import { laneOf } from '../../../shared/lane.ts';
import { liveLeaseMillis } from '../../../shared/live-lease.ts';
import type { Vehicle } from '../../../shared/vehicle.ts';
import type { Deps } from '../../edge/deps.ts';
import { endsAtIn, found, leaseReceived, messageMarginSeconds, type Want } from './lease-tasks.ts';
import { mayStillLease } from './may-lease.ts';

/**
 * Keeps an idle vehicle waiting at the live lane of one model, so that a call is with it as soon as it is placed. One
 * lane only: a message that came out of a second one at the same moment would have nobody.
 */
export async function waitForLive(
  deps: Deps,
  vehicle: Vehicle,
  want: Want,
  { model, hungUp }: { model: string; hungUp: AbortSignal },
): Promise<LeaseOffer[]> {
  const lane = laneOf(model, 'live');
  const waitSeconds = Math.min(want.waitSeconds, deps.liveDuty.waitSeconds);
  const hiddenSeconds = liveLeaseMillis / 1_000 + messageMarginSeconds;
  const received = await deps.lanes.waitFor(lane, waitSeconds, hiddenSeconds);
  const isWanted = received.length === 0 || (await mayStillLease(deps, vehicle, model));
  if (hungUp.aborted || !isWanted) {
    await deps.lanes.showAgain(
      lane,
      received.map(({ receipt }) => receipt),
      0,
    );
    return [];
  }
  const startsAt = deps.now();
  const room = { ...want, startsAt, endsAt: endsAtIn(lane, want, startsAt) };
  return (await leaseReceived(deps, vehicle, await found(deps, lane, received), room)).offers;
}

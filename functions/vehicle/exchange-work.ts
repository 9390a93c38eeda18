import { createRoute } from '@hono/zod-openapi';
import { workReply, workRequest } from '../../shared/contract/vehicle.ts';
import { secondsToSlot, slotPeriodSeconds } from '../../shared/slot-calendar.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import type { VehicleApi } from '../edge/authenticate-vehicle.ts';
import type { Deps } from '../edge/deps.ts';
import { completeTask } from './exchange/complete-task.ts';
import { heedCharter } from './exchange/heed-charter.ts';
import { leaseTasks } from './exchange/lease-tasks.ts';
import { heedHalts } from './exchange/may-lease.ts';
import { reportPresence } from './exchange/report-presence.ts';
import { tidyMessages } from './exchange/tidy-messages.ts';
import { waitForLive } from './exchange/wait-for-live.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/vehicle/work',
  summary: 'Completes the previous tasks, then leases the next ones',
  request: { body: { required: true, content: { 'application/json': { schema: workRequest } } } },
  responses: { 200: { description: 'Done', content: { 'application/json': { schema: workReply } } } },
});

/**
 * The one call of a working vehicle. Each hand-in and each lease is a commit of its own that stands alone, so that
 * one that is refused takes nothing from the others.
 */
export function exchangeWork(api: VehicleApi, deps: Deps) {
  api.openapi(route, async (c) => {
    const { handIns, want: asked } = c.req.valid('json');
    const vehicle = c.get('vehicle');
    const wish = vehicle.finishes ? null : asked;
    const completed = await Promise.all(handIns.map((handIn) => completeTask(deps, vehicle, handIn)));
    await tidyMessages(
      deps,
      completed.flatMap(({ message }) => message ?? []),
    );
    const { want: allowed, ...told } = await heedHalts(deps, vehicle, wish);
    const { want, ...agreed } = await heedCharter(deps, vehicle, allowed);
    const leased = want ? await leaseTasks(deps, vehicle, want) : { offers: [] };
    const waitsFor = await reportPresence(deps, vehicle, want, leased);
    const leases =
      want && waitsFor
        ? await waitForLive(deps, vehicle, want, { model: waitsFor, hungUp: c.req.raw.signal })
        : leased.offers;
    const retryAfterSeconds = leases.length > 0 || waitsFor ? 0 : await secondsAway(deps, vehicle);
    const replies = completed.map(({ reply }) => reply);
    return c.json(
      {
        serverNow: deps.now(),
        handIns: replies,
        leases,
        retryAfterSeconds,
        ...told,
        ...agreed,
        ...(vehicle.finishes && { finishes: true as const }),
      },
      200,
    );
  });
}

/** When an idle vehicle is to come back: in its slot, so that a fleet of any size asks at one rate. */
async function secondsAway({ fleet, idleRetrySeconds, now }: Deps, { vehicleId }: Vehicle): Promise<number> {
  const period = slotPeriodSeconds(await fleet.size(), idleRetrySeconds);
  return secondsToSlot(vehicleId, period, now());
}

import { createRoute } from '@hono/zod-openapi';
import { dayOf } from '../../shared/accrual.ts';
import { listOf } from '../../shared/contract/list.ts';
import {
  type EarningsDay,
  earningsDaysQuery,
  earningsDaysReply,
} from '../../shared/contract/owner-earnings.ts';
import { type DayEarnings, dayEarnings } from '../../shared/earnings.ts';
import { Refusal } from '../../shared/refusal.ts';
import { earnedTold } from '../../shared/statement.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOwned } from './vehicles/get-owned.ts';

const dayMillis = 86_400_000;
const daysMax = 92;

const route = createRoute({
  method: 'get',
  path: '/v1/owner/earnings/days',
  summary: 'Earnings by day and vehicle',
  description:
    'A settlement is of the day on which it was made, in UTC. Its gross is split among your vehicles by ' +
    'reference time; all rows together are what the ledger says, to the micro-dollar.',
  request: { query: earningsDaysQuery },
  responses: {
    200: {
      description: 'Rows, by day and then by vehicle',
      content: { 'application/json': { schema: earningsDaysReply } },
    },
  },
});

export function listEarningsDays(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { vehicle_id: vehicleId, after = '', limit, ...asked } = c.req.valid('query');
    const { from, to } = daysOf(asked, deps.now());
    if (vehicleId !== undefined) await getOwned(deps, ownerId, vehicleId);
    const rows = rowsAfter(deps, ownerId, { from, to, after });
    const found = await firstOf(
      rows,
      limit + 1,
      (row) => vehicleId === undefined || row.vehicle_id === vehicleId,
    );
    return c.json(listOf(found, limit), 200);
  });
}

/** A page goes on within the day on which the one before ended. */
async function* rowsAfter(
  { ledger }: Deps,
  ownerId: string,
  { from, to, after }: { from: string; to: string; after: string },
): AsyncGenerator<EarningsDay> {
  const day = after.slice(0, 10);
  const first = day > from ? day : from;
  // Whatever stands in `after`: the table takes no range that ends before it begins.
  if (first > to) return;
  for await (const row of dayEarnings(ledger.earnedBy(ownerId, first, to), ownerId)) {
    const told = rowTold(row);
    if (told.id > after) yield told;
  }
}

async function firstOf<Each>(
  all: AsyncIterable<Each>,
  count: number,
  isWanted: (each: Each) => boolean,
): Promise<Each[]> {
  const found: Each[] = [];
  for await (const each of all) {
    if (isWanted(each)) found.push(each);
    if (found.length === count) break;
  }
  return found;
}

const rowTold = ({ day, vehicleId, ...sums }: DayEarnings): EarningsDay => ({
  object: 'earnings_day',
  id: `${day}/${vehicleId ?? ''}`,
  day,
  vehicle_id: vehicleId,
  ...earnedTold(sums),
});

/** Refuses with invalid_request what is no span of at most 92 days. */
function daysOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number) {
  const last = to ?? dayOf(now);
  const first = from ?? dayOf(Date.parse(last) - 30 * dayMillis);
  const days = (Date.parse(last) - Date.parse(first)) / dayMillis + 1;
  if (days < 1 || days > daysMax)
    throw new Refusal(
      'invalid_request',
      `From ${first} to ${last} are ${Math.max(0, days)} days: ask for 1 to ${daysMax}, in the order of time.`,
      { param: 'from' },
    );
  return { from: first, to: last };
}

import { type AutoTopUpFacts, monthCentsOf, monthStart } from '../../shared/auto-top-up.ts';
import type { Policy } from '../../shared/policy.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { microUsdOfCents } from '../../shared/top-up.ts';
import {
  isEnded,
  newCustomerRoom,
  type TopUpRecord,
  type TopUpRoom,
  type TopUpSeen,
  topUpAfter,
} from '../../shared/top-up-record.ts';
import type { Commit } from './commit.ts';
import type { recordsIn } from './records.ts';
import type { stripeApiOver } from './stripe-api.ts';
import { topUpWrites } from './top-ups.ts';

type Surroundings = Pick<
  ReturnType<typeof recordsIn>,
  'customerBalances' | 'customers' | 'ledger' | 'topUps'
> & {
  stripe: Pick<ReturnType<typeof stripeApiOver>, 'checkout'>;
  commit: Commit;
  now: () => number;
  policy: Policy;
  publicUrl: string;
};

/**
 * The top-up as it stands at Stripe now, kept as that. One that has ended is not asked for again. `see`: by another
 * duty's key than that which makes the pages to pay on.
 */
export async function followTopUp(
  deps: Surroundings,
  record: TopUpRecord,
  see?: (record: TopUpRecord) => Promise<TopUpSeen>,
): Promise<TopUpRecord> {
  if (isEnded(record)) return record;
  return keepSeen(deps, record, await (see ?? deps.stripe.checkout.seeTopUp)(record));
}

/** Makes the page on which a top-up is paid, or finds the one that was made for it. */
export async function openTopUp(deps: Surroundings, record: TopUpRecord): Promise<TopUpRecord> {
  const seen = await deps.stripe.checkout.seeTopUp(record);
  if (seen.session) return keepSeen(deps, record, seen);
  const { id: sessionId, url } = await deps.stripe.checkout.createCheckout({
    ...record,
    publicUrl: deps.publicUrl,
  });
  return keepSeen(deps, record, { session: { sessionId, status: 'open', url } });
}

/** Takes down what Stripe said of a top-up. It is paid once its payment is in the ledger, and not before. */
export async function keepSeen(
  deps: Surroundings,
  record: TopUpRecord,
  seen: TopUpSeen,
): Promise<TopUpRecord> {
  const { intent } = seen;
  const isCredited =
    intent?.status === 'succeeded' &&
    (await deps.ledger.findEntry(`customer/${record.customerId}/top-up/${intent.paymentIntentId}`)) !==
      undefined;
  const next = topUpAfter(record, seen, { isCredited, now: deps.now() });
  if (JSON.stringify(next) === JSON.stringify(record)) return record;
  try {
    await deps.commit([topUpWrites.save(next)]);
    return { ...next, version: next.version + 1 };
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
    return deps.topUps.get(record);
  }
}

/** What a charge of the saved card depends on now. */
export async function autoTopUpFacts(
  deps: Surroundings,
  customerId: string,
): Promise<AutoTopUpFacts & { lastTopUpNo: number }> {
  const { lastTopUpNo, room } = await standingOf(deps, customerId);
  const [balance, records] = await Promise.all([
    deps.customerBalances.of(customerId),
    deps.topUps.since(customerId, monthStart(deps.now())),
  ]);
  return {
    availableMicroUsd: balance.availableMicroUsd,
    isFrozen: balance.frozenBy.length > 0,
    monthCents: monthCentsOf(records),
    room,
    lastTopUpNo,
  };
}

export type Standing = {
  /** How many top-ups there were: the next one is begun knowing them all. */
  lastTopUpNo: number;
  room: TopUpRoom | undefined;
};

/** How much more a customer may bring in now. Only of a new one it is asked what became of each top-up. */
export async function standingOf(deps: Surroundings, customerId: string): Promise<Standing> {
  const { customers, customerBalances, topUps, policy, now } = deps;
  const lastTopUpNo = await topUps.lastNo(customerId);
  const { createdAt } = await customers.get(customerId);
  const roomWith = (toppedUpMicroUsd: bigint, openMicroUsd: bigint) =>
    newCustomerRoom({ createdAt, toppedUpMicroUsd, openMicroUsd }, policy, now());
  if (!roomWith(0n, 0n)) return { lastTopUpNo, room: undefined };
  // What is open is read first: what is paid in between counts twice, never not at all.
  let openMicroUsd = 0n;
  for (const record of await topUps.since(customerId, createdAt))
    if (!isEnded(await followTopUp(deps, record))) openMicroUsd += microUsdOfCents(record.cents);
  const { toppedUpMicroUsd } = await customerBalances.of(customerId);
  return { lastTopUpNo, room: roomWith(toppedUpMicroUsd, openMicroUsd) };
}

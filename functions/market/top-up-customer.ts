import { type AutoTopUp, afterTopUp, failureNoCard, resumed, waitsFor } from '../../shared/auto-top-up.ts';
import type { MessageOf } from '../../shared/messages.ts';
import {
  failureOf,
  isEnded,
  type TopUpFailure,
  type TopUpRecord,
  type TopUpSeen,
} from '../../shared/top-up-record.ts';
import { autoTopUpWrites } from '../adapters/auto-top-ups.ts';
import { autoTopUpFacts, followTopUp, keepSeen, openTopUp } from '../adapters/followed-top-ups.ts';
import { getStripeCustomer } from '../adapters/stripe-customers.ts';
import { topUpWrites } from '../adapters/top-ups.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { takeOver } from './stripe/take-over.ts';

/**
 * Does what one customer's automatic top-up wants now: carries on the one under way, looks whether a page was paid,
 * or charges the saved card because too little is left. Each step is written before Stripe hears of it, so whatever
 * breaks off is carried on by the next message, and two at once charge once.
 */
export const topUpCustomer =
  (deps: Deps) =>
  async ({ customerId }: MessageOf<'top-up'>): Promise<void> => {
    const auto = await deps.autoTopUps.find(customerId);
    if (!auto) return;
    const free = await withPageLooked(deps, await withRunningEnded(deps, auto));
    if (free.topUpId !== undefined || free.state !== 'on') return;
    const begun = await beginIfDue(deps, free);
    if (begun) await withRunningEnded(deps, begun);
  };

async function withRunningEnded(deps: Deps, auto: AutoTopUp): Promise<AutoTopUp> {
  const { customerId, topUpId } = auto;
  if (topUpId === undefined) return auto;
  const record = await carriedOn(deps, await deps.topUps.get({ customerId, topUpId }));
  if (!isEnded(record)) return auto;
  const page = record.failure?.needsAuthentication ? await pageFor(deps, record) : undefined;
  const next = await saved(deps, afterTopUp(auto, record, page?.topUpId), page);
  if (page) await openTopUp(deps, page);
  return next;
}

/**
 * A payment that Stripe can't finish alone is closed, so that it is never made beside another one. Why is written
 * first: once it is closed Stripe does not say any more that its holder was wanted.
 */
async function carriedOn(deps: Deps, record: TopUpRecord): Promise<TopUpRecord> {
  if (isEnded(record) && !mayStandOpen(record)) return record;
  const seen = await deps.stripe.payments.chargeSavedCard(record);
  if (seen.intent?.status === 'succeeded')
    await takeOver(deps, { kind: 'payment', id: seen.intent.paymentIntentId });
  if (hasFailed(seen)) {
    if (!isEnded(record)) await noteFailure(deps, record, failureOf(seen.intent));
    await deps.stripe.payments.cancelIntent(seen.intent);
  }
  return isEnded(record) ? record : keepSeen(deps, await deps.topUps.get(record), seen);
}

/** Stripe's own word of a failure may have ended the record before its payment was closed. */
const mayStandOpen = ({ state, paymentIntentId }: TopUpRecord) =>
  state === 'failed' && paymentIntentId !== undefined;

async function noteFailure(deps: Deps, record: TopUpRecord, failure?: TopUpFailure): Promise<void> {
  if (!failure || JSON.stringify(failure) === JSON.stringify(record.failure)) return;
  await deps.commit([topUpWrites.save({ ...record, failure })]);
}

const hasFailed = (seen: TopUpSeen): seen is Required<Pick<TopUpSeen, 'intent'>> =>
  seen.intent?.status === 'requires_payment_method' || seen.intent?.status === 'requires_action';

/** Where the card's holder can confirm what its bank would not let pass without. */
async function pageFor(deps: Deps, failed: TopUpRecord): Promise<TopUpRecord> {
  const { customerId, cents, stripeCustomerId } = failed;
  return {
    version: 1,
    customerId,
    topUpId: deps.newId('top'),
    topUpNo: (await deps.topUps.lastNo(customerId)) + 1,
    kind: 'checkout',
    state: 'open',
    cents,
    stripeCustomerId,
    savesCard: true,
    createdAt: deps.now(),
  };
}

/** The page is made again where its making broke off; once it is paid, the wish is on again. */
async function withPageLooked(deps: Deps, auto: AutoTopUp): Promise<AutoTopUp> {
  const { customerId, payTopUpId } = auto;
  if (payTopUpId === undefined) return auto;
  const page = await deps.topUps.get({ customerId, topUpId: payTopUpId });
  const { state } =
    page.sessionId === undefined ? await openTopUp(deps, page) : await followTopUp(deps, page);
  if (state === 'paid') return saved(deps, resumed(auto));
  const { payTopUpId: _payTopUpId, ...withoutPage } = auto;
  return state === 'expired' || state === 'failed' ? saved(deps, withoutPage) : auto;
}

async function beginIfDue(deps: Deps, auto: AutoTopUp): Promise<AutoTopUp | undefined> {
  const { customerId, cents } = auto;
  const { lastTopUpNo, ...facts } = await autoTopUpFacts(deps, customerId);
  if (waitsFor(auto, facts) !== undefined) return undefined;
  const stripeCustomerId = await getStripeCustomer(deps, customerId);
  const paymentMethodId = await deps.stripe.checkout.findSavedCard(stripeCustomerId);
  if (paymentMethodId === undefined) return saved(deps, { ...auto, state: 'paused', failure: failureNoCard });
  const record: TopUpRecord = {
    version: 1,
    customerId,
    topUpId: deps.newId('top'),
    topUpNo: lastTopUpNo + 1,
    kind: 'automatic',
    state: 'open',
    cents,
    stripeCustomerId,
    paymentMethodId,
    createdAt: deps.now(),
  };
  return saved(deps, { ...auto, topUpId: record.topUpId }, record);
}

/** With the top-up that it begins, if it does, in one commit. */
async function saved(deps: Deps, next: AutoTopUp, begun?: TopUpRecord): Promise<AutoTopUp> {
  await deps.commit([...autoTopUpWrites.save(next), ...(begun ? topUpWrites.begin(begun) : [])]);
  return { ...next, version: next.version + 1 };
}

export const handler = queueLambda('top-up', topUpCustomer);

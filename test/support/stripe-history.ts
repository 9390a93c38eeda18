import type Stripe from 'stripe';
import type { StripeMovement } from '../../functions/adapters/stripe/balance-reads.ts';
import type { StripeHappening } from '../../functions/adapters/stripe/event-reads.ts';
import type { DisputeSeen } from '../../shared/dispute.ts';
import type { FraudWarningSeen } from '../../shared/fraud-warning.ts';
import type { PaymentSeen } from '../../shared/payment.ts';
import type { RefundSeen } from '../../shared/refund.ts';
import { nameOfSubject, type StripeSubject } from '../../shared/stripe-subject.ts';
import { payIn, startMoney } from './money-rig.ts';

/** All that Stripe would answer at one moment, as the adapters read it. */
export type Moment = {
  now: number;
  payments: Map<string, PaymentSeen | undefined>;
  refunds: Map<string, RefundSeen>;
  disputes: Map<string, DisputeSeen>;
  warnings: Map<string, FraudWarningSeen>;
  movements: StripeMovement[];
  happenings: StripeHappening[];
};

/** What a customer does at the market, which needs the payment to be known there. */
type AtMarket = { spendMicroUsd: bigint } | { refundUsd: number };

export type Step = { story: string; atMarket?: AtMarket; events: Stripe.Event[]; after: Moment };
export type History = { steps: Step[]; stories: string[] };

type Rig = Awaited<ReturnType<typeof startMoney>>;
type Paid = { paymentIntentId: string; chargeId: string };
type Scene = Paid & { rig: Rig; customerId: string; second?: Paid };
type Act = AtMarket | ((scene: Scene) => Promise<unknown>);

const at =
  (path: (scene: Scene) => string, body: object = {}): Act =>
  (scene) =>
    scene.rig.atStripe(path(scene), body);

const dispute = (terms: object = {}) => at(({ chargeId }) => `/charges/${chargeId}/dispute`, terms);
const decide =
  (decision: object): Act =>
  async ({ rig, chargeId }) => {
    const [found] = (await rig.stripe.disputes.list({ charge: chargeId })).data;
    await rig.atStripe(`/disputes/${found?.id}/decide`, decision);
  };
const refundByHand =
  (amount: number): Act =>
  ({ rig, paymentIntentId }) =>
    rig.stripe.refunds.create({ payment_intent: paymentIntentId, amount });
const failRefund: Act = async ({ rig, paymentIntentId }) => {
  const [found] = (await rig.stripe.refunds.list({ payment_intent: paymentIntentId })).data;
  await rig.atStripe(`/refunds/${found?.id}/fail`);
};
const reinstate =
  (terms: object = {}): Act =>
  async ({ rig, chargeId }) => {
    const [found] = (await rig.stripe.disputes.list({ charge: chargeId })).data;
    await rig.atStripe(`/disputes/${found?.id}/reinstate`, terms);
  };
const payAgain =
  (cents: number): Act =>
  async (scene) => {
    scene.second = await payBy(scene, cents);
  };
/** The same, to the customer's second payment. */
const ofSecond =
  (act: Act): Act =>
  async (scene) => {
    if (typeof act === 'function' && scene.second) await act({ ...scene, ...scene.second });
  };
const days =
  (count: number): Act =>
  async ({ rig }) =>
    rig.advanceSeconds(count * 86_400);

/** One customer each; the first payment comes by a card or by a bank, and what is told here follows. */
const stories: Record<string, { bank?: string; cents: number; acts: readonly Act[] }> = {
  lost: { cents: 2_000, acts: [dispute(), decide({ status: 'lost' })] },
  spentAndLost: {
    cents: 2_000,
    acts: [{ spendMicroUsd: 15_000_000n }, dispute(), decide({ status: 'lost' })],
  },
  won: { cents: 3_000, acts: [dispute(), decide({ status: 'won', returnsFee: true })] },
  partly: { cents: 2_500, acts: [dispute(), decide({ status: 'won', amount: 1_200 })] },
  lostThenBack: { cents: 2_000, acts: [dispute(), decide({ status: 'lost' }), reinstate()] },
  spentLostThenBack: {
    cents: 2_000,
    acts: [
      { spendMicroUsd: 15_000_000n },
      dispute(),
      decide({ status: 'lost' }),
      reinstate({ amount: 1_200 }),
      reinstate({ amount: 500 }),
    ],
  },
  partlyThenAll: { cents: 2_500, acts: [dispute(), decide({ status: 'won', amount: 1_200 }), reinstate()] },
  lostTwice: {
    cents: 2_000,
    acts: [
      payAgain(1_500),
      { spendMicroUsd: 25_000_000n },
      dispute(),
      ofSecond(dispute()),
      decide({ status: 'lost' }),
      ofSecond(decide({ status: 'lost' })),
      reinstate({ amount: 1_800 }),
    ],
  },
  lostAndRefunded: {
    cents: 2_000,
    acts: [
      payAgain(1_500),
      { spendMicroUsd: 25_000_000n },
      ofSecond(refundByHand(1_500)),
      dispute(),
      decide({ status: 'lost' }),
      ofSecond(failRefund),
    ],
  },
  partlyLost: { cents: 2_500, acts: [dispute(), decide({ status: 'lost', amount: 700 })] },
  inquiry: { cents: 1_800, acts: [dispute({ inquiry: true }), decide({ status: 'warning_closed' })] },
  bounced: {
    bank: 'pm_usBankAccount_success',
    cents: 4_000,
    acts: [days(4), at(({ chargeId }) => `/charges/${chargeId}/return`)],
  },
  neverCame: { bank: 'pm_usBankAccount_insufficientFunds', cents: 3_300, acts: [days(4)] },
  refunded: { cents: 4_000, acts: [{ refundUsd: 15 }] },
  refundRefused: { cents: 4_000, acts: [{ refundUsd: 25 }, failRefund] },
  byHand: { cents: 3_500, acts: [refundByHand(1_000), refundByHand(550)] },
  byHandRefused: { cents: 3_500, acts: [refundByHand(1_000), failRefund] },
  warned: { cents: 1_500, acts: [at(({ chargeId }) => `/charges/${chargeId}/warn`), refundByHand(1_500)] },
};

/** What a run's `newId('ref')` gives. */
const refundIdOf = (story: string) => `ref_${story}`;
export const customerIdOf = (story: string) => `cus_of_${story}`;

/**
 * Lets all stories happen at a Stripe of their own, their steps in an order that `pick(n)` (0..n-1) mixes, and keeps
 * what Stripe would answer after each. The market's own part of a refund is left to those who replay it.
 */
export async function recordHistory(pick: (below: number) => number): Promise<History> {
  const rig = await startMoney();
  const scenes = new Map<string, Scene>();
  const left = new Map(Object.entries(stories).map(([story, { acts }]) => [story, [...acts]]));
  const recorder = recorderOf(rig);
  const steps: Step[] = [];
  for (const story of Object.keys(stories)) {
    scenes.set(story, await begin(rig, story));
    steps.push({ story, ...(await recorder()) });
  }
  for (let open = [...left.keys()]; open.length > 0; open = open.filter((each) => left.get(each)?.length)) {
    const story = open[pick(open.length)] ?? '';
    const act = left.get(story)?.shift();
    const scene = scenes.get(story);
    if (!act || !scene) continue;
    rig.advanceSeconds(61);
    if (typeof act === 'function') await act(scene);
    else if ('refundUsd' in act) await refundAtStripe(scene, story, act.refundUsd);
    steps.push({ story, ...(typeof act === 'object' && { atMarket: act }), ...(await recorder()) });
  }
  await rig.close();
  return { steps, stories: Object.keys(stories) };
}

async function begin(rig: Rig, story: string): Promise<Scene> {
  const { bank, cents } = stories[story] ?? { cents: 0 };
  const customerId = customerIdOf(story);
  return { rig, customerId, ...(await payBy({ rig, customerId }, cents, bank)) };
}

async function payBy(
  { rig, customerId }: Pick<Scene, 'rig' | 'customerId'>,
  cents: number,
  bank?: string,
): Promise<Paid> {
  const paymentIntentId = await payIn(rig, customerId, cents, bank);
  const { latest_charge } = await rig.stripe.paymentIntents.retrieve(paymentIntentId);
  return { paymentIntentId, chargeId: String(latest_charge) };
}

const refundAtStripe = ({ rig, customerId, paymentIntentId }: Scene, story: string, usd: number) =>
  rig.deps.stripe.payments.makeRefund({
    customerId,
    refundId: refundIdOf(story),
    paymentIntentId,
    state: 'pending',
    cents: usd * 100,
    amountMicroUsd: BigInt(usd) * 1_000_000n,
    refusals: 0,
    createdAt: rig.deps.now(),
  });

function recorderOf(rig: Rig) {
  const seen = new Set<string>();
  return async (): Promise<{ events: Stripe.Event[]; after: Moment }> => {
    const all = await rig.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const events = all.filter(({ id }) => !seen.has(id)).reverse();
    for (const { id } of events) seen.add(id);
    return { events, after: await momentOf(rig) };
  };
}

async function momentOf({ deps }: Rig): Promise<Moment> {
  const { reads } = deps.stripe;
  const movements = await Array.fromAsync(reads.movements(0));
  const happenings = await Array.fromAsync(reads.happenings(0));
  const moment: Moment = {
    now: deps.now(),
    payments: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    warnings: new Map(),
    movements,
    happenings,
  };
  const read: Partial<Record<StripeSubject['kind'], (id: string) => Promise<unknown>>> = {
    payment: async (id) => moment.payments.set(id, await reads.findPayment(id)),
    refund: async (id) => moment.refunds.set(id, await reads.getRefund(id)),
    dispute: async (id) => moment.disputes.set(id, await reads.getDispute(id)),
    'fraud-warning': async (id) => moment.warnings.set(id, await reads.getFraudWarning(id)),
  };
  const subjects = [...movements, ...happenings].flatMap(({ subject }) => subject ?? []);
  for (const { kind, id } of new Map(subjects.map((each) => [nameOfSubject(each), each])).values())
    await read[kind]?.(id);
  return moment;
}

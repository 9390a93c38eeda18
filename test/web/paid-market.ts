import Stripe from 'stripe';
import { call } from '../../local/demo/api.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { embeddingLine, sentences } from '../support/market-rig.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';

const day = 86_400;

/** Dear enough that a batch of a second pays its owner more than a cent; what is paid, and what is large, takes two. */
const policy = {
  ...demoPolicy,
  auditShare: 0,
  payoutsNeedApproval: true,
  singlePersonMicroUsd: 1_000_000n,
  priceMicroUsdPerReferenceSecond: { ...demoPolicy.priceMicroUsdPerReferenceSecond, '24h': 900_000 },
};

/** A batch is run and paid; Stripe pays the platform's rest to its bank, whose statement has a line of it and a fee. */
export async function startPaidMarket({ requests }: { requests: number }) {
  const market = await startWebMarket({ policy, beganSecondsAgo: 3 * day });
  const standIn = new URL(market.cloud.stripeStandIn ?? '');
  await call(`${standIn.origin}/_test/settings`, { body: { dailyPayouts: true } });
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const lines = sentences(requests).map((text, at) => embeddingLine(`s-${at}`, text));
  const { id: batchId } = await market.submit(lines);
  await market.work(vehicle);
  await market.sweep();
  await payByTwo(market);
  market.advanceSeconds(3 * day);
  await market.cloud.timers.pollStripe();
  await market.cloud.events.drain();
  const stripe = new Stripe('local', { host: standIn.hostname, port: standIn.port, protocol: 'http' });
  const { data } = await stripe.payouts.list({ limit: 10 });
  const bankPayout = data.find(({ automatic }) => automatic);
  if (!bankPayout) throw new Error('Stripe paid nothing to the bank.');
  const [charge] = (await stripe.charges.list({ limit: 1 })).data;
  return {
    ...market,
    batchId,
    bankPayout,
    /** Its cardholder's bank suspects fraud. */
    warnOfPayment: async () => {
      await call(`${standIn.origin}/_test/charges/${charge?.id}/warn`, { body: {} });
      await market.cloud.timers.pollStripe();
    },
    statement: statementOf(bankPayout, market.now()),
  };
}

export type PaidMarket = Awaited<ReturnType<typeof startPaidMarket>>;

async function payByTwo({ cloud, financeKey, approverKey }: WebMarket): Promise<void> {
  const runs = `${cloud.url}/v1/finance/payout_runs`;
  const { id } = await call<{ id: string }>(runs, { key: financeKey, body: {} });
  await cloud.events.drain();
  await call(`${runs}/${id}/approve`, { key: approverKey, method: 'POST' });
  await cloud.events.drain();
  await cloud.timers.pollStripe();
}

function statementOf({ amount, trace_id }: Stripe.Payout, now: number): string {
  const bookedOn = new Date(now).toISOString().slice(0, 10);
  return [
    'booked_on,amount,currency,counterparty,text,reference',
    `${bookedOn},${(amount / 100).toFixed(2)},USD,STRIPE,PAYOUT ${trace_id?.value},B1`,
    `${bookedOn},-3.00,USD,The bank,MONTHLY FEE,B2`,
  ].join('\n');
}

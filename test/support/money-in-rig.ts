import Stripe from 'stripe';
import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { createRefund } from '../../functions/customer/create-refund.ts';
import { createTopUp } from '../../functions/customer/create-top-up.ts';
import { getBalance } from '../../functions/customer/get-balance.ts';
import { getRefund } from '../../functions/customer/get-refund.ts';
import { listRefunds } from '../../functions/customer/list-refunds.ts';
import { authenticate } from '../../functions/edge/authenticate.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { newApi } from '../../functions/edge/http.ts';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { resendRefunds } from '../../functions/market/resend-refunds.ts';
import { sendRefund } from '../../functions/market/send-refund.ts';
import { stripeRouter } from '../../functions/stripe/router.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { newHold } from '../../shared/settlement.ts';
import { availableOf } from './available-of.ts';
import { callerOf, connectedSecret, startMoney, webhookSecret } from './money-rig.ts';
import { streamOf } from './stream-of-commits.ts';

export type MoneyInRig = Awaited<ReturnType<typeof startMoneyIn>>;

/** Money as it comes in: the rig of money, with what the stream and the queues bring about of it. */
export async function startMoneyIn(options: Parameters<typeof startMoney>[0] = {}) {
  const rig = await startMoney(options);
  const stream = streamOf(rig.deps, { 'stripe-event': followStripeEvent, refund: sendRefund });
  const { deps } = stream;
  const webhook = stripeRouter(deps);
  const api = newApi(deps);
  api.use(authenticate(deps, 'customer'));
  for (const route of [createTopUp, getBalance, createRefund, getRefund, listRefunds]) route(api, deps);

  /** An event as Stripe would sign and send it, `secondsAhead` from now. Answers once it is noted. */
  function send(
    event: object,
    { secret = webhookSecret, secondsAhead = 0, path = '/v1/stripe/webhook' }: Sending = {},
  ) {
    const payload = JSON.stringify({ id: 'evt_1', object: 'event', livemode: false, ...event });
    const timestamp = Math.floor(deps.now() / 1_000) + secondsAhead;
    return webhook.request(path, {
      method: 'POST',
      headers: {
        'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
        'content-type': 'application/json',
      },
      body: payload,
    });
  }

  return {
    ...rig,
    deps,
    webhook,
    stream,
    customer: (apiKey: string) => callerOf(api, apiKey),
    send,
    sendConnected: (event: object) => send(event, { secret: connectedSecret, path: '/v1/stripe/connected' }),
    /** Sends it and does what follows. */
    async deliver(event: object, sending: Sending = {}) {
      const reply = await send(event, sending);
      const failures = await stream.drain();
      if (failures.length > 0) throw failures[0];
      return reply;
    },
    poll: async () => {
      const news = await pollStripe(deps)();
      await stream.drain();
      return news;
    },
    resend: async () => {
      await resendRefunds(deps)();
      return stream.drain();
    },
    /** Holds so much for a batch that never ends. */
    spend: (customerId: string, microUsd: bigint) => spend(deps, customerId, microUsd),
    frozenBy: async (customerId: string) => (await deps.customerBalances.of(customerId)).frozenBy,
    available: (customerId: string) => availableOf(deps, customerId),
  };
}

export async function spend(deps: Deps, customerId: string, microUsd: bigint): Promise<void> {
  const batchId = deps.newId('batch');
  const hold = newHold({ customerId, batchId, heldMicroUsd: microUsd }, deps.now());
  await deps.commit([
    ledgerWrites.post(holdEntry(hold, deps.now()), { opensRoot: true }),
    customerBalanceWrites.hold(customerId, { paidMicroUsd: microUsd, promoMicroUsd: 0n }),
    holdWrites.create(hold),
  ]);
}

type Sending = { secret?: string; secondsAhead?: number; path?: string };

import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { commitHold } from '../../functions/customer/holding/commit-hold.ts';
import { customerRouter } from '../../functions/customer/router.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { applyCredit } from '../../functions/market/apply-credit.ts';
import { createDeliveries } from '../../functions/market/create-deliveries.ts';
import { followInvoices } from '../../functions/market/follow-invoices.ts';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { sendInvoice } from '../../functions/market/send-invoice.ts';
import { sweepCredit } from '../../functions/market/sweep-credit.ts';
import { sweepTopUps } from '../../functions/market/sweep-top-ups.ts';
import { topUpCustomer } from '../../functions/market/top-up-customer.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { endHold, newHold } from '../../shared/settlement.ts';
import { callerOf, newCustomer, startMoney } from './money-rig.ts';
import { streamOf } from './stream-of-commits.ts';

export type BillingRig = Awaited<ReturnType<typeof startBilling>>;

/** What customers pay with: the rig of money, with what the stream, the queues and the timers bring about of it. */
export async function startBilling(options: Parameters<typeof startMoney>[0] = {}) {
  const rig = await startMoney(options);
  const stream = streamOf(rig.deps, {
    'top-up': topUpCustomer,
    invoice: sendInvoice,
    credit: applyCredit,
    'stripe-event': followStripeEvent,
    announce: createDeliveries,
  });
  const { deps } = stream;
  const customers = customerRouter(deps);
  return {
    ...rig,
    deps,
    stream,
    finance: callerOf(financeRouter(deps), rig.financeKey),
    /** A customer, and calls in its name. */
    async newCustomer() {
      const { customerId, apiKey } = await newCustomer(rig);
      return { customerId, call: callerOf(customers, apiKey) };
    },
    /** Does what follows of all that was committed. */
    drain: () => stream.drain(),
    /** What the timers find, and what follows. */
    async sweep() {
      for (const timer of [sweepTopUps, sweepCredit, followInvoices]) await timer(deps)();
      return stream.drain();
    },
    async poll() {
      const news = await pollStripe(deps)();
      await stream.drain();
      return news;
    },
    /** The client sends a call whose connection broke once more: two faults are one for who called. */
    fail: (match: string, kind: string, times = 1) => rig.atStripe('/faults', { match, kind, times }),
    /** Holds so much for a batch, as a customer's call does. */
    hold: (customerId: string, heldMicroUsd: bigint) => holdFor(deps, customerId, heldMicroUsd),
    /** Ends the batch with nothing charged: all that it held goes back. */
    release: (batchId: string) => releaseOf(deps, batchId),
    balance: (customerId: string) => deps.customerBalances.of(customerId),
    kindsOf: async (customerId: string) =>
      (await Array.fromAsync(deps.ledger.entriesUnder(`customer/${customerId}`)))
        .map(({ kind }) => kind)
        .sort(),
  };
}

/** Holds so much for a batch, as a customer's call does. */
export async function holdFor(deps: Deps, customerId: string, heldMicroUsd: bigint): Promise<string> {
  const batchId = deps.newId('batch');
  await commitHold(deps, { customerId, heldMicroUsd }, async ({ held: { promoMicroUsd }, isTopUpDue }) => {
    const hold = newHold({ customerId, batchId, heldMicroUsd, promoMicroUsd }, deps.now());
    return [
      ledgerWrites.post(holdEntry(hold, deps.now(), isTopUpDue), { opensRoot: true }),
      holdWrites.create(hold),
    ];
  });
  return batchId;
}

async function releaseOf(deps: Deps, batchId: string): Promise<void> {
  const { hold, entry, released } = endHold(await deps.holds.get(batchId), deps.now());
  await deps.commit([
    ledgerWrites.post(entry),
    holdWrites.end(hold),
    customerBalanceWrites.change(hold.customerId, {
      availableMicroUsd: released.paidMicroUsd + released.promoMicroUsd,
      promoMicroUsd: released.promoMicroUsd,
    }),
  ]);
}

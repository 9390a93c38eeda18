import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { customerRouter } from '../functions/customer/router.ts';
import { consume, messagesAtOnce } from '../functions/edge/consume.ts';
import { consumeTogether } from '../functions/edge/consume-together.ts';
import type { Deps } from '../functions/edge/deps.ts';
import type { Api } from '../functions/edge/http.ts';
import { financeRouter } from '../functions/finance/router.ts';
import { accrueOwners } from '../functions/market/accrue-owners.ts';
import { adjustException } from '../functions/market/adjust-exception.ts';
import { advanceBatch } from '../functions/market/advance-batch.ts';
import { appendJournal } from '../functions/market/append-journal.ts';
import { applyCredit } from '../functions/market/apply-credit.ts';
import { assembleBatch } from '../functions/market/assemble-batch.ts';
import { beginReconciliation } from '../functions/market/begin-reconciliation.ts';
import { createDeliveries } from '../functions/market/create-deliveries.ts';
import { deliverWebhook } from '../functions/market/deliver-webhook.ts';
import { dispatchChanges } from '../functions/market/dispatch-changes.ts';
import { eraseOwners } from '../functions/market/erase-owners.ts';
import { erasePayloads } from '../functions/market/erase-payloads.ts';
import { executePayoutRun } from '../functions/market/execute-payout-run.ts';
import { expirePromo } from '../functions/market/expire-promo.ts';
import { findUnjournaled } from '../functions/market/find-unjournaled.ts';
import { followInvoices } from '../functions/market/follow-invoices.ts';
import { followStripeEvent } from '../functions/market/follow-stripe-event.ts';
import { judgeAudit } from '../functions/market/judge-audit.ts';
import { payOwner } from '../functions/market/pay-owner.ts';
import { planBatch } from '../functions/market/plan-batch.ts';
import { planInvoices } from '../functions/market/plan-invoices.ts';
import { planPayouts } from '../functions/market/plan-payouts.ts';
import { pollStripe } from '../functions/market/poll-stripe.ts';
import { proveBooks } from '../functions/market/prove-books.ts';
import { reconcile } from '../functions/market/reconcile.ts';
import { refundCharge } from '../functions/market/refund-charge.ts';
import { releaseEarnings } from '../functions/market/release-earnings.ts';
import { resendDeliveries } from '../functions/market/resend-deliveries.ts';
import { resendRefunds } from '../functions/market/resend-refunds.ts';
import { reverseEntry } from '../functions/market/reverse-entry.ts';
import { sendInvoice } from '../functions/market/send-invoice.ts';
import { sendRefund } from '../functions/market/send-refund.ts';
import { settleBatch } from '../functions/market/settle-batch.ts';
import { sweepBatches } from '../functions/market/sweep-batches.ts';
import { sweepCredit } from '../functions/market/sweep-credit.ts';
import { sweepTopUps } from '../functions/market/sweep-top-ups.ts';
import { takeBack } from '../functions/market/take-back.ts';
import { topUpCustomer } from '../functions/market/top-up-customer.ts';
import { operatorRouter } from '../functions/operator/router.ts';
import { ownerRouter } from '../functions/owner/router.ts';
import { stripeRouter } from '../functions/stripe/router.ts';
import { vehicleRouter } from '../functions/vehicle/router.ts';
import { type MessageOf, messages, type QueueName } from '../shared/messages.ts';
import type { Functions } from './event-sources.ts';
import { functionOfQueue, withRightsOf } from './rights/guard.ts';

/** Called once for each call of a function, as AWS would bill it. */
export type OnCall = (functionName: string, millis: number) => void;

/** The very functions that infra/ deploys, behind what calls them here. */
export function functionsOf(deps: Deps, onCall: OnCall = () => {}) {
  const timed = async <Result>(name: string, call: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    try {
      return await call();
    } finally {
      onCall(name, performance.now() - startedAt);
    }
  };
  const queue = <Name extends QueueName>(
    name: Name,
    handle: (message: MessageOf<Name>) => Promise<unknown>,
  ): Functions['queues'][QueueName] => {
    const schema = messages[name] as unknown as z.ZodType<MessageOf<Name>>;
    const consumer = consume(schema, handle, deps.reportFault, messagesAtOnce[name]);
    return (event) => timed(name, () => withRightsOf(functionOfQueue(name), () => consumer(event)));
  };
  const journal = consumeTogether(messages.journal, appendJournal(deps), deps.reportFault);
  const events: Functions = {
    stream: (event) =>
      timed('dispatch', () => withRightsOf('dispatch-changes', () => dispatchChanges(deps)(event))),
    queues: {
      plan: queue('plan', planBatch(deps)),
      advance: queue('advance', advanceBatch(deps)),
      assemble: queue('assemble', assembleBatch(deps)),
      settle: queue('settle', settleBatch(deps)),
      accrue: queue('accrue', accrueOwners(deps)),
      reverse: queue('reverse', reverseEntry(deps)),
      reconcile: queue('reconcile', reconcile(deps)),
      adjust: queue('adjust', adjustException(deps)),
      journal: (event) => timed('journal', () => withRightsOf('append-journal', () => journal(event))),
      audit: queue('audit', judgeAudit(deps)),
      erase: queue('erase', erasePayloads(deps)),
      pay: queue('pay', payOwner(deps)),
      'payout-run': queue('payout-run', executePayoutRun(deps)),
      'take-back': queue('take-back', takeBack(deps)),
      'refund-charge': queue('refund-charge', refundCharge(deps)),
      refund: queue('refund', sendRefund(deps)),
      'stripe-event': queue('stripe-event', followStripeEvent(deps)),
      'top-up': queue('top-up', topUpCustomer(deps)),
      credit: queue('credit', applyCredit(deps)),
      invoice: queue('invoice', sendInvoice(deps)),
      announce: queue('announce', createDeliveries(deps)),
      deliver: queue('deliver', deliverWebhook(deps)),
    },
  };
  let door: Hono | undefined;
  return {
    events,
    timers: timersOf(deps),
    get http() {
      door ??= frontDoor(deps, timed);
      return door;
    },
  };
}

/** What AWS's scheduler calls. */
function timersOf(deps: Deps) {
  const timer =
    <Args extends unknown[], Result>(name: string, handle: (...args: Args) => Result) =>
    (...args: Args) =>
      withRightsOf(name, () => handle(...args));
  return {
    sweepBatches: timer('sweep-batches', sweepBatches(deps)),
    findUnjournaled: timer('find-unjournaled', findUnjournaled(deps)),
    planPayouts: timer('plan-payouts', planPayouts(deps)),
    pollStripe: timer('poll-stripe', pollStripe(deps)),
    beginReconciliation: timer('begin-reconciliation', beginReconciliation(deps)),
    resendRefunds: timer('resend-refunds', resendRefunds(deps)),
    releaseEarnings: timer('release-earnings', releaseEarnings(deps)),
    eraseOwners: timer('erase-owners', eraseOwners(deps)),
    resendDeliveries: timer('resend-deliveries', resendDeliveries(deps)),
    sweepTopUps: timer('sweep-top-ups', sweepTopUps(deps)),
    sweepCredit: timer('sweep-credit', sweepCredit(deps)),
    expirePromo: timer('expire-promo', expirePromo(deps)),
    planInvoices: timer('plan-invoices', planInvoices(deps)),
    proveBooks: timer('prove-books', proveBooks(deps)),
    followInvoices: timer('follow-invoices', followInvoices(deps)),
  };
}

/** One address for all callers, as the front door has on AWS: the path's second word says whose function answers. */
function frontDoor(deps: Deps, timed: <R>(name: string, call: () => Promise<R>) => Promise<R>): Hono {
  const door = new Hono();
  const routers = {
    vehicle: vehicleRouter,
    owner: ownerRouter,
    finance: financeRouter,
    operator: operatorRouter,
    stripe: stripeRouter,
  };
  for (const [name, routerOf] of Object.entries(routers))
    door.all(`/v1/${name}/*`, answeredBy(name, routerOf));
  door.all('*', answeredBy('customer', customerRouter));
  return door;

  /** Made for the first call, as a function's first invocation does. */
  function answeredBy(name: string, routerOf: (deps: Deps) => Api) {
    let router: Api | undefined;
    return (c: Context) => {
      router ??= routerOf(deps);
      const { fetch } = router;
      return timed(name, () => withRightsOf(name, async () => fetch(c.req.raw)));
    };
  }
}

import type Stripe from 'stripe';

/** The events that the stand-in sends. */
type SentEvent = Extract<
  Stripe.Event,
  {
    type:
      | 'account.application.deauthorized'
      | 'account.external_account.updated'
      | 'account.updated'
      | 'charge.captured'
      | 'charge.dispute.closed'
      | 'charge.dispute.created'
      | 'charge.dispute.funds_reinstated'
      | 'charge.dispute.funds_withdrawn'
      | 'charge.dispute.updated'
      | 'charge.failed'
      | 'charge.pending'
      | 'charge.refund.updated'
      | 'charge.refunded'
      | 'charge.succeeded'
      | 'checkout.session.async_payment_failed'
      | 'checkout.session.async_payment_succeeded'
      | 'checkout.session.completed'
      | 'checkout.session.expired'
      | 'customer.created'
      | 'customer.updated'
      | 'data'
      | 'invoice.created'
      | 'invoice.finalized'
      | 'invoice.marked_uncollectible'
      | 'invoice.overdue'
      | 'invoice.paid'
      | 'invoice.payment_failed'
      | 'invoice.payment_succeeded'
      | 'invoice.sent'
      | 'invoice.updated'
      | 'invoice.voided'
      | 'invoice_payment.paid'
      | 'invoiceitem.created'
      | 'payment_intent.amount_capturable_updated'
      | 'payment_intent.canceled'
      | 'payment_intent.created'
      | 'payment_intent.payment_failed'
      | 'payment_intent.processing'
      | 'payment_intent.requires_action'
      | 'payment_intent.succeeded'
      | 'payment_method.attached'
      | 'payment_method.detached'
      | 'payout.created'
      | 'payout.failed'
      | 'payout.paid'
      | 'payout.reconciliation_completed'
      | 'payout.updated'
      | 'price.created'
      | 'product.created'
      | 'radar.early_fraud_warning.created'
      | 'radar.early_fraud_warning.updated'
      | 'refund.created'
      | 'refund.failed'
      | 'refund.updated'
      | 'setup_intent.created'
      | 'setup_intent.succeeded'
      | 'topup.created'
      | 'topup.failed'
      | 'topup.succeeded'
      | 'transfer.created'
      | 'transfer.reversed'
      | 'transfer.updated';
  }
>;

/** An event's type with its data, which holds the object it is about. */
export type Happening = SentEvent extends infer E
  ? E extends SentEvent
    ? Pick<E, 'type' | 'data'>
    : never
  : never;

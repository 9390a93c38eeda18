import { batchKeys } from './keys/batches.ts';
import { bookKeys } from './keys/books.ts';
import { customerKeys } from './keys/customers.ts';
import { moneyKeys } from './keys/money.ts';
import { ownerKeys } from './keys/owners.ts';
import { padded } from './keys/padded.ts';
import { vehicleKeys } from './keys/vehicles.ts';

/**
 * Every key of the table stands in this folder's pages. A tenant's things lie in the tenant's partition, so that a key
 * made from the authenticated id can't reach another's. What the stream is read for begins with a word of
 * shared/followed-records.ts.
 */
export const keys = {
  ...customerKeys,
  ...batchKeys,
  ...vehicleKeys,
  ...ownerKeys,
  ...moneyKeys,
  ...bookKeys,
};

const latestOf15Digits = 999_999_999_999_999;

/** The one index is sparse: only what a timer or finance must find by itself carries these attributes. */
export const indexKeys = {
  /** Refunds that Stripe has not confirmed, and warnings of fraud that finance has not decided on. */
  openRefund: (refundName: string) => ({ indexPk: 'OPEN#REFUND', indexSk: refundName }),
  openFraudWarning: (warningName: string) => ({ indexPk: 'OPEN#FRAUD-WARNING', indexSk: warningName }),
  /** Batches that have not come to rest, for the sweep. */
  openBatch: (batchId: string) => ({ indexPk: 'OPEN#BATCH', indexSk: batchId }),
  /** The first entry of each ledger partition, so that a proof finds them all. */
  ledger: (root: string) => ({ indexPk: 'LEDGER', indexSk: root }),
  /** Payouts that Stripe has not confirmed, in the order of their next attempts. */
  openPayout: (payoutId: string, dueAt = 0) => ({
    indexPk: 'OPEN#PAYOUT',
    indexSk: `${padded(dueAt, 15)}#${payoutId}`,
  }),
  /** Connected accounts, those first that were not looked at for longest. */
  stripeAccount: (lookedAt: number, accountId: string) => ({
    indexPk: 'STRIPE_ACCOUNTS',
    indexSk: `${padded(lookedAt, 15)}#${accountId}`,
  }),
  /** Payout runs, takings back and refunds of charges of which a step is still to be done. */
  openPayoutRun: (runId: string) => ({ indexPk: 'OPEN#PAYOUT_RUN', indexSk: runId }),
  openTakeBack: (takeBackId: string) => ({ indexPk: 'OPEN#TAKEBACK', indexSk: takeBackId }),
  openChargeRefund: (refundId: string) => ({ indexPk: 'OPEN#CHARGE_REFUND', indexSk: refundId }),
  /** Exceptions that are not resolved, oldest first. */
  openException: (occurredAt: number, exceptionId: string) => ({
    indexPk: 'OPEN#EXCEPTION',
    indexSk: `${padded(occurredAt, 15)}#${exceptionId}`,
  }),
  owner: (ownerId: string) => ({ indexPk: 'OWNERS', indexSk: ownerId }),
  /** Vehicles: those whose checks differed last come first, those of which none did come last. */
  standing: (vehicleId: string, differedAt = 0) => ({
    indexPk: 'VEHICLES',
    indexSk: `${padded(latestOf15Digits - differedAt, 15)}#${vehicleId}`,
  }),
  quarantined: (vehicleId: string) => ({ indexPk: 'QUARANTINED', indexSk: vehicleId }),
  /** Owners who are to be erased once they are paid. */
  openClosure: (ownerId: string) => ({ indexPk: 'OPEN#CLOSURE', indexSk: ownerId }),
  /** Webhook deliveries that are not done, in the order of their next attempts. */
  openDelivery: (nextAttemptAt: number) => ({ indexPk: 'OPEN#DELIVERY', indexSk: padded(nextAttemptAt, 15) }),
  /** Customers whose balance is topped up automatically. */
  autoTopUp: (customerId: string) => ({ indexPk: 'AUTOTOPUP', indexSk: customerId }),
  /** Customers who were ever given promo credit. */
  promoCustomer: (customerId: string) => ({ indexPk: 'PROMO', indexSk: customerId }),
  /** Customers who are invoiced; and invoices that nobody has paid yet. */
  invoiced: (customerId: string) => ({ indexPk: 'INVOICED', indexSk: customerId }),
  openInvoice: (invoiceId: string) => ({ indexPk: 'OPEN#INVOICE', indexSk: invoiceId }),
};

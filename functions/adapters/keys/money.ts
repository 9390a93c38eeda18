import { padded } from './padded.ts';

/** The ledger, its balances, and what money waits for or comes from. */
export const moneyKeys = {
  /** `batch/<id>/settle/3`: all entries of batch/<id> lie together, and a business key exists once in the table. */
  entry: (businessKey: string) => {
    const [kind, id, ...rest] = businessKey.split('/');
    return { pk: `LEDGER#${kind}/${id}`, sk: `ENTRY#${rest.join('/')}` };
  },
  /** Before all entries of an owner that are earnings of this day ("2027-01-08") or of a later one. */
  earned: (ownerId: string, day: string) => ({ pk: `LEDGER#owner/${ownerId}`, sk: `ENTRY#earned/${day}` }),
  customerBalance: (customerId: string) => ({ pk: `BALANCE#customer/${customerId}`, sk: 'BALANCE' }),
  ownerBalance: (ownerId: string) => ({ pk: `BALANCE#owner/${ownerId}`, sk: 'BALANCE' }),
  beneficiaryBalance: (ownerId: string, beneficiaryId: string) => ({
    pk: `BALANCE#owner/${ownerId}`,
    sk: `BENEFICIARY#${beneficiaryId}`,
  }),
  /** A wish to bring money in; and how many there were, so that each is begun knowing all before it. */
  topUp: (customerId: string, topUpId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `TOPUP#${topUpId}` }),
  topUps: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'TOPUPS' }),
  autoTopUp: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'AUTOTOPUP' }),
  /** What came in of a customer's, and what goes back: at Stripe each is an object of its own. */
  payment: (customerId: string, paymentIntentId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `PAYMENT#${paymentIntentId}`,
  }),
  refund: (customerId: string, refundId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `REFUND#${refundId}`,
  }),
  dispute: (customerId: string, disputeId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `DISPUTE#${disputeId}`,
  }),
  fraudWarning: (customerId: string, warningId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `FRAUD-WARNING#${warningId}`,
  }),
  /** Credit that was given; and that the customer was ever given some. */
  promoGrant: (customerId: string, grantId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `GRANT#${grantId}`,
  }),
  promoCustomer: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'GRANTS' }),
  /** On what terms the customer is invoiced; and its invoices, from 1. */
  invoiceTerms: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'TERMS' }),
  invoice: (customerId: string, invoiceNo: number) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `INVOICE#${padded(invoiceNo, 6)}`,
  }),
  payout: (ownerId: string, payoutNo: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `PAYOUT#${padded(payoutNo, 6)}`,
  }),
  /** Money that comes back from an owner by reversing transfers. */
  takeBack: (ownerId: string, takeBackNo: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `TAKEBACK#${padded(takeBackNo, 6)}`,
  }),
  /** A run of payouts, and its lines in chunks. */
  payoutRun: (runId: string) => ({ pk: 'PAYOUT_RUNS', sk: `PAYOUTRUN#${runId}` }),
  payoutRunLines: (runId: string, chunk: number) => ({
    pk: `PAYOUT_RUN#${runId}`,
    sk: `LINES#${padded(chunk, 5)}`,
  }),
  /** A charge that finance gives back. */
  chargeRefund: (refundId: string) => ({ pk: 'CHARGE_REFUNDS', sk: `CHARGEREFUND#${refundId}` }),
};

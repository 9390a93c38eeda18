import pRetry from 'p-retry';
import { isRefusal } from '../../../shared/refusal.ts';
import type { StripeSubject, StripeSubjectKind } from '../../../shared/stripe-subject.ts';
import type { Deps } from '../../edge/deps.ts';
import { takeOverAccount } from './take-over-account.ts';
import { takeOverBalanceTopUp, takeOverBankPayout } from './take-over-bank-payout.ts';
import { takeOverDispute } from './take-over-dispute.ts';
import { takeOverFraudWarning } from './take-over-fraud-warning.ts';
import { takeOverInvoice } from './take-over-invoice.ts';
import { takeOverPayment } from './take-over-payment.ts';
import { takeOverRefund } from './take-over-refund.ts';
import { takeOverStripeFee } from './take-over-stripe-fee.ts';
import { takeOverTransfer } from './take-over-transfer.ts';

/**
 * Fetches the subject as Stripe has it now and posts what the ledger does not have of it. True where it posted
 * something. Calling it again, late, in any order changes nothing.
 */
type TakeOver = (deps: Deps, subject: StripeSubject) => Promise<boolean>;

const takeOverBy: Record<StripeSubjectKind, TakeOver> = {
  payment: takeOverPayment,
  refund: takeOverRefund,
  dispute: takeOverDispute,
  'fraud-warning': takeOverFraudWarning,
  invoice: takeOverInvoice,
  transfer: takeOverTransfer,
  account: takeOverAccount,
  'owner-payout': takeOverAccount,
  'bank-payout': takeOverBankPayout,
  'balance-top-up': takeOverBalanceTopUp,
  'stripe-fee': takeOverStripeFee,
};

/** What changed under a decision is decided again, on what is there now. */
export const takeOver: TakeOver = (deps, subject) =>
  pRetry(() => takeOverBy[subject.kind](deps, subject), {
    retries: 8,
    minTimeout: 20,
    maxTimeout: 500,
    randomize: true,
    shouldRetry: ({ error }) => isRefusal(error, 'changed_meanwhile'),
  });

import type { StripeSubject, StripeSubjectKind } from '../../../shared/stripe-subject.ts';
import type { Deps } from '../../edge/deps.ts';
import { takeOverPayment } from './take-over-payment.ts';
import { takeOverTransfer } from './take-over-transfer.ts';

/**
 * Fetches the subject as Stripe has it now and posts what the ledger does not have of it. True where it posted
 * something. Calling it again, late, in any order changes nothing.
 */
type TakeOver = (deps: Deps, subject: StripeSubject) => Promise<boolean>;

/** What nobody takes over stays an open item of the match with Stripe. */
const leaveOpen: TakeOver = async () => false;

const takeOverBy: Record<StripeSubjectKind, TakeOver> = {
  payment: takeOverPayment,
  refund: leaveOpen,
  dispute: leaveOpen,
  'fraud-warning': leaveOpen,
  invoice: leaveOpen,
  transfer: takeOverTransfer,
  account: leaveOpen,
  'owner-payout': leaveOpen,
  'bank-payout': leaveOpen,
  'balance-top-up': leaveOpen,
};

export const takeOver: TakeOver = (deps, subject) => takeOverBy[subject.kind](deps, subject);

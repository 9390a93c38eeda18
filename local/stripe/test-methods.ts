import { z } from 'zod';
import type { Scope } from './call.ts';
import { findNote, writeNote } from './notes.ts';
import { noSuch } from './stripe-refusal.ts';

type Outcome = 'declined' | 'needs_authentication' | 'succeeds';

/** What happens when one of Stripe's test payment methods is charged. */
export interface TestMethod {
  type: 'card' | 'sepa_debit' | 'us_bank_account';
  last4: string;
  /** While the customer is there; a bank account's comes days later. */
  outcome: Outcome;
  /** While nobody is there, once it is saved; `outcome` when absent. */
  offSession?: Outcome;
  /** Why it is declined or fails. */
  failureCode?: string;
  /** Can be saved for later although it is declined. */
  isAttachable?: boolean;
  /** Its charges are available at once, whatever the delay. */
  bypassesPending?: boolean;
  /** What the cardholder does afterwards. */
  dispute?: 'needs_response' | 'warning_needs_response';
  /** Its issuer warns of fraud afterwards. */
  isFraud?: boolean;
  /** Its refunds fail after they were made. */
  refundsFail?: boolean;
}

const card = (last4: string, more: Partial<TestMethod> = {}): TestMethod => ({
  type: 'card',
  last4,
  outcome: 'succeeds',
  ...more,
});
const declined = (last4: string, failureCode: string): TestMethod =>
  card(last4, { outcome: 'declined', failureCode });
const bank = (
  last4: string,
  failureCode?: string,
  type: TestMethod['type'] = 'us_bank_account',
): TestMethod => ({
  type,
  last4,
  outcome: failureCode === undefined ? 'succeeds' : 'declined',
  ...(failureCode !== undefined && { failureCode }),
});

// Names and behaviours: docs.stripe.com/testing, and the pages there on ACH and SEPA debits.
const methods = new Map<string, TestMethod>([
  ['card_visa', card('4242')],
  ['card_us', card('4242')],
  ['card_bypassPending', card('0077', { bypassesPending: true })],
  ['card_createDispute', card('0259', { dispute: 'needs_response' })],
  ['card_createDisputeInquiry', card('1976', { dispute: 'warning_needs_response' })],
  ['card_createIssuerFraudRecord', card('5423', { isFraud: true })],
  ['card_refundFail', card('5126', { refundsFail: true })],
  ['card_authenticationRequired', card('3184', { outcome: 'needs_authentication' })],
  [
    'card_authenticationRequiredOnSetup',
    card('3155', { outcome: 'needs_authentication', offSession: 'succeeds' }),
  ],
  [
    'card_authenticationRequiredSetupForOffSession',
    card('0446', { outcome: 'needs_authentication', offSession: 'succeeds' }),
  ],
  ['card_chargeCustomerFail', { ...declined('0341', 'generic_decline'), isAttachable: true }],
  ['card_chargeDeclined', declined('0002', 'generic_decline')],
  ['card_chargeDeclinedInsufficientFunds', declined('9995', 'insufficient_funds')],
  ['card_chargeDeclinedLostCard', declined('9987', 'lost_card')],
  ['card_chargeDeclinedStolenCard', declined('9979', 'stolen_card')],
  ['usBankAccount_success', bank('6789')],
  ['usBankAccount_accountClosed', bank('1113', 'account_closed')],
  ['usBankAccount_debitNotAuthorized', bank('1117', 'debit_not_authorized')],
  ['usBankAccount_insufficientFunds', bank('1116', 'insufficient_funds')],
  ['usBankAccount_noAccount', bank('1112', 'no_account')],
  // By their IBAN, which is all that Stripe's command line has for a payment that ends days later.
  ['iban_AT611904300234573201', bank('3201', undefined, 'sepa_debit')],
  ['iban_AT861904300235473202', bank('3202', 'insufficient_funds', 'sepa_debit')],
]);

const tokenNote = (paymentMethodId: string) => `card-of-${paymentMethodId}`;

/** The test method behind `pm_card_...`, `pm_usBankAccount_...`, `tok_...` or a payment method made from one. */
export function getTestMethod(scope: Scope, id: string, param: string): TestMethod {
  const token = findNote(scope.store, tokenNote(id), z.string()) ?? id;
  const method = methods.get(
    token
      .replace(/^pm_/, '')
      .replace(/^tok_/, 'card_')
      .replace(/^card_visa_(?=charge)/, 'card_'),
  );
  if (method === undefined) throw noSuch('PaymentMethod', id, { param });
  return method;
}

/** Remembers that a payment method was made from this token, or from now on behaves as if it had been. */
export function keepToken(scope: Scope, paymentMethodId: string, token: string): void {
  writeNote(scope.store, tokenNote(paymentMethodId), token);
}

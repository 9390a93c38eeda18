import { z } from 'zod';
import type { Scope } from './call.ts';
import { findNote, writeNote } from './notes.ts';
import { noSuch } from './stripe-refusal.ts';

/** What happens when a test card is charged. */
export interface TestCard {
  last4: string;
  outcome: 'succeeds' | 'declined' | 'needs_authentication';
  declineCode?: string;
  /** Its charges are available at once, whatever the delay. */
  bypassesPending?: boolean;
  /** What the cardholder does afterwards. */
  dispute?: 'needs_response' | 'warning_needs_response';
}

const declined = (last4: string, declineCode: string): TestCard => ({
  last4,
  outcome: 'declined',
  declineCode,
});

// Names and behaviours: docs.stripe.com/testing. All stand for a Visa card issued in the USA.
const cards = new Map<string, TestCard>([
  ['visa', { last4: '4242', outcome: 'succeeds' }],
  ['us', { last4: '4242', outcome: 'succeeds' }],
  ['bypassPending', { last4: '0077', outcome: 'succeeds', bypassesPending: true }],
  ['createDispute', { last4: '0259', outcome: 'succeeds', dispute: 'needs_response' }],
  ['createDisputeInquiry', { last4: '1976', outcome: 'succeeds', dispute: 'warning_needs_response' }],
  ['authenticationRequired', { last4: '3184', outcome: 'needs_authentication' }],
  ['chargeDeclined', declined('0002', 'generic_decline')],
  ['chargeDeclinedInsufficientFunds', declined('9995', 'insufficient_funds')],
  ['chargeDeclinedLostCard', declined('9987', 'lost_card')],
  ['chargeDeclinedStolenCard', declined('9979', 'stolen_card')],
]);

const cardNote = (paymentMethodId: string) => `card-of-${paymentMethodId}`;

/** The test card behind `pm_card_...`, `tok_...` or a payment method made from one of these. */
export function getTestCard(scope: Scope, id: string, param: string): TestCard {
  const token = findNote(scope.store, cardNote(id), z.string()) ?? id;
  const card = cards.get(token.replace(/^(pm_card_|tok_)(visa_(?=charge))?/, ''));
  if (card === undefined) throw noSuch('PaymentMethod', id, { param });
  return card;
}

/** Remembers that a payment method was made from this token. */
export function keepCardToken(scope: Scope, paymentMethodId: string, token: string): void {
  writeNote(scope.store, cardNote(paymentMethodId), token);
}

/**
 * What something at Stripe is about. Events and balance transactions only name subjects: each is fetched as Stripe
 * has it now and taken over into the ledger, whichever named it first, however often.
 */
export const stripeSubjectKinds = [
  'payment',
  'refund',
  'dispute',
  'fraud-warning',
  'invoice',
  'transfer',
  'account',
  'owner-payout',
  'bank-payout',
  'balance-top-up',
  'stripe-fee',
] as const;
export type StripeSubjectKind = (typeof stripeSubjectKinds)[number];

/**
 * `id`: a payment's is its intent's, or its charge's where only that is known; a fee's is its balance transaction's,
 * since nothing else stands for it. `account`: the connected account it is of.
 */
export type StripeSubject = { kind: StripeSubjectKind; id: string; account?: string };

/** An object at Stripe as far as it says what it is about. */
export type NamedObject = {
  object: string;
  id?: string | undefined;
  /** The intent that a charge, a session, a refund or a dispute is of. */
  paymentIntentId?: string | undefined;
};

/**
 * What an event is about; undefined where nothing in the ledger can follow from it. On a connected account only the
 * account itself and its payouts concern the market: whatever else happens there is no money of the platform's.
 */
export function subjectOfEvent(
  type: string,
  { object, id, paymentIntentId }: NamedObject,
  account?: string,
): StripeSubject | undefined {
  if (account !== undefined) return subjectOnAccount(type, { object, id }, account);
  switch (object) {
    case 'checkout.session':
      return named('payment', paymentIntentId);
    case 'payment_intent':
      return named('payment', id);
    case 'charge':
      return named('payment', paymentIntentId ?? id);
    case 'refund':
      return named('refund', id);
    case 'dispute':
      return named('dispute', id);
    case 'radar.early_fraud_warning':
      return named('fraud-warning', id);
    case 'invoice':
      return named('invoice', id);
    case 'transfer':
      return named('transfer', id);
    case 'account':
    case 'v2.core.account':
      return named('account', id);
    case 'payout':
      return named('bank-payout', id);
    case 'topup':
      return named('balance-top-up', id);
    default:
      return undefined;
  }
}

function subjectOnAccount(
  type: string,
  { object, id }: NamedObject,
  account: string,
): StripeSubject | undefined {
  if (object === 'payout' && id !== undefined) return { kind: 'owner-payout', id, account };
  // Its capabilities, its bank, its holder, and that it was cut off: all of it stands in the account.
  return /^(v1\.)?(account|capability|person)\.|^v2\.core\.account/.test(type)
    ? { kind: 'account', id: account }
    : undefined;
}

/** What moved the platform's balance is about; undefined where no object of ours stands for it: an open item. */
export function subjectOfMovement({
  object,
  id,
  paymentIntentId,
  transferId,
}: NamedObject & { transferId?: string | undefined }): StripeSubject | undefined {
  if (object === 'transfer_reversal') return named('transfer', transferId);
  return subjectOfEvent('', { object, id, paymentIntentId });
}

const named = (kind: StripeSubjectKind, id: string | undefined): StripeSubject | undefined =>
  id === undefined ? undefined : { kind, id };

/** One name for one subject, however often it is named. */
export const nameOfSubject = ({ kind, id, account = '' }: StripeSubject): string =>
  `${kind} ${id} ${account}`;

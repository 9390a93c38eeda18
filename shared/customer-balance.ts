import { greaterOf, lesserOf, type MicroUsd } from './money.ts';
import { Refusal } from './refusal.ts';

/** Why a customer may begin nothing new: each is lifted by itself, by what it is named after. */
export type FreezeReason =
  | `dispute/${string}`
  | `fraud-warning/${string}`
  | `invoice/${string}`
  | `payment/${string}`
  | 'finance';

/** How a customer stands, in one item that every hold changes. All amounts are zero or more. */
export type CustomerBalance = {
  /** What may be spent: paid + promo + credit limit - receivable. Never below zero, whatever the customer is. */
  availableMicroUsd: MicroUsd;
  /** Of that, credit that was given. */
  promoMicroUsd: MicroUsd;
  /** How far an invoiced customer may be owing. */
  creditLimitMicroUsd: MicroUsd;
  /** Invoiced and not paid: it uses up the limit until it is. */
  receivableMicroUsd: MicroUsd;
  /** On its way back to cards. */
  refundingMicroUsd: MicroUsd;
  /** All that ever came in by payments. */
  toppedUpMicroUsd: MicroUsd;
  /**
   * Absent: nothing. What the platform bears of this customer's payments that were taken back, which an unspent
   * balance did not cover. What comes back of them is the platform's first.
   */
  borneMicroUsd?: MicroUsd;
  frozenBy: readonly FreezeReason[];
  /** An automatic top-up is wanted when less than this is left. */
  autoTopUpBelowMicroUsd?: MicroUsd;
};

/** Of a customer whom nothing has been given or lent yet. */
export const noBalance: CustomerBalance = {
  availableMicroUsd: 0n,
  promoMicroUsd: 0n,
  creditLimitMicroUsd: 0n,
  receivableMicroUsd: 0n,
  refundingMicroUsd: 0n,
  toppedUpMicroUsd: 0n,
  frozenBy: [],
};

/** What the ledger's account `customer/<id>` says: prepaid and not spent; below zero for what is owed. */
export const paidMicroUsd = (balance: CustomerBalance): MicroUsd =>
  balance.availableMicroUsd -
  balance.promoMicroUsd -
  balance.creditLimitMicroUsd +
  balance.receivableMicroUsd;

/** Used and not paid, invoiced or not. */
export function owedMicroUsd(balance: CustomerBalance): MicroUsd {
  return balance.receivableMicroUsd + greaterOf(-paidMicroUsd(balance), 0n);
}

/** An amount of a customer's, told apart by where it came from. */
export type CustomerMoney = { paidMicroUsd: MicroUsd; promoMicroUsd: MicroUsd };

/** What a hold takes: credit that was given goes first, since it expires and can't be refunded. */
export function toHold(
  { promoMicroUsd: promo }: Pick<CustomerBalance, 'promoMicroUsd'>,
  heldMicroUsd: MicroUsd,
): CustomerMoney {
  const promoMicroUsd = lesserOf(promo, heldMicroUsd);
  return { paidMicroUsd: heldMicroUsd - promoMicroUsd, promoMicroUsd };
}

/** What an ended hold gives back: what was charged was of the given credit first. */
export function toRelease(held: CustomerMoney, capturedMicroUsd: MicroUsd): CustomerMoney {
  const promoUsed = lesserOf(held.promoMicroUsd, capturedMicroUsd);
  return {
    promoMicroUsd: held.promoMicroUsd - promoUsed,
    paidMicroUsd: held.paidMicroUsd - (capturedMicroUsd - promoUsed),
  };
}

/** Refuses with account_frozen, saying what would lift it. */
export function refuseFrozen({ frozenBy }: Pick<CustomerBalance, 'frozenBy'>): void {
  const [reason] = frozenBy;
  if (reason === undefined) return;
  throw new Refusal(
    'account_frozen',
    `This account can start nothing new: ${frozenBy.map(inWords).join('; ')}.`,
  );
}

const inWords = (reason: FreezeReason): string => {
  const [kind, id = ''] = reason.split('/');
  switch (kind) {
    case 'dispute':
      return `a payment is disputed at the bank (${id}); it is lifted when the dispute is closed`;
    case 'fraud-warning':
      return `the card's bank warned of fraud (${id}); write to support`;
    case 'invoice':
      return `invoice ${id} is overdue; it is lifted when it is paid`;
    case 'payment':
      return `a payment bounced (${id}); write to support`;
    default:
      return 'finance has stopped it; write to support';
  }
};

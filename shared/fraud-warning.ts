/** A card's bank says that a payment was fraud, before there is a dispute. `createdAt`: milliseconds since the epoch. */
export type FraudWarning = { customerId: string; warningId: string; createdAt: number };

/** A warning as Stripe has it. */
export type FraudWarningSeen = {
  warningId: string;
  /** The payment intent of what is warned of, or its charge where it has none. */
  paymentId: string;
  fraudType: string;
  /** False once the charge is refunded or disputed: nothing is left to be done. */
  isActionable: boolean;
  createdAt: number;
};

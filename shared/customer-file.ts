/** A customer's file: a batch's input, or what became of it. Bytes and times as integers; times in ms. */
export type CustomerFile = {
  customerId: string;
  fileId: string;
  filename: string;
  purpose: 'batch' | 'batch_output';
  bytes: number;
  createdAt: number;
  expiresAt: number;
  /** The zero-retention batch whose output or errors it is: it goes when it has been downloaded. */
  zeroRetentionOf?: string;
};

/** Kept this long unless the customer says otherwise. */
export const fileLifeMillis = 30 * 86_400_000;

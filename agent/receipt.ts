import { type ReceiptClaims, receiptClaims, receiptType } from '../shared/contract/task-files.ts';
import { type SigningKey, signCompact } from './signing-key.ts';

/** The signed account of a task's running, as a compact JWS: see shared/contract/task-files.ts. */
export function signReceipt(
  claims: ReceiptClaims,
  { vehicleId, signingKey }: { vehicleId: string; signingKey: SigningKey },
): Promise<string> {
  return signCompact(receiptClaims.parse(claims), { typ: receiptType, kid: vehicleId }, signingKey);
}

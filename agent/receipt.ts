import { SignJWT } from 'jose';
import { type ReceiptClaims, receiptClaims, receiptType } from '../shared/contract/task-files.ts';

/** The signed account of a task's running, as a compact JWS: see shared/contract/task-files.ts. */
export function signReceipt(
  claims: ReceiptClaims,
  signer: { vehicleId: string; signingKey: CryptoKey },
): Promise<string> {
  return new SignJWT(receiptClaims.parse(claims))
    .setProtectedHeader({ alg: 'EdDSA', typ: receiptType, kid: signer.vehicleId })
    .sign(signer.signingKey);
}

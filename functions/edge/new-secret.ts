import { createHash, timingSafeEqual } from 'node:crypto';
import { redactedSecret, type Secret } from '../../shared/api-key.ts';
import { codeLength, codeLetters, parseCode, shownCode } from '../../shared/enrolment-code.ts';

type RandomBytes = (count: number) => Uint8Array<ArrayBuffer>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A key of 192 random bits, shown once. Only its hash is kept. */
export function newApiKey(randomBytes: RandomBytes, prefix = 'pk_'): { secret: string; sha256: string } {
  const secret = `${prefix}${Buffer.from(randomBytes(24)).toString('base64url')}`;
  return { secret, sha256: sha256(secret) };
}

/** A customer's key says whether it spends real money: `pk_live_` where Stripe's does, else `pk_test_`. */
export function newCustomerKey({
  randomBytes,
  stripeLivemode,
}: {
  randomBytes: RandomBytes;
  stripeLivemode: boolean;
}): {
  secret: string;
  kept: Secret;
} {
  const { secret, sha256 } = newApiKey(randomBytes, stripeLivemode ? 'pk_live_' : 'pk_test_');
  return { secret, kept: { sha256, redacted: redactedSecret(secret) } };
}

/** A code that a person can type: 40 random bits that find it and 40 that are its secret, of which the hash is kept. */
export function newEnrolmentCode(randomBytes: RandomBytes): {
  code: string;
  codeId: string;
  secretSha256: string;
} {
  const letters = Array.from(randomBytes(codeLength), (byte) => codeLetters[byte & 31]).join('');
  const parts = parseCode(letters);
  if (!parts) throw new Error('codeLetters has letters that parseCode does not read');
  return { code: shownCode(letters), codeId: parts.codeId, secretSha256: sha256(parts.secret) };
}

/** Whether this is the secret of that hash. Takes the same time whatever is wrong. */
export const isSecretOf = (secret: string, secretSha256: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(secretSha256));

import { createHash } from 'node:crypto';
import { redactedSecret, type Secret } from '../../shared/api-key.ts';

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

/** Crockford's: no letter that can be taken for a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** "7F3K-9QX2-M0AB-ZZ41": 80 random bits that a person can type. The hash is of the code as shown. */
export function newEnrolmentCode(randomBytes: RandomBytes): { code: string; sha256: string } {
  const text = Array.from(randomBytes(16), (byte) => letters[byte & 31]).join('');
  const code = (text.match(/.{4}/g) ?? []).join('-');
  return { code, sha256: sha256(code) };
}

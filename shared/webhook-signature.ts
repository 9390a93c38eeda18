/** A signing secret's random bytes. Standard Webhooks 1.0 asks for 24 to 64. */
type Bytes = Uint8Array<ArrayBuffer>;

type Signed = { eventId: string; sentAt: number; body: string };

/** "whsec_" and the base64 of the bytes: how a secret is shown, and how verifiers take it. */
export const secretText = (secret: Bytes): string => `whsec_${base64(secret)}`;

/** Enough to tell two secrets apart, too little to guess one by. */
export const secretHint = (secret: Bytes): string => `whsec_...${base64(secret).slice(-5, -1)}`;

/**
 * The three headers of Standard Webhooks 1.0 (https://www.standardwebhooks.com): HMAC-SHA256 over
 * `id.timestamp.body`, one signature for each secret that is in use, so that a receiver can go over to a new one.
 *
 * @param sentAt the attempt's time, milliseconds since the epoch
 */
export async function webhookHeaders(secrets: readonly Bytes[], { eventId, sentAt, body }: Signed) {
  const timestamp = String(Math.floor(sentAt / 1_000));
  const content = new TextEncoder().encode(`${eventId}.${timestamp}.${body}`);
  const signatures = await Promise.all(secrets.map((secret) => hmacSha256(secret, content)));
  return {
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.map((signature) => `v1,${base64(signature)}`).join(' '),
  };
}

async function hmacSha256(secret: Bytes, content: Bytes): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, content));
}

const base64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

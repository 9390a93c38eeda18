/**
 * AES-256-GCM as `iv (12 bytes) | ciphertext | tag`, over Web Crypto, which is the same in a Lambda, a car and a
 * browser. The caller gives the iv: nothing in shared/ draws a random number. An iv must never serve twice a key.
 */
const ivBytes = 12;

type Bytes = Uint8Array<ArrayBuffer>;

/** `context` is authenticated, not stored: bytes sealed for one purpose do not open for another. */
export async function sealBytes(key: Bytes, iv: Bytes, plaintext: Bytes, context: string): Promise<Bytes> {
  const ciphertext = await crypto.subtle.encrypt(parameters(iv, context), await imported(key), plaintext);
  const sealed = new Uint8Array(ivBytes + ciphertext.byteLength);
  sealed.set(iv);
  sealed.set(new Uint8Array(ciphertext), ivBytes);
  return sealed;
}

/** Throws (OperationError) when the key, the context or a single bit is another. */
export async function openBytes(key: Bytes, sealed: Bytes, context: string): Promise<Bytes> {
  const iv = sealed.slice(0, ivBytes);
  return new Uint8Array(
    await crypto.subtle.decrypt(parameters(iv, context), await imported(key), sealed.slice(ivBytes)),
  );
}

/** A key of its own for each `label`, from one secret (HKDF-SHA256, RFC 5869). 32 bytes. */
export async function deriveKey(secret: Bytes, label: string): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(label);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    base,
    256,
  );
  return new Uint8Array(bits);
}

const imported = (key: Bytes) =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);

const parameters = (iv: Bytes, context: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(context),
});

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  KeyObject,
  sign as signBytes,
  timingSafeEqual,
  verify as verifyBytes,
} from 'node:crypto';

type Bytes = ArrayBuffer | ArrayBufferView;
type Named = { name: string };

/** Keys that were imported before, by all that makes them: one key is as good as another. */
const imported = new Map<string, Promise<CryptoKey>>();
const importedMax = 2_000;

/** As the real one, but that the same key is made once: every proof names its vehicle's. */
export function rememberedImport(real: SubtleCrypto): SubtleCrypto['importKey'] {
  const importKey = (format: string, data: object, ...how: unknown[]): Promise<CryptoKey> => {
    const bytes = ArrayBuffer.isView(data) || data instanceof ArrayBuffer ? viewOf(data) : undefined;
    const name = `${format} ${bytes ? Buffer.from(bytes).toString('base64') : JSON.stringify(data)} ${JSON.stringify(how)}`;
    const known = imported.get(name);
    if (known !== undefined) return known;
    const made = Reflect.apply(SubtleCrypto.prototype.importKey, real, [format, data, ...how]);
    if (imported.size >= importedMax) imported.clear();
    imported.set(name, made);
    made.catch(() => imported.delete(name));
    return made;
  };
  return importKey as SubtleCrypto['importKey'];
}

/**
 * Web Crypto's methods that the market uses, answered at once instead of by a pool of threads, whose order of answers no
 * seed decides. The algorithms are OpenSSL's all the same. What is not here stays as it is: importing and exporting
 * keys needs no thread.
 */
export function seededSubtle(randomBytes: (count: number) => Uint8Array): Partial<SubtleCrypto> {
  const methods = {
    async digest(algorithm: string | Named, data: Bytes) {
      return bufferOf(createHash(hashName(algorithm)).update(viewOf(data)).digest());
    },
    async encrypt(algorithm: AesGcmParams, key: CryptoKey, data: Bytes) {
      const cipher = createCipheriv(gcmOf(key), keyOf(key), viewOf(algorithm.iv));
      if (algorithm.additionalData) cipher.setAAD(viewOf(algorithm.additionalData));
      const text = cipher.update(viewOf(data));
      cipher.final();
      return bufferOf(Buffer.concat([text, cipher.getAuthTag()]));
    },
    async decrypt(algorithm: AesGcmParams, key: CryptoKey, data: Bytes) {
      const sealed = viewOf(data);
      const from = sealed.byteLength - 16;
      if (from < 0) throw new DOMException('The provided data is too small.', 'OperationError');
      const decipher = createDecipheriv(gcmOf(key), keyOf(key), viewOf(algorithm.iv));
      if (algorithm.additionalData) decipher.setAAD(viewOf(algorithm.additionalData));
      decipher.setAuthTag(sealed.subarray(from));
      const text = decipher.update(sealed.subarray(0, from));
      try {
        decipher.final();
      } catch {
        throw new DOMException('The operation failed for an operation-specific reason', 'OperationError');
      }
      return bufferOf(text);
    },
    async sign(algorithm: string | Named, key: CryptoKey, data: Bytes) {
      if (nameOf(algorithm) === 'HMAC') return bufferOf(hmac(key, data));
      return bufferOf(signBytes(null, viewOf(data), keyOf(key)));
    },
    async verify(algorithm: string | Named, key: CryptoKey, signature: Bytes, data: Bytes) {
      const told = viewOf(signature);
      if (nameOf(algorithm) !== 'HMAC') return verifyBytes(null, viewOf(data), keyOf(key), told);
      const right = hmac(key, data);
      return right.byteLength === told.byteLength && timingSafeEqual(right, told);
    },
    async deriveBits(
      algorithm: HkdfParams & { public?: CryptoKey },
      key: CryptoKey,
      bits?: number | null,
    ): Promise<ArrayBuffer> {
      if (algorithm.public)
        return bufferOf(diffieHellman({ privateKey: keyOf(key), publicKey: keyOf(algorithm.public) }));
      const { hash, salt, info } = algorithm;
      return hkdfSync(hashName(hash as string), keyOf(key), viewOf(salt), viewOf(info), (bits ?? 0) / 8);
    },
    async generateKey(algorithm: string | Named, extractable: boolean, usages: KeyUsage[]) {
      return keyPair(nameOf(algorithm), randomBytes(32), { extractable, usages });
    },
  };
  return methods as unknown as Partial<SubtleCrypto>;
}

const privatePrefix = {
  X25519: '302e020100300506032b656e04220420',
  Ed25519: '302e020100300506032b657004220420',
};

function keyPair(
  name: string,
  secret: Uint8Array,
  { extractable, usages }: { extractable: boolean; usages: readonly KeyUsage[] },
): CryptoKeyPair {
  if (name !== 'X25519' && name !== 'Ed25519') throw new Error(`The simulator makes no keys of ${name}.`);
  const der = Buffer.concat([Buffer.from(privatePrefix[name], 'hex'), secret]);
  const made = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const only = (...wanted: KeyUsage[]) => usages.filter((usage) => wanted.includes(usage));
  return {
    privateKey: made.toCryptoKey(name, extractable, only('sign', 'deriveBits', 'deriveKey')) as CryptoKey,
    publicKey: createPublicKey(made).toCryptoKey(name, true, only('verify')) as CryptoKey,
  };
}

const keyObjects = new WeakMap<CryptoKey, KeyObject>();

function keyOf(key: CryptoKey): KeyObject {
  const known = keyObjects.get(key) ?? KeyObject.from(key);
  keyObjects.set(key, known);
  return known;
}

const gcmOf = (key: CryptoKey) =>
  (key.algorithm as AesKeyAlgorithm).length === 128 ? 'aes-128-gcm' : 'aes-256-gcm';

const hmac = (key: CryptoKey, data: Bytes) =>
  createHmac(hashName((key.algorithm as HmacKeyAlgorithm).hash), keyOf(key))
    .update(viewOf(data))
    .digest();

const nameOf = (algorithm: string | Named) => (typeof algorithm === 'string' ? algorithm : algorithm.name);
const hashName = (algorithm: string | Named) => nameOf(algorithm).toLowerCase().replace('-', '');

const viewOf = (data: Bytes | BufferSource): Uint8Array =>
  ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data as ArrayBuffer);

const bufferOf = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';
import { leaseKeySuite } from './lease-key.ts';

/**
 * Who this vehicle is: an Ed25519 key that signs and an X25519 key that leases are sealed to. Both are made on the
 * device and never leave it.
 */
export type DeviceKey = {
  /** Set by `enrolled`. */
  identity: { vehicleId: string; ownerId: string } | undefined;
  /** Raw public keys, base64url, as the enrolment wants them. */
  signingPublicKey: string;
  sealingPublicKey: string;
  signingKey: CryptoKey;
  sealingKeys: CryptoKeyPair;
  /** The next proof's number: higher than each one before, restarts included. */
  nextSeq(): Promise<number>;
  enrolled(identity: { vehicleId: string; ownerId: string }): Promise<void>;
};

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const deviceFile = z.strictObject({
  signingKey: z.strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: base64url,
    d: base64url,
  }),
  sealingKey: z.strictObject({ publicKey: base64url, privateKey: base64url }),
  identity: z.strictObject({ vehicleId: z.string(), ownerId: z.string() }).nullable(),
  /** No number up to here may be used again. */
  seqReservedTo: z.number().int().min(0),
});
type DeviceFile = z.infer<typeof deviceFile>;

/** Numbers are reserved on disk an hour (in milliseconds) at a time, so most calls write nothing. */
const seqReservation = 3_600_000;

/**
 * The key in `path`, made first if there is none. Throws when the file is not one: a damaged identity is for a
 * person to look at, since a new one would have to be enrolled again.
 *
 * `nextSeq` follows the clock in milliseconds, but rises when the clock does not: it starts after the last
 * reservation, so a restart skips up to an hour of numbers and never repeats one.
 */
export async function openDeviceKey(path: string, now: () => number): Promise<DeviceKey> {
  const stored = (await load(path)) ?? (await makeDevice(path));
  const signingKey = await importJWK(stored.signingKey, 'EdDSA');
  if (signingKey instanceof Uint8Array) throw new Error(`The signing key in ${path} is no Ed25519 key.`);
  let lastSeq = stored.seqReservedTo;

  const device: DeviceKey = {
    identity: stored.identity ?? undefined,
    signingPublicKey: stored.signingKey.x,
    sealingPublicKey: stored.sealingKey.publicKey,
    signingKey,
    sealingKeys: await importSealingKeys(stored),
    async nextSeq() {
      lastSeq = Math.max(lastSeq + 1, now());
      const seq = lastSeq;
      if (seq > stored.seqReservedTo) {
        stored.seqReservedTo = seq + seqReservation;
        await store(path, stored);
      }
      return seq;
    },
    async enrolled(identity) {
      stored.identity = identity;
      await store(path, stored);
      device.identity = identity;
    },
  };
  return device;
}

/** As a pair: from the private key alone HPKE would derive the public one at each lease. */
async function importSealingKeys({ sealingKey }: DeviceFile): Promise<CryptoKeyPair> {
  return {
    publicKey: (await leaseKeySuite.DeserializePublicKey(decode(sealingKey.publicKey))) as CryptoKey,
    privateKey: (await leaseKeySuite.DeserializePrivateKey(decode(sealingKey.privateKey))) as CryptoKey,
  };
}

async function load(path: string): Promise<DeviceFile | undefined> {
  try {
    return deviceFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Error(
      `${path} holds no device key. Restore it, or move it away and enrol this vehicle again with a new code.`,
      { cause: error },
    );
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function makeDevice(path: string): Promise<DeviceFile> {
  const signing = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { kty, crv, x, d } = await exportJWK(signing.privateKey);
  const sealing = await leaseKeySuite.GenerateKeyPair(true);
  const made = deviceFile.parse({
    signingKey: { kty, crv, x, d },
    sealingKey: {
      publicKey: encode(await leaseKeySuite.SerializePublicKey(sealing.publicKey)),
      privateKey: encode(await leaseKeySuite.SerializePrivateKey(sealing.privateKey)),
    },
    identity: null,
    seqReservedTo: 0,
  });
  await store(path, made);
  return made;
}

/** Whole or not at all, whenever the power goes: written aside, flushed to the disk, then renamed. */
async function store(path: string, device: DeviceFile) {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, JSON.stringify(device, null, 2), { mode: 0o600, flush: true });
  await rename(aside, path);
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

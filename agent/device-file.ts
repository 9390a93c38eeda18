import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { leaseKeySuite } from './lease-key.ts';
import { findText, writeWhole } from './whole-file.ts';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

const keyPairs = z.strictObject({
  signingKey: z.strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: base64url,
    d: base64url,
  }),
  sealingKey: z.strictObject({ publicKey: base64url, privateKey: base64url }),
});

const deviceFile = z.strictObject({
  ...keyPairs.shape,
  identity: z.strictObject({ vehicleId: z.string(), ownerId: z.string() }).nullable(),
  /** No number up to here may be used again. */
  seqReservedTo: z.number().int().min(0),
  /** Keys that the market was told of, or will be: whether they count is not known yet. */
  next: keyPairs.extend({ purpose: z.enum(['enrolment', 'rotation']) }).optional(),
  /** What the market was last told of this vehicle, as JSON. */
  registered: z.string().optional(),
});
export type KeyPairs = z.infer<typeof keyPairs>;
export type DeviceFile = z.infer<typeof deviceFile>;

/**
 * The device kept at `path`, made first if there is none. Throws when the file is not one: a damaged identity is for a
 * person to look at, since a new one would have to be enrolled again.
 */
export async function readDeviceFile(path: string): Promise<DeviceFile> {
  const text = await findText(path);
  if (text === undefined) {
    const made: DeviceFile = { ...(await makeKeyPairs()), identity: null, seqReservedTo: 0 };
    await storeDeviceFile(path, made);
    return made;
  }
  try {
    return deviceFile.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `${path} holds no device key. Restore it, or move it away and enrol this vehicle again with a new code.`,
      { cause: error },
    );
  }
}

export const storeDeviceFile = (path: string, device: DeviceFile): Promise<void> =>
  writeWhole(path, JSON.stringify(device, null, 2));

export async function makeKeyPairs(): Promise<KeyPairs> {
  const signing = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { kty, crv, x, d } = await exportJWK(signing.privateKey);
  const sealing = await leaseKeySuite.GenerateKeyPair(true);
  return keyPairs.parse({
    signingKey: { kty, crv, x, d },
    sealingKey: {
      publicKey: encode(await leaseKeySuite.SerializePublicKey(sealing.publicKey)),
      privateKey: encode(await leaseKeySuite.SerializePrivateKey(sealing.privateKey)),
    },
  });
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

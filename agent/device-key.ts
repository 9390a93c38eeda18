import { randomBytes } from 'node:crypto';
import {
  type DeviceFile,
  type KeyPairs,
  makeKeyPairs,
  readDeviceFile,
  storeDeviceFile,
} from './device-file.ts';
import { leaseKeySuite } from './lease-key.ts';
import { fileSigningKey, type SigningKey } from './signing-key.ts';

type Identity = { vehicleId: string; ownerId: string };

/** An Ed25519 key that signs and an X25519 key that leases are sealed to. */
export type DeviceKeys = {
  signingKey: SigningKey;
  /** Raw public keys, base64url, as the enrolment wants them. */
  signingPublicKey: string;
  sealingPublicKey: string;
  sealingKeys: CryptoKeyPair;
};

/** A new enrolment gives the device another identity at once; a rotation leaves it what it is. */
export type NextKeys = DeviceKeys & { purpose: 'enrolment' | 'rotation' };

/** Who this vehicle is. Its keys are made on the device and never leave it. */
export type DeviceKey = DeviceKeys & {
  /** Set by `enrolled`. */
  identity: Identity | undefined;
  /** Made at this start of the program: two that sign at once are told apart by it. */
  run: string;
  /** The next proof's number: higher than each one before, restarts included. */
  nextSeq(): Promise<number>;
  enrolled(identity: Identity): Promise<void>;
  /** Keys that were made and may count already, if the program ended before it knew. */
  next: NextKeys | undefined;
  /** Keys to come, on disk before anyone is told of them. Those of an earlier try are used again. */
  prepareNext(purpose: NextKeys['purpose']): Promise<NextKeys>;
  /** The keys to come are the device's from here on; those before are forgotten. */
  useNext(identity?: Identity): Promise<void>;
  dropNext(): Promise<void>;
  /** What the market was last told of this vehicle. */
  registered: string | undefined;
  noteRegistered(registered: string): Promise<void>;
};

/** Numbers are reserved on disk so many at a time: most calls write nothing. */
const seqReservation = 1_000;
const hourMillis = 3_600_000;

/** Where a device is kept: what is stored is there at the next read, or nothing of it. */
export type DeviceStore = {
  /** Made first if there is none. */
  read(): Promise<DeviceFile>;
  store(device: DeviceFile): Promise<void>;
};

/** The key in the file at `path`, made first if there is none. */
export const openDeviceKey = (path: string, now: () => number): Promise<DeviceKey> =>
  deviceKeyIn({ read: () => readDeviceFile(path), store: (device) => storeDeviceFile(path, device) }, now);

/**
 * The key that `kept` has.
 *
 * `nextSeq` counts on from the last reservation, so a restart skips some numbers and never repeats one; or from the
 * clock's hour where that is higher, as it is for a device that was restored from an older copy. It tells nobody when
 * within the hour a call was made.
 */
export async function deviceKeyIn(kept: DeviceStore, now: () => number): Promise<DeviceKey> {
  const stored = await kept.read();
  let writing: Promise<void> = Promise.resolve();
  /** One after the other, or what is older could be the last to land. A write that failed keeps no later one back. */
  const change = (changes: Partial<DeviceFile>): Promise<void> => {
    Object.assign(stored, changes);
    const store = () => kept.store(stored);
    const written = writing.then(store, store);
    writing = written;
    return written;
  };
  let lastSeq = Math.max(stored.seqReservedTo, Math.floor(now() / hourMillis) * hourMillis);

  const device: DeviceKey = {
    ...(await opened(stored)),
    identity: stored.identity ?? undefined,
    run: randomBytes(16).toString('base64url'),
    next: stored.next && { ...(await opened(stored.next)), purpose: stored.next.purpose },
    registered: stored.registered,
    async nextSeq() {
      const seq = ++lastSeq;
      if (seq > stored.seqReservedTo) await change({ seqReservedTo: seq + seqReservation });
      return seq;
    },
    async enrolled(identity) {
      await change({ identity });
      device.identity = identity;
    },
    async prepareNext(purpose) {
      if (device.next) return device.next;
      const made = await makeKeyPairs();
      await change({ next: { ...made, purpose } });
      device.next = { ...(await opened(made)), purpose };
      return device.next;
    },
    async useNext(identity = device.identity) {
      if (!device.next || !stored.next) throw new Error('There are no keys to come.');
      const { purpose: _purpose, ...pairs } = stored.next;
      const { purpose: _same, ...keys } = device.next;
      await change({ ...pairs, identity: identity ?? null, next: undefined });
      Object.assign(device, keys, { identity, next: undefined });
    },
    async dropNext() {
      await change({ next: undefined });
      device.next = undefined;
    },
    async noteRegistered(registered) {
      await change({ registered });
      device.registered = registered;
    },
  };
  return device;
}

const opened = async ({ signingKey, sealingKey }: KeyPairs): Promise<DeviceKeys> => ({
  signingKey: await fileSigningKey(signingKey),
  signingPublicKey: signingKey.x,
  sealingPublicKey: sealingKey.publicKey,
  // As a pair: from the private key alone HPKE would derive the public one at each lease.
  sealingKeys: {
    publicKey: (await leaseKeySuite.DeserializePublicKey(decode(sealingKey.publicKey))) as CryptoKey,
    privateKey: (await leaseKeySuite.DeserializePrivateKey(decode(sealingKey.privateKey))) as CryptoKey,
  },
});

const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

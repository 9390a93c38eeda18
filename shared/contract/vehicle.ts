import { z } from 'zod';
import { endpoints } from '../catalogue.ts';
import { hardwareClasses, regions } from '../vehicle.ts';
import { charterStanding } from './vehicle-rests.ts';

/**
 * The wire between a vehicle and the market. A vehicle asks, it is never called.
 *
 * Each request carries `Vehicle-Proof`: a compact JWS (EdDSA, `kid` = vehicleId, typ `parkade-proof+jwt`) over
 * `{htm, htu, iat, seq, bh, run}`: method, full URL, seconds since the epoch (within 60 s of the server's clock), a
 * number that only rises (it is the nonce), the base64url SHA-256 of the body, and an id that the program makes at
 * each start: two runs that live at once are two holders of one key, and the vehicle is quarantined.
 *
 * A reply 401 with `Vehicle-Challenge` says that a later run took over. A program that lives signs its text as
 * `challenge` in the next proof; a copy of a request can't.
 */
export const proofHeader = 'vehicle-proof';
export const challengeHeader = 'vehicle-challenge';
export const proofType = 'parkade-proof+jwt';
export const proofClaims = z.object({
  htm: z.string(),
  htu: z.string(),
  iat: z.number().int(),
  seq: z.number().int().positive(),
  bh: z.string(),
  /** 16 random bytes, base64url. */
  run: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  challenge: z.string().max(100).optional(),
});

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const hardwareClass = z.enum(hardwareClasses);
const nanoUsd = z.number().int().min(-1e12).max(1e12);

/** How a vehicle measured the engine of a model: it sizes what the vehicle is offered, and never a bill. */
export const benchmark = z.strictObject({
  model: z.string().max(100),
  /** Running seconds of the reference car that it does in a second. */
  speed: z.number().min(0.01).max(1_000),
  /** Resident memory of the engine with its model loaded. */
  memoryMegabytes: z.number().int().min(0).max(1_000_000),
});

/**
 * POST /v1/vehicle/enrolments. Its proof is signed by the key that is to be enrolled, `kid` is that very key: who
 * enrols holds it. The same call again, with the same code and key, is answered as the first time.
 */
export const enrolRequest = z.strictObject({
  /** As it was shown: case, spaces and hyphens do not count. */
  code: z.string().min(1).max(100),
  /** Ed25519 public key, raw 32 bytes, made on the device. */
  signingKey: base64url.length(43),
  /** X25519 public key, raw 32 bytes: leases' task keys are sealed to it (HPKE). */
  sealingKey: base64url.length(43),
  hardwareClass,
  models: z.array(z.string().max(100)).min(1).max(50),
  softwareVersion: z.string().max(50),
  /** Of the models that it measured; one that it did not counts as fast as the reference car. */
  benchmarks: z.array(benchmark).max(50).optional(),
  /** As coarse as its whereabouts are ever told; left out, it gets nothing that is bound to a region. */
  region: z.enum(regions).optional(),
  /** A compact JWS by the maker's key (typ `parkade-attestation+jwt`) over `attestationClaims`. */
  attestation: z.string().max(4_000).optional(),
});

export const attestationType = 'parkade-attestation+jwt';
/** What a maker signs about a vehicle: that the holder of this Ed25519 key is hardware of this class. `exp`: optional. */
export const attestationClaims = z.object({
  vehicle_key: base64url.length(43),
  hardware_class: hardwareClass,
  iat: z.number().int(),
});

export const enrolReply = z.object({ vehicleId: z.string(), ownerId: z.string() });

/** POST /v1/vehicle/registration: what the vehicle holds now. It counts from the next lease on. */
export const registrationRequest = enrolRequest.pick({
  models: true,
  softwareVersion: true,
  benchmarks: true,
});
export const registrationReply = z.object({ vehicleId: z.string() });

/**
 * POST /v1/vehicle/keys: new keys, signed for by the old one (in the proof) and by the new one (`possession`). The old
 * key is refused from the next call on. Sent again with the new key it changes nothing.
 */
export const keysRequest = z.strictObject({
  signingKey: base64url.length(43),
  sealingKey: base64url.length(43),
  /** A compact JWS by the new key (typ `parkade-possession+jwt`, kid the vehicle's id) over `possessionClaims`. */
  possession: z.string().max(1_000),
  /** As at the enrolment: the maker's word is about a key. */
  attestation: z.string().max(4_000).optional(),
});
export const possessionType = 'parkade-possession+jwt';
export const possessionClaims = z.object({
  vehicleId: z.string(),
  signingKey: z.string(),
  sealingKey: z.string(),
});
export const keysReply = z.object({ vehicleId: z.string(), signingKey: z.string() });

/** What a vehicle hands in of a lease. `result` is null when it finished nothing and gives the task back. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const handIn = z.strictObject({
  leaseToken: z.string().max(2_000),
  result: z
    .union([
      /** Uploaded to the lease's resultUrl. */
      z.strictObject({ versionId: z.string().max(200), sha256 }),
      /** The sealed result itself, where it has no more than the lease's `smallResultMaxBytes`. base64url. */
      z.strictObject({ sealed: base64url.max(20_000), sha256 }),
    ])
    .nullable(),
  /** What running it cost its owner, at the plug's price of that hour; left out, energy counts at the owner's stated tariff, and no wear. */
  costs: z.strictObject({ energyNanoUsd: nanoUsd, wearNanoUsd: nanoUsd.min(0) }).optional(),
});

/** See `PlugCosts` in shared/net-pay.ts. */
const plugCosts = z.strictObject({
  energyMicroUsdPerKwh: z.number().int().min(-10_000_000).max(10_000_000),
  wallMilliWatts: z.number().int().min(0).max(20_000_000),
  wearMicroUsdPerHour: z.number().int().min(0).max(10_000_000),
  floorMicroUsdPerHour: z.number().int().min(0).max(100_000_000),
});

/** POST /v1/vehicle/work: completes the previous tasks (each on its own), then leases the next ones. */
export const workRequest = z.strictObject({
  handIns: z.array(handIn).max(10),
  /** What it can surely give, null when it is done for now. `seconds`: of its own running, over all tasks. */
  want: z
    .strictObject({
      /** What computing costs its owner now; left out, what it costs a usual one. */
      costs: plugCosts.optional(),
      seconds: z.number().min(1).max(3_600),
      models: z.array(z.string().max(100)).min(1).max(50),
      tasks: z.number().int().min(1).max(10),
      /** An idle vehicle may be kept waiting for a live call for so long, before it is answered. */
      waitSeconds: z.number().int().min(0).max(20).default(0),
    })
    .nullable(),
});

const handInReply = z.object({
  taskId: z.string().nullable(),
  status: z.enum(['accepted', 'already_accepted', 'refused']),
  /** Requests that count now; 0 when refused. */
  requests: z.number().int(),
  code: z.string().nullable(),
  message: z.string().nullable(),
});

export const leaseOffer = z.object({
  leaseToken: z.string(),
  taskId: z.string(),
  fence: z.number().int(),
  /** Milliseconds since the epoch, by the server's clock, which alone decides; `serverNow` tells the skew. */
  endsAt: z.number().int(),
  model: z.string(),
  endpoint: z.enum(endpoints),
  /** How many requests are to be run: those of the payload that `finished` does not have. */
  requests: z.number().int(),
  /** Positions that earlier leases finished, as a bitset (shared/bitset.ts) in base64url. Not to be run again. */
  finished: z.string().regex(/^[A-Za-z0-9_-]*$/),
  /** What this vehicle will probably take, by its own benchmark. */
  runningSeconds: z.number(),
  /** What it will probably earn, and what is left of it: see `NetPay` in shared/net-pay.ts. */
  pay: z.object({
    grossNanoUsd: nanoUsd,
    energyNanoUsd: nanoUsd,
    wearNanoUsd: nanoUsd,
    netNanoUsd: nanoUsd,
  }),
  /**
   * A customer waits: the lease is short, and lasts as long as the vehicle gives signs of life (POST
   * /v1/vehicle/pieces). Where the body says `stream`, what the engine says goes along with them.
   */
  live: z.boolean(),
  /** The sealed payload itself (base64url) where it is small; else it is to be fetched. */
  payload: z.string().nullable(),
  /** GET: the sealed payload. */
  payloadUrl: z.string(),
  /** PUT: the sealed result, at most `resultMaxBytes`. The reply's x-amz-version-id goes into the hand-in. */
  resultUrl: z.string(),
  resultMaxBytes: z.number().int(),
  /** A sealed result of no more than this goes into the hand-in itself: 0 where all are to be uploaded. */
  smallResultMaxBytes: z.number().int(),
  /** The task's key, sealed to the vehicle by HPKE (see shared/task-sealing.ts). base64url. */
  sealedKey: z.object({ encapsulated: base64url, ciphertext: base64url }),
});

export const workReply = z.object({
  serverNow: z.number().int(),
  handIns: z.array(handInReply),
  leases: z.array(leaseOffer),
  /** When to come back if nothing was leased: this vehicle's own slot, to be kept as it is. */
  retryAfterSeconds: z.number().min(0),
  /** Why it gets nothing, or nothing of some models: the market halted vehicles like it. */
  halted: z.object({ id: z.string(), reason: z.string() }).optional(),
  /** Which charter its owner has in force for it (GET /v1/vehicle/charter). `withdrawn`: it gets nothing, and stops. */
  charter: charterStanding.optional(),
  /** Its owner asked it from afar to finish what it has and to rest: it gets nothing until that is taken back. */
  finishes: z.literal(true).optional(),
});

/**
 * POST /v1/vehicle/pieces, while it runs a live call: a sign of life, and what the engine said since the last one (at
 * most every 100 ms), sealed under the task's key (`sealPiece`): a JSON array of shared/contract/chat-chunks.ts.
 */
export const pieceRequest = z.strictObject({
  leaseToken: z.string().max(2_000),
  /** Numbers the pieces of a lease from 0. */
  no: z.number().int().min(0).max(999_999),
  /** base64url; null where there is nothing new. */
  sealed: base64url.max(100_000).nullable(),
});
/** `goesOn` false: the customer hung up, or the lease is another's: stop. */
export const pieceReply = z.object({ goesOn: z.boolean() });

export type PieceRequest = z.infer<typeof pieceRequest>;
export type PieceReply = z.infer<typeof pieceReply>;
export type EnrolRequest = z.infer<typeof enrolRequest>;
export type EnrolReply = z.infer<typeof enrolReply>;
export type RegistrationRequest = z.infer<typeof registrationRequest>;
export type KeysRequest = z.infer<typeof keysRequest>;
export type HandIn = z.infer<typeof handIn>;
export type HandInReply = z.infer<typeof handInReply>;
/** As a vehicle writes it: what has a default may be left out. */
export type WorkRequest = z.input<typeof workRequest>;
export type WorkReply = z.infer<typeof workReply>;
export type LeaseOffer = z.infer<typeof leaseOffer>;

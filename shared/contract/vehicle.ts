import { z } from 'zod';
import { endpoints } from '../catalogue.ts';
import { hardwareClasses, regions } from '../vehicle.ts';

/**
 * The wire between a vehicle and the market. A vehicle asks, it is never called.
 *
 * Each request carries `Vehicle-Proof`: a compact JWS (EdDSA, `kid` = vehicleId, typ `parkade-proof+jwt`) over
 * `{htm, htu, iat, seq, bh}`: method, full URL, seconds since the epoch (within 60 s of the server's clock), a
 * number that only rises (it is the nonce) and the base64url SHA-256 of the body.
 */
export const proofHeader = 'vehicle-proof';
export const proofType = 'parkade-proof+jwt';
export const proofClaims = z.object({
  htm: z.string(),
  htu: z.string(),
  iat: z.number().int(),
  seq: z.number().int().positive(),
  bh: z.string(),
});

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const hardwareClass = z.enum(hardwareClasses);

/** POST /v1/vehicle/enrolments: the one call without a proof; the one-time code stands for it. */
export const enrolRequest = z.strictObject({
  code: z.string().min(1).max(100),
  /** Ed25519 public key, raw 32 bytes, made on the device. */
  signingKey: base64url.length(43),
  /** X25519 public key, raw 32 bytes: leases' task keys are sealed to it (HPKE). */
  sealingKey: base64url.length(43),
  hardwareClass,
  models: z.array(z.string()).min(1).max(50),
  softwareVersion: z.string().max(50),
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
});

/** POST /v1/vehicle/work: completes the previous tasks (each on its own), then leases the next ones. */
export const workRequest = z.strictObject({
  handIns: z.array(handIn).max(10),
  /** What it can surely give, null when it is done for now. `seconds`: of running, over all tasks. */
  want: z
    .strictObject({
      seconds: z.number().min(1).max(3_600),
      models: z.array(z.string()).min(1).max(50),
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
  runningSeconds: z.number(),
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
  /** When to come back if nothing was leased. */
  retryAfterSeconds: z.number().int(),
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
export type HandIn = z.infer<typeof handIn>;
export type HandInReply = z.infer<typeof handInReply>;
/** As a vehicle writes it: what has a default may be left out. */
export type WorkRequest = z.input<typeof workRequest>;
export type WorkReply = z.infer<typeof workReply>;
export type LeaseOffer = z.infer<typeof leaseOffer>;

import { z } from 'zod';
import { endpoints } from '../catalogue.ts';

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
const hardwareClass = z.enum(['AI4', 'AI5']);

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
});
export const enrolReply = z.object({ vehicleId: z.string(), ownerId: z.string() });

/** What a vehicle hands in of a lease. `result` is null when it finished nothing and gives the task back. */
const handIn = z.strictObject({
  leaseToken: z.string().max(2_000),
  result: z
    .strictObject({ versionId: z.string().max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
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
  /** GET: the sealed payload. */
  payloadUrl: z.string(),
  /** PUT: the sealed result, at most `resultMaxBytes`. The reply's x-amz-version-id goes into the hand-in. */
  resultUrl: z.string(),
  resultMaxBytes: z.number().int(),
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

export type EnrolRequest = z.infer<typeof enrolRequest>;
export type EnrolReply = z.infer<typeof enrolReply>;
export type HandIn = z.infer<typeof handIn>;
export type HandInReply = z.infer<typeof handInReply>;
export type WorkRequest = z.infer<typeof workRequest>;
export type WorkReply = z.infer<typeof workReply>;
export type LeaseOffer = z.infer<typeof leaseOffer>;

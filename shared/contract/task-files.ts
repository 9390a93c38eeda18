import { z } from 'zod';

/**
 * What lies in a task's sealed S3 objects, as JSON lines.
 *
 * Payload: one `payloadLine` a request. It has no custom_id and no customer: the vehicle does not need them.
 * Result: one `resultLine` a finished request in rising `i`, then one `receiptLine`.
 */
export const payloadLine = z.object({
  /** Position in the task, from 0. */
  i: z.number().int().min(0),
  body: z.record(z.string(), z.unknown()),
});

/** Verifiable units; what they cost is the catalogue's business. */
const meteredUnits = z.strictObject({
  inputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
  pages: z.number().int().min(0),
});

export const resultLine = z.strictObject({
  i: z.number().int().min(0),
  /** The engine's HTTP status: 2xx succeeded; a 4xx goes to the error file and costs nothing. */
  status: z.number().int().min(200).max(499),
  /** OpenAI's reply object, or its `{error}` object for a 4xx. */
  body: z.record(z.string(), z.unknown()),
  units: meteredUnits,
});

/** A compact JWS by the vehicle's key (typ `parkade-receipt+jwt`, kid = vehicleId) over `receiptClaims`. */
export const receiptLine = z.strictObject({ receipt: z.string() });
export const receiptType = 'parkade-receipt+jwt';

export const receiptClaims = z.strictObject({
  taskId: z.string(),
  fence: z.number().int(),
  model: z.string(),
  /** sha256 of the model's first file in the catalogue, as the vehicle loaded it. */
  modelSha256: z.string(),
  engine: z.string(),
  /** base64url SHA-256 of the result lines, the newline of the last one included. */
  linesSha256: z.string(),
  runningMillis: z.number().int().min(0),
  cpuMillis: z.number().int().min(0),
  /** Energy of the running at the wall, and how it is known: a sensor's name, or `modelled`. */
  energyMilliWattHours: z.number().int().min(0),
  energySource: z.string().max(60),
});

export type PayloadLine = z.infer<typeof payloadLine>;
export type ResultLine = z.infer<typeof resultLine>;
export type MeteredUnits = z.infer<typeof meteredUnits>;
export type ReceiptClaims = z.infer<typeof receiptClaims>;

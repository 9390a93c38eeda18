import { z } from 'zod';
import { hardwareClasses } from '../vehicle.ts';

/**
 * What Parkade signs, and how: `signature` is a detached JWS (RFC 7515, appendix F: `header..signature`, EdDSA) over the
 * canonical JSON (RFC 8785) of all the other members, by a key of /.well-known/jwks.json whose `kid` its header names.
 */
const signature = z
  .string()
  .describe(
    'Detached JWS (header..signature, EdDSA) over the canonical JSON (RFC 8785) of the other members. Its header names the kid and a typ.',
  );

export const outputReceiptType = 'parkade-output-receipt+jws';
export const erasureType = 'parkade-erasure+jws';

const audits = ['none', 'pending', 'agrees', 'differs', 'unavailable'] as const;

/** One line of GET /v1/batches/{id}/receipts, without its signature: what became one line of the output file. */
const receiptClaims = z.strictObject({
  batch_id: z.string(),
  custom_id: z.string(),
  request_id: z.string(),
  line: z.number().int().describe('Of the input file, from 1.'),
  status: z.number().int().describe("The engine's HTTP status."),
  output_sha256: z
    .string()
    .describe('SHA-256, in hex, of the bytes of its line in the output file, without the newline.'),
  model: z.string(),
  model_sha256: z.string().describe('Of the file that the vehicle loaded, as it signed.'),
  engine: z.string(),
  hardware_class: z.enum(hardwareClasses).nullable(),
  vehicle: z
    .string()
    .describe('A pseudonym: the same vehicle has one name within a batch, and another in each other batch.'),
  units: z.object({
    input_tokens: z.number().int(),
    output_tokens: z.number().int(),
    pages: z.number().int(),
  }),
  reference_microseconds: z.number().int().describe('What the units come to in the unit that is sold.'),
  finished_at: z.number().int().nullable().describe('When the vehicle handed it in, in Unix seconds.'),
  audited: z.boolean(),
  audit: z
    .enum(audits)
    .describe(
      "What came of running a secretly drawn request of the same task again on another owner's vehicle. `none`: this task was not drawn.",
    ),
});

export const receipt = receiptClaims.extend({ signature });

/** As it is kept beside the output: the audit is looked up, and the line signed, when it is asked for. */
export const keptReceipt = receiptClaims.omit({ audited: true, audit: true }).extend({
  task: z.number().int(),
});

/** An erased batch's word for it: what was deleted, and that nothing of it is left. */
export const erasureClaims = z.strictObject({
  object: z.literal('erasure'),
  id: z.string(),
  batch_id: z.string(),
  /** Null: of the whole batch. */
  task: z
    .number()
    .int()
    .nullable()
    .describe('The live call that it is of, by its number; null: the whole batch.'),
  erased_at: z.number().int().describe('Unix seconds.'),
  kinds: z.array(
    z.object({
      kind: z
        .enum([
          'input_file',
          'output_file',
          'error_file',
          'task_payloads',
          'task_results',
          'check_payloads',
          'check_results',
          'data_key',
        ])
        .describe('`check_`: of requests that were run again elsewhere to check them.'),
      objects: z.number().int().describe('Different names.'),
      versions: z.number().int().describe('Deleted for good, older versions and delete markers included.'),
      names_sha256: z
        .string()
        .nullable()
        .describe('SHA-256, in hex, of the names and versions deleted, one `name version` a line.'),
      left: z.number().int().describe('Found under these names when it was looked again afterwards.'),
    }),
  ),
});
const erasure = erasureClaims.extend({ signature });

/** GET /v1/batches/{id}/erasures */
export const erasureList = z.object({
  object: z.literal('list'),
  data: z.array(erasure),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

/** GET /.well-known/jwks.json (RFC 7517, RFC 8037). A kid is its key's thumbprint (RFC 7638), so none serves twice. */
export const jsonWebKeys = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('EdDSA'),
    }),
  ),
});

export type Receipt = z.infer<typeof receipt>;
export type KeptReceipt = z.infer<typeof keptReceipt>;
export type ErasureClaims = z.infer<typeof erasureClaims>;
export type ErasedKind = ErasureClaims['kinds'][number];
export type JsonWebKeys = z.infer<typeof jsonWebKeys>;

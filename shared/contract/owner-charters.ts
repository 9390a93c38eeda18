import { z } from 'zod';
import { charter } from '../charter.ts';
import { consentStatement, consentTextVersions } from '../consent.ts';

/** POST /v1/owner/charters */
export const charterRequest = z.strictObject({
  charter: charter.describe(
    'See shared/charter.ts. `departure.weekly` and `departure.dated` must be empty: times of departure stay in the car.',
  ),
  vehicle_ids: z
    .array(z.string().max(100))
    .min(1)
    .max(100)
    .optional()
    .describe('Whom it is for; left out: all of yours, and those that enrol later.'),
  consent: z.strictObject({
    accepted: z.literal(true),
    text_version: z.enum(consentTextVersions).describe('Of the text that GET /v1/owner/charters shows.'),
  }),
});

/** One version, kept as it was agreed to. */
export const agreedCharter = z.object({
  object: z.literal('charter'),
  /** Its version, as text. */
  id: z.string(),
  version: z.number().int(),
  /** Null once the owner was erased. */
  charter: charter.nullable(),
  statement: consentStatement,
  withdrawn_at: z.number().int().nullable(),
});

export const chartersQuery = z.object({
  after: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** GET /v1/owner/charters: latest first. */
export const chartersReply = z.object({
  object: z.literal('list'),
  data: z.array(agreedCharter),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
  /** What is agreed to with the next one. */
  consent_text: z.object({ version: z.enum(consentTextVersions), text: z.string() }),
  standard_charter: charter.describe(
    'A careful start for a car at home: set at least car, time zone and tariff.',
  ),
});

/** GET /v1/owner/vehicles/{id}/charter and GET /v1/vehicle/charter: which is in force. */
export const charterInForce = z.object({
  object: z.literal('charter_in_force'),
  vehicle_id: z.string(),
  state: z
    .enum(['none', 'agreed', 'withdrawn'])
    .describe('none: the vehicle keeps to the charter that lies in it. withdrawn: it gets no work.'),
  version: z.number().int().nullable(),
  charter: charter.nullable(),
  statement: consentStatement.nullable(),
});

export type CharterInForce = z.infer<typeof charterInForce>;
export type AgreedCharterReply = z.infer<typeof agreedCharter>;

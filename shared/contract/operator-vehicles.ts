import { z } from 'zod';
import { hardwareClasses, regions } from '../vehicle.ts';
import { listed } from './listed.ts';

/** GET /v1/operator/vehicles. */
export const operatedVehiclesQuery = z.object({
  state: z.enum(['quarantined']).optional().describe('Only those that are quarantined, by whomever.'),
  after: z.string().max(128).optional().describe('The `last_id` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const wholeHour = z.number().int().nullable().describe('A whole hour, in ms since the epoch.');

/** A vehicle as operators see it: by what it did, never by where it was. */
const operatedVehicle = z.object({
  id: z.string(),
  object: z.literal('vehicle'),
  owner_id: z.string(),
  state: z.enum(['active', 'quarantined', 'revoked']),
  quarantined_for: z.enum(['two_holders', 'differing_results', 'by_operator']).nullable(),
  state_reason: z.string().nullable().describe('As its owner reads it; null while it is active.'),
  state_since: wholeHour,
  checks: z
    .object({
      agreed: z.number().int(),
      differed: z.number().int(),
      last_differed_at: wholeHour,
    })
    .describe('Of requests that it and another vehicle ran, since its checks are counted.'),
  doubts: z
    .number()
    .int()
    .describe('Checks that differed and still count against it: not those where the other was proven false.'),
  owner_pay_held: z
    .boolean()
    .describe('Fraud of a vehicle of its owner was proven, and finance has not decided.'),
  hardware_class: z.enum(hardwareClasses),
  region: z.enum(regions).nullable().describe('Null: the owner did not say.'),
  attested: z.boolean(),
  software_version: z.string(),
  models: z.array(z.string()),
  last_seen_at: wholeHour,
});
export type OperatedVehicle = z.infer<typeof operatedVehicle>;

export const operatedVehiclesReply = z.object({
  object: z.literal('list'),
  data: z.array(operatedVehicle),
  ...listed,
});

export const operatedVehicleParams = z.object({ vehicle_id: z.string().max(100) });

/** GET /v1/operator/vehicles/{vehicle_id}. */
export const decidedVehicle = operatedVehicle.extend({
  decisions: z
    .array(
      z.object({
        does: z.enum(['quarantine', 'lift']),
        by: z.string(),
        reason: z.string(),
        at: z.number().int().describe('Milliseconds since the epoch.'),
      }),
    )
    .describe('What operators decided on it, latest first; at most a hundred.'),
});
export type DecidedVehicle = z.infer<typeof decidedVehicle>;

/** POST .../quarantine and .../lift. */
export const quarantineRequest = z.strictObject({
  reason: z.string().trim().min(1).max(300).describe('Of a quarantine: its owner reads it.'),
});

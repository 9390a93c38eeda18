import { z } from 'zod';
import { hardwareClasses, regions } from '../vehicle.ts';

const named = {
  software_version: z.string().min(1).max(50).optional().describe('As vehicles register it.'),
  hardware_class: z.enum(hardwareClasses).optional(),
  region: z
    .enum(regions)
    .optional()
    .describe('Vehicles that say nothing of where they are may be there: they are halted as well.'),
  model: z.string().min(1).max(100).optional().describe('Halts this model alone.'),
};

/** POST /v1/operator/halts: all that is given must be true of a vehicle. */
export const createHaltRequest = z
  .strictObject({
    ...named,
    reason: z.string().trim().min(1).max(300).describe('In words that owners read.'),
  })
  .refine(
    ({ reason: _reason, ...criteria }) => Object.values(criteria).some((each) => each !== undefined),
    'Name at least one of software_version, hardware_class, region and model.',
  );

const halt = z.object({
  id: z.string(),
  object: z.literal('halt'),
  software_version: z.string().nullable(),
  hardware_class: z.enum(hardwareClasses).nullable(),
  region: z.enum(regions).nullable(),
  model: z.string().nullable(),
  reason: z.string(),
  created_at: z.number().int().describe('Milliseconds since the epoch.'),
  ended_at: z.number().int().nullable(),
});
export const haltReply = halt;

/** GET /v1/operator/halts/{id} */
export const haltProofReply = halt.extend({
  /** Of vehicles and models that the halt names, counted now. 20 minutes after the halt it is 0. */
  active_leases: z.number().int(),
});

/** GET /v1/operator/halts: latest first. */
export const haltsReply = z.object({
  object: z.literal('list'),
  data: z.array(halt),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});
export const haltsQuery = z.object({
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const haltParams = z.object({ halt_id: z.string().max(100) });

export type HaltReply = z.infer<typeof haltReply>;

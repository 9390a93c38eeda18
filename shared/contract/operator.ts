import { z } from 'zod';
import { hardwareClasses, regions } from '../vehicle.ts';

/** GET /v1/operator/fleet: who is parked now, without a place: none is known. */
export const fleetReply = z.object({
  object: z.literal('fleet'),
  as_of: z.number().int().describe('Milliseconds since the epoch.'),
  vehicles: z.number().int().describe('Of all groups.'),
  is_whole: z.boolean().describe('False where the fleet is larger than what one look counts.'),
  groups: z.array(
    z.object({
      hardware_class: z.enum(hardwareClasses),
      region: z.enum(regions).nullable().describe('Null: the owner did not say.'),
      software_version: z.string().nullable(),
      occupation: z
        .enum(['running', 'waiting', 'idle'])
        .describe('`waiting`: with an open call, for live ones; `idle`: it comes back by itself.'),
      vehicles: z.number().int(),
    }),
  ),
});
export type FleetReply = z.infer<typeof fleetReply>;

/** GET /v1/operator/lanes: every lane in which something waits. */
export const lanesReply = z.object({
  object: z.literal('list'),
  lanes: z.number().int().describe('How many lanes there are, the empty ones too.'),
  data: z.array(
    z.object({
      name: z.string(),
      model: z.string(),
      priority: z.enum(['priority', 'live', 'flex', 'batch']),
      hardware_class: z.enum(hardwareClasses).nullable().describe('Null: any.'),
      region: z
        .enum([...regions, 'several'])
        .nullable()
        .describe('Null: any, stated or not.'),
      attested_only: z.boolean(),
      tasks: z
        .number()
        .int()
        .describe('About how many: waiting, and leased right now. At most five seconds old.'),
      waits: z
        .object({
          tasks: z.number().int(),
          p50_seconds: z.number().int(),
          p90_seconds: z.number().int(),
          oldest_seconds: z.number().int(),
        })
        .nullable()
        .describe('How long those that waited `waits_as_of` had waited by then. Null: none waited.'),
    }),
  ),
  waits_as_of: z
    .number()
    .int()
    .nullable()
    .describe('In ms since the epoch: once a minute. Null before the first time.'),
});
export type LanesReply = z.infer<typeof lanesReply>;

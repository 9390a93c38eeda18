import { z } from 'zod';
import { doings, waitCodes } from '../resting.ts';
import { hardwareClasses, regions } from '../vehicle.ts';

/** POST /v1/owner/enrolment_codes; the body may be left out. */
export const enrolmentCodeRequest = z
  .strictObject({
    /** One of the owner's vehicles, that is to get a new key; left out, the code enrols a new one. */
    vehicle_id: z.string().max(100).optional(),
  })
  .optional();

const wholeHour = z.number().int();

/** GET /v1/owner/vehicles/{id}. Times are whole hours, in ms since the epoch: the market keeps no finer ones. */
export const ownedVehicle = z.object({
  id: z.string(),
  object: z.literal('vehicle'),
  state: z.enum(['active', 'quarantined', 'revoked']),
  /** Why it is not active, and what can be done; null while it is. */
  state_reason: z.string().nullable(),
  state_since: wholeHour.nullable(),
  doing: z
    .enum(doings)
    .describe(
      'As it last said. `running`: it has work; `waiting`: it would work; `resting`: it takes none; `unheard`: it has ' +
        'said nothing for a while: in use, asleep or without a network; `shut_out`: see `state`.',
    ),
  waiting_because: z
    .array(
      z.object({
        code: z.enum(waitCodes),
        message: z.string(),
        until: z.number().int().nullable().describe('In ms since the epoch, where it is known.'),
      }),
    )
    .describe(
      'Why it gets or takes no work, or soon will not. None tells where the car is, and what would tell when somebody ' +
        'drives is up to an hour late.',
    ),
  finish_asked: z.boolean().describe('You asked it to finish what it has and to rest then.'),
  hardware_class: z.enum(hardwareClasses),
  /** Its maker signed for its hardware. */
  attested: z.boolean(),
  region: z.enum(regions).nullable(),
  models: z.array(z.string()),
  software_version: z.string(),
  /** As the vehicle measured them; null where it did not. `speed`: running seconds of the reference car a second. */
  benchmarks: z
    .array(z.object({ model: z.string(), speed: z.number(), memory_megabytes: z.number().int() }))
    .nullable(),
  enrolled_at: wholeHour,
  last_seen_at: wholeHour.nullable(),
});

export const vehicleParams = z.object({ vehicle_id: z.string().max(100) });

export const vehiclesQuery = z.object({
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** GET /v1/owner/vehicles: in the order in which they enrolled. */
export const vehiclesReply = z.object({
  object: z.literal('list'),
  data: z.array(ownedVehicle),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export type OwnedVehicle = z.infer<typeof ownedVehicle>;

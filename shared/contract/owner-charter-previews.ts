import { z } from 'zod';
import { charter } from '../charter.ts';

const percent = z.number().min(0).max(100);
const millis = z.number().int().describe('Milliseconds since the epoch.');
const stretch = z.object({ starts_at: millis, ends_at: millis });

/** POST /v1/owner/charter_previews. Nothing is kept of it. */
export const charterPreviewRequest = z.strictObject({
  charter,
  charge_percent: percent.default(100).describe('How full the battery is taken to be.'),
  departure: z
    .strictObject({
      at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 07:30'),
      target_percent: percent,
    })
    .optional()
    .describe('A departure to look at, at this time of day: it is not kept either.'),
});

export const charterPreviewReply = z.object({
  object: z.literal('charter_preview'),
  starts_at: millis.describe('The noon of this day in the time zone of the charter.'),
  ends_at: millis.describe('The next noon.'),
  allowed: z.array(stretch).describe('The charter allows computing, whatever the departure.'),
  computing: z.array(stretch).describe('It would compute, if there is work.'),
  charging: z.array(stretch).describe('Kept for charging before the departure.'),
  prices: z.array(
    stretch.extend({
      micro_usd_per_kwh: z.number().int().nullable().describe('Null: a feed tells it to the car alone.'),
    }),
  ),
  forbidden: z
    .array(stretch.extend({ code: z.string(), message: z.string() }))
    .describe('It is not allowed, with the reason that holds until the end, as the car words it.'),
  per_week: z.object({
    allowed_hours: z.number(),
    micro_usd_per_kwh: z
      .number()
      .int()
      .nullable()
      .describe('On average over the allowed hours; null where a feed tells it.'),
  }),
});

export type CharterPreviewReply = z.infer<typeof charterPreviewReply>;

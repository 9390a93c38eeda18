import { z } from 'zod';
import { kinds } from '../charter.ts';
import { hardwareClasses } from '../vehicle.ts';

/** POST /v1/owner/estimates: what is left out is as a usual car has it. */
export const estimateRequest = z.strictObject({
  hardware_class: z.enum(hardwareClasses),
  /** What a kilowatt-hour costs at that plug; left out: your stated tariff. */
  micro_usd_per_kwh: z.number().int().min(-10_000_000).max(10_000_000).optional(),
  plug: z.enum(['home', 'work']).default('home'),
  /** Plugged in, and allowed by your charter; left out: what a commuter's car has at such a plug. */
  hours_per_week: z.number().min(0).max(168).optional(),
  kinds: z.array(z.enum(kinds)).min(1).max(kinds.length).optional().describe('Of models; left out: all.'),
  chemistry: z.enum(['nmc', 'lfp']).default('nmc'),
  awake_anyway: z.boolean().default(false).describe('The car would be awake without computing as well.'),
  net_floor_micro_usd_per_hour: z.number().int().min(0).max(100_000_000).default(0),
});

const range = z
  .object({ p10: z.number().int(), p50: z.number().int(), p90: z.number().int() })
  .describe(
    'A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own.',
  );
const period = z.object({
  net_micro_usd: range,
  gross_micro_usd: range,
  energy_micro_usd: range,
  energy_watt_hours: range.describe('At the plug: charger losses, cooling and waking included.'),
  wear_micro_usd: range,
  computing_hours: range,
});

export const estimateReply = z.object({
  object: z.literal('estimate'),
  hours_per_week: z.number(),
  micro_usd_per_kwh: z.number().int(),
  per_month: period,
  per_week: period,
  /** The arithmetic of an hour of each kind, as it is most likely: net = gross - energy - wear. */
  hours: z.array(
    z.object({
      kind: z.enum(kinds),
      gross_micro_usd: z.number().int(),
      costs_micro_usd: z.number().int().describe('Energy and wear.'),
      net_micro_usd: z.number().int(),
      is_run: z.boolean().describe('False: it would not leave your floor, and is not offered.'),
    }),
  ),
  assumptions: z.array(z.string()),
});

export type EstimateRequest = z.infer<typeof estimateRequest>;
export type EstimateReply = z.infer<typeof estimateReply>;

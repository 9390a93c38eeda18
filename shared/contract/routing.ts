import { z } from 'zod';
import { hardwareClasses, regions } from '../vehicle.ts';

/**
 * `x_parkade` of a batch, a quote or a live call: where it may run, what it may cost, how long its content is kept.
 * Strict: a misspelled constraint is refused, since one that is dropped would run where it must not.
 */
export const routingRequest = z.strictObject({
  max_price: z
    .number()
    .int()
    .min(0)
    .nullish()
    .describe(
      'The most that the whole batch, or this call, may cost, in micro-USD (1 USD = 1,000,000). Refused with price_above_max, and nothing spent, where the ceiling of its quote is higher.',
    ),
  regions: z
    .array(z.enum(regions))
    .min(1)
    .max(regions.length)
    .nullish()
    .describe(
      'Only vehicles whose owner stated one of these regions. A vehicle that states none gets nothing.',
    ),
  classes: z
    .array(z.enum(hardwareClasses))
    .min(1)
    .max(hardwareClasses.length)
    .nullish()
    .describe('Only vehicles of these hardware classes.'),
  trust: z
    .enum(['any', 'attested'])
    .nullish()
    .describe('`attested`: only vehicles for whose hardware their maker has signed. Default: `any`.'),
  data: z
    .enum(['standard', 'zero_retention'])
    .nullish()
    .describe(
      '`zero_retention`: requests, results, input and output files are deleted when they are delivered (downloaded completely, or 24 hours after the end), and the batch answers for it at /v1/batches/{id}/erasures. Default: `standard`.',
    ),
});

export type RoutingRequest = z.infer<typeof routingRequest>;

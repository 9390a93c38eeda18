import { z } from 'zod';
import type { AutoTopUp, WaitingFor } from '../auto-top-up.ts';
import { paymentUsd, topUpFailure } from './top-ups.ts';
import { unixSeconds } from './unix.ts';

/** PUT /v1/auto_top_up: whole dollars. */
export const setAutoTopUpRequest = z.strictObject({
  below_usd: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .meta({ description: 'A payment is made when less than this may be spent' }),
  amount_usd: paymentUsd,
  monthly_max_usd: z.number().int().min(1).max(1_000_000).optional().meta({
    description: 'All automatic payments of one calendar month (UTC) together are no more than this',
  }),
});

const waits = [
  'balance',
  'monthly_max',
  'new_customer_limit',
  'frozen',
  'under_way',
  'you',
] as const satisfies readonly WaitingFor[];

export const autoTopUpObject = z.object({
  object: z.literal('auto_top_up'),
  status: z.enum(['on', 'paused', 'off']),
  below_usd: z.number().int().nullable(),
  amount_usd: z.number().int().nullable(),
  monthly_max_usd: z.number().int().nullable(),
  waits_for: z
    .enum(waits)
    .nullable()
    .meta({ description: 'Why nothing is charged now; null: a payment is due' }),
  failure: topUpFailure.nullable().meta({ description: 'Why it is paused' }),
  top_up: z.string().nullable().meta({ description: 'The top-up that is under way' }),
  pay_url: z
    .string()
    .nullable()
    .meta({ description: "Where the card's holder can confirm the payment that its bank did not let pass" }),
  set_at: unixSeconds.nullable(),
});

type Told = { auto: AutoTopUp | undefined; waitsFor: WaitingFor | undefined; payUrl: string | undefined };

export const autoTopUpObjectOf = ({ auto, waitsFor, payUrl }: Told): z.infer<typeof autoTopUpObject> => ({
  object: 'auto_top_up',
  status: auto?.state ?? 'off',
  below_usd: auto ? Number(auto.belowMicroUsd / 1_000_000n) : null,
  amount_usd: auto ? auto.cents / 100 : null,
  monthly_max_usd: auto?.monthlyMaxCents === undefined ? null : auto.monthlyMaxCents / 100,
  waits_for: waitsFor ?? null,
  failure: auto?.failure ? { code: auto.failure.code, message: auto.failure.message } : null,
  top_up: auto?.topUpId ?? null,
  pay_url: payUrl ?? null,
  set_at: auto ? Math.floor(auto.setAt / 1_000) : null,
});

import { z } from 'zod';
import type { Model, UnitRates } from '../catalogue.ts';
import { type Presence, present } from '../fleet.ts';
import { type Policy, type Window, windows } from '../policy.ts';

const price = z.object({
  input_per_million_tokens_micro_usd: z.number(),
  output_per_million_tokens_micro_usd: z.number(),
  per_thousand_pages_micro_usd: z.number(),
});

const wait = z
  .object({ p50: z.number().int(), p90: z.number().int() })
  .nullable()
  .describe(
    'Until a parked vehicle is free, in seconds, over those that are parked now. Null where none is.',
  );

/** OpenAI's model object, and what Parkade adds in a block of its own. */
export const modelObject = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.number().int(),
  owned_by: z.string(),
  x_parkade: z.object({
    description: z.string(),
    endpoints: z.array(z.string()),
    sha256: z.array(z.string()).describe('Of its files, in hex: a receipt names the first.'),
    files: z.array(z.object({ name: z.string(), sha256: z.string() })),
    prices: z
      .record(z.enum(windows), price)
      .describe(
        'By completion window of a batch, and by service tier of a live call (`live` is the default tier). 1 USD = 1,000,000 micro-USD.',
      ),
    limits: z.object({
      context_tokens: z.number().int(),
      default_output_tokens: z.number().int(),
      max_output_tokens: z.number().int(),
    }),
    availability: z.object({
      vehicles: z.number().int().describe('Parked now, with this model.'),
      free: z.number().int().describe('Of them, those with nothing to run.'),
      wait_seconds: wait,
    }),
  }),
});

export const modelList = z.object({ object: z.literal('list'), data: z.array(modelObject) });

type Standing = { policy: Policy; fleet: readonly Presence[]; now: number };

/** The day on which the catalogue's first models went on sale. */
const onSaleSince = Date.UTC(2026, 0, 1) / 1_000;

export function modelObjectOf(model: Model, standing: Standing): z.infer<typeof modelObject> {
  const { id, description, endpoint, files, limits } = model;
  const prices = Object.fromEntries(
    windows.map((window) => [window, priceOf(model.referenceMicrosPer, standing.policy, window)]),
  ) as Record<Window, z.infer<typeof price>>;
  return {
    id,
    object: 'model',
    created: onSaleSince,
    owned_by: 'parkade',
    x_parkade: {
      description,
      endpoints: [endpoint],
      sha256: files.map(({ sha256 }) => sha256),
      files: files.map(({ name, sha256 }) => ({ name, sha256 })),
      prices,
      limits: {
        context_tokens: limits.contextTokens,
        default_output_tokens: limits.defaultOutputTokens,
        max_output_tokens: model.kind === 'embeddings' ? 0 : limits.contextTokens,
      },
      availability: availabilityOf(id, standing),
    },
  };
}

/** A rate is reference microseconds a unit, so a million units take as many reference seconds. */
const priceOf = (rates: UnitRates, { priceMicroUsdPerReferenceSecond }: Policy, window: Window) => {
  const perSecond = priceMicroUsdPerReferenceSecond[window];
  return {
    input_per_million_tokens_micro_usd: rates.inputToken * perSecond,
    output_per_million_tokens_micro_usd: rates.outputToken * perSecond,
    per_thousand_pages_micro_usd: (rates.page * perSecond) / 1_000,
  };
};

function availabilityOf(model: string, { fleet, now }: Standing) {
  const waits = present(fleet, model, now)
    .map(({ busyUntil }) => Math.max(0, Math.ceil((busyUntil - now) / 1_000)))
    .sort((a, b) => a - b);
  // The nearest rank: of one vehicle, its own wait.
  const at = (share: number) => waits[Math.ceil(share * waits.length) - 1] ?? 0;
  return {
    vehicles: waits.length,
    free: waits.filter((seconds) => seconds === 0).length,
    wait_seconds: waits.length === 0 ? null : { p50: at(0.5), p90: at(0.9) },
  };
}

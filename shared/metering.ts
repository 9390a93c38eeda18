import type { Model, UnitRates } from './catalogue.ts';
import type { MeteredUnits } from './contract/task-files.ts';

/** Reference microseconds of metered units: what is billed. An integer, since rates and units are. */
export const referenceMicrosOf = (model: Model, units: MeteredUnits): number =>
  at(model.referenceMicrosPer, units);

/** Running microseconds on the reference car: what sizes tasks and predicts energy, never a bill. */
const runningMicrosOf = (model: Model, units: MeteredUnits): number => at(model.runningMicrosPer, units);

const at = (rates: UnitRates, { inputTokens, outputTokens, pages }: MeteredUnits) =>
  rates.inputToken * inputTokens + rates.outputToken * outputTokens + rates.page * pages;

/** What a request can cost at the most, and what it will probably take. */
export type Estimate = { ceilingMicros: number; runningMicros: number; likely: MeteredUnits };

/**
 * From the bytes and the number of a request's texts (inputs or messages), without a tokenizer: a token spans at
 * least a byte, so the ceiling is a promise; English takes 4 to 5 bytes a token, which sizes tasks.
 */
export function estimate(
  model: Model,
  ask: { textBytes: number; texts: number; outputTokens: number; pages: number },
): Estimate {
  const { maxTokensPerByte, contextTokens } = model.limits;
  const overheadTokens = model.limits.overheadTokens + model.limits.overheadTokensPerText * ask.texts;
  const most = Math.ceil(ask.textBytes * maxTokensPerByte) + overheadTokens;
  const mostTokens = model.kind === 'chat' ? Math.min(most, contextTokens) : most;
  const likelyTokens = Math.ceil(ask.textBytes / 4.5) + Math.ceil(overheadTokens / 4);
  const likely = {
    inputTokens: likelyTokens,
    outputTokens: Math.ceil(ask.outputTokens / 2),
    pages: ask.pages,
  };
  return {
    ceilingMicros: referenceMicrosOf(model, {
      inputTokens: mostTokens,
      outputTokens: ask.outputTokens,
      pages: ask.pages,
    }),
    runningMicros: runningMicrosOf(model, likely),
    likely,
  };
}

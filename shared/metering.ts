import type { Model, UnitRates } from './catalogue.ts';
import type { MeteredUnits } from './contract/task-files.ts';

/** Reference microseconds of metered units: what is billed. An integer, since rates and units are. */
export const referenceMicrosOf = (model: Model, units: MeteredUnits): number =>
  at(model.referenceMicrosPer, units);

export const addUnits = (all: readonly MeteredUnits[]): MeteredUnits =>
  all.reduce(
    (sum, units) => ({
      inputTokens: sum.inputTokens + units.inputTokens,
      outputTokens: sum.outputTokens + units.outputTokens,
      pages: sum.pages + units.pages,
    }),
    { inputTokens: 0, outputTokens: 0, pages: 0 },
  );

/** Running microseconds on the reference car: what sizes tasks and predicts energy, never a bill. */
export const runningMicrosOf = (model: Model, units: MeteredUnits): number =>
  at(model.runningMicrosPer, units);

/**
 * What running so long will probably be billed. Each model bills its units in one proportion to the time that they
 * take, whichever they are.
 */
export function likelyReferenceMicros(model: Model, runningMicros: number): number {
  const { referenceMicrosPer: billed, runningMicrosPer: taken } = model;
  const unit = (['page', 'outputToken', 'inputToken'] as const).find((each) => taken[each] > 0);
  return unit ? Math.round((runningMicros * billed[unit]) / taken[unit]) : 0;
}

const at = (rates: UnitRates, { inputTokens, outputTokens, pages }: MeteredUnits) =>
  rates.inputToken * inputTokens + rates.outputToken * outputTokens + rates.page * pages;

/** What a request can cost at the most, and what it will probably take. */
export type Estimate = { ceilingMicros: number; runningMicros: number; likely: MeteredUnits };

type Ask = {
  /** Of all that enters the prompt. */
  textBytes: number;
  /** Inputs or messages. */
  texts: number;
  /** Functions told of and earlier calls. */
  tools: number;
  /** At most, of each choice. */
  outputTokens: number;
  choices: number;
  pages: number;
};

/**
 * From the bytes and the number of a request's texts, without a tokenizer: a token spans at least a byte, so the
 * ceiling is a promise; English takes 4 to 5 bytes a token, which sizes tasks. The prompt is metered once, however
 * many choices answer it.
 */
export function estimate(model: Model, ask: Ask): Estimate {
  const { maxTokensPerByte, contextTokens } = model.limits;
  const overheadTokens = overheadTokensOf(model, ask);
  const most = Math.ceil(ask.textBytes * maxTokensPerByte) + overheadTokens;
  const mostTokens = model.kind === 'chat' ? Math.min(most, contextTokens) : most;
  // No more than is billed at the most: a prompt that the context can't hold is refused by the engine.
  const likelyTokens = Math.min(mostTokens, Math.ceil(ask.textBytes / 4.5) + Math.ceil(overheadTokens / 4));
  const likely = {
    inputTokens: likelyTokens,
    outputTokens: Math.ceil(ask.outputTokens / 2) * ask.choices,
    pages: ask.pages,
  };
  return {
    ceilingMicros: referenceMicrosOf(model, {
      inputTokens: mostTokens,
      outputTokens: ask.outputTokens * ask.choices,
      pages: ask.pages,
    }),
    // The prompt is read anew for each choice.
    runningMicros: runningMicrosOf(model, { ...likely, inputTokens: likelyTokens * ask.choices }),
    likely,
  };
}

function overheadTokensOf({ limits }: Model, { texts, tools }: Ask): number {
  const ofTexts = limits.overheadTokens + limits.overheadTokensPerText * texts;
  if (tools === 0 || !limits.tools) return ofTexts;
  return ofTexts + limits.tools.overheadTokens + limits.tools.overheadTokensPerTool * tools;
}

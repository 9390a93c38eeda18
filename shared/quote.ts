import { type BatchLine, parseBatchLine } from './batch-line.ts';
import type { Endpoint } from './catalogue.ts';
import { referenceMicrosOf } from './metering.ts';
import { costCeiling, greaterOf, type MicroUsd } from './money.ts';
import type { Policy, Window } from './policy.ts';
import { type Finding, Refusal } from './refusal.ts';

export const batchLimits = { lines: 50_000, bytes: 200_000_000, findingsTold: 100 };

/** What is promised before anything is queued: the charge never exceeds `ceilingMicroUsd`. */
export type Quote = {
  model: string;
  requests: number;
  ceilingMicros: number;
  ceilingMicroUsd: MicroUsd;
  runningMicros: number;
  /** As many as will probably be metered. */
  inputTokens: number;
  outputTokens: number;
};

/** What is known of lines that were read: what is wrong with them, and what they ask for in all. */
export type Judged = {
  findings: readonly Finding[];
  /** Also those beyond what is told. */
  findingsCount: number;
  /** The first good line's. */
  model?: string;
  requests: number;
  ceilingMicros: number;
  /** Reference microseconds that will probably be metered: English text, answers of half the allowed length. */
  likelyMicros: number;
  runningMicros: number;
  inputTokens: number;
  outputTokens: number;
  pages: number;
};

/**
 * Reads lines one after the other, keeping what is wrong and the sums, never the lines: a file of any size is
 * judged in the memory of its custom_ids.
 */
export function quoteReader(endpoint: Endpoint, param: InputParam) {
  const findings: Finding[] = [];
  const customIds = new Set<string>();
  let findingsCount = 0;
  const totals = { requests: 0, ceilingMicros: 0, runningMicros: 0 };
  const likely = { likelyMicros: 0, inputTokens: 0, outputTokens: 0, pages: 0 };
  let model: string | undefined;

  const note = (finding: Finding) => {
    findingsCount++;
    if (findings.length < batchLimits.findingsTold) findings.push(finding);
  };
  const count = (request: BatchLine, line: number) => {
    if (customIds.has(request.customId))
      note({
        code: 'duplicate_custom_id',
        message: `Line ${line}: the custom_id '${request.customId}' is that of an earlier line.`,
        param: 'custom_id',
        line,
      });
    customIds.add(request.customId);
    model ??= request.model.id;
    if (request.model.id !== model)
      note({
        code: 'model_mismatch',
        message: `Line ${line} is for the model '${request.model.id}', the first line for '${model}'.`,
        param: 'body.model',
        line,
      });
    totals.ceilingMicros += request.ceilingMicros;
    totals.runningMicros += request.runningMicros;
    likely.likelyMicros += referenceMicrosOf(request.model, request.likely);
    likely.inputTokens += request.likely.inputTokens;
    likely.outputTokens += request.likely.outputTokens;
    likely.pages += request.likely.pages;
  };

  return {
    read(text: string): void {
      const line = ++totals.requests;
      if (line > batchLimits.lines) throw tooManyLines(param);
      const parsed = parseBatchLine(text, line, endpoint);
      if ('customId' in parsed) count(parsed, line);
      else note(parsed);
    },

    judged: (): Judged => ({
      findings: totals.requests === 0 ? [noLines] : findings,
      findingsCount: totals.requests === 0 ? 1 : findingsCount,
      ...(model && { model }),
      ...totals,
      ...likely,
    }),

    /** Refuses with invalid_batch, all findings in its details, unless every line is good. */
    quote(policy: Policy, window: Window): Quote {
      if (findings.length > 0) throw invalidBatch(findings, { findingsCount, param });
      if (!model) throw emptyBatch(param);
      const price = policy.priceMicroUsdPerReferenceSecond[window];
      const ceiling = costCeiling(totals.ceilingMicros, price);
      const { inputTokens, outputTokens } = likely;
      return {
        model,
        ...totals,
        inputTokens,
        outputTokens,
        ceilingMicroUsd: greaterOf(ceiling, policy.minimumBatchMicroUsd),
      };
    },
  };
}

/** Where the lines came from: what a refusal names. */
export type InputParam = 'input_file_id' | 'requests';

export function invalidBatch(
  findings: readonly Finding[],
  { findingsCount, param }: { findingsCount: number; param: InputParam },
): Refusal {
  const first = findings[0]?.message;
  return new Refusal('invalid_batch', `${first}${more(findingsCount - 1)} Nothing was queued or charged.`, {
    param,
    findings,
  });
}

function more(findings: number): string {
  if (findings === 0) return '';
  return findings === 1 ? ' There is one more finding.' : ` There are ${findings} more findings.`;
}

const noLines: Finding = { code: 'empty_batch', message: 'The file has no lines.', param: null, line: null };

const emptyBatch = (param: InputParam) =>
  new Refusal('invalid_batch', 'The file has no lines, so there is nothing to run.', {
    param,
    findings: [noLines],
  });

const tooManyLines = (param: InputParam) =>
  new Refusal('invalid_batch', `The file has more than ${batchLimits.lines} lines; split it.`, {
    param,
    findings: [
      {
        code: 'too_many_lines',
        message: `Line ${batchLimits.lines + 1} is over the limit of ${batchLimits.lines} lines.`,
        param: null,
        line: batchLimits.lines + 1,
      },
    ],
  });

import { z } from 'zod';
import type { Endpoint } from './catalogue.ts';
import { type InferenceRequest, inferenceRequest } from './inference-request.ts';
import { type Finding, Refusal } from './refusal.ts';

/** One line of a batch file, as OpenAI's clients write it. */
const batchLine = z.strictObject({
  custom_id: z.string().min(1).max(512),
  method: z.literal('POST'),
  url: z.string(),
  body: z.record(z.string(), z.unknown()),
});

export type BatchLine = InferenceRequest & { customId: string };

/** The custom_id alone, of a line that was found good when the batch was created. */
export const customIdOf = (line: string): string => batchLine.parse(JSON.parse(line)).custom_id;

/** The request of one line for `endpoint`, or what is wrong with it. `line` counts from 1. */
export function parseBatchLine(text: string, line: number, endpoint: Endpoint): BatchLine | Finding {
  const json = parseJson(text);
  if (json === undefined)
    return { code: 'invalid_json_line', message: `Line ${line} is not valid JSON.`, param: null, line };
  const parsed = batchLine.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.map(String).join('.') ?? null;
    return {
      code: 'invalid_request',
      message: `Line ${line}: ${param || 'line'}: ${issue?.message}`,
      param,
      line,
    };
  }
  const { custom_id: customId, url, body } = parsed.data;
  if (url !== endpoint)
    return {
      code: 'url_mismatch',
      message: `Line ${line} is for ${url}, but the batch is for ${endpoint}.`,
      param: 'url',
      line,
    };
  // Dropped, a line would run where it must not: where a batch runs is said once, of all of it.
  if ('x_parkade' in body)
    return {
      code: 'unsupported_parameter',
      message: `Line ${line}: x_parkade belongs into POST /v1/batches, for the whole batch, not into a line.`,
      param: 'body.x_parkade',
      line,
    };
  try {
    return { customId, ...inferenceRequest(endpoint, body) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const param = error.details.param ? `body.${error.details.param}` : 'body';
    return { code: error.code, message: `Line ${line}: ${error.message}`, param, line };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

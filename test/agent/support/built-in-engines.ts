import { afterAll, expect } from 'vitest';
import { builtInOpeners } from '../../../agent/engines/built-in.ts';
import { createEngines } from '../../../agent/engines/engines.ts';

/** The built-in engines under a clock that stands still, closed when the test file ends. */
export function builtInEngines() {
  const engines = createEngines(builtInOpeners(() => 1_750_000_000_000));
  afterAll(() => engines.close());
  return engines;
}

/** What an engine answers to a customer's mistake. */
export const refusal = (code: string) => ({
  status: 400,
  body: { error: { type: 'invalid_request_error', code, message: expect.any(String) } },
  units: { inputTokens: 0, outputTokens: 0, pages: 0 },
});

type Completion = { choices: { message: { content: string } }[] };
export const contentOf = (body: unknown) => (body as Completion).choices[0]?.message.content;

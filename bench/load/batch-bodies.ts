import { embeddingLines } from '../../local/demo/batches.ts';

/** Small ones are many, as with customers. */
export const batchSizes = [20, 500, 100, 50, 200, 100, 1_000, 200] as const;
/** Above capacity: then it is calls that are too many, and what is accepted of them is soon drained. */
export const smallSizes = [20] as const;
/** Above it a customer sends a file. */
export const inlineMost = 200;

export type BatchLine = { custom_id: string; body: Record<string, unknown> };

/** The demo's sentences over and over, each request with an id of its own. */
export function linesOf(requests: number): BatchLine[] {
  const lines = embeddingLines();
  return Array.from({ length: requests }, (_, at) => ({
    custom_id: `sentence-${at}`,
    body: lines[at % lines.length]?.body ?? {},
  }));
}

/** One JSON object a line, as batch files have them. */
export const fileTextOf = (lines: readonly BatchLine[]): string =>
  lines.map((line) => JSON.stringify({ ...line, method: 'POST', url: '/v1/embeddings' })).join('\n');

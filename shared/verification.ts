import { z } from 'zod';
import type { Model } from './catalogue.ts';
import { deriveKey } from './sealed-bytes.ts';

export type Verdict = 'agrees' | 'differs';

/** How a vehicle's checks went, those that it made of others too. `differedAt`: the hour of the latest that differed. */
export type Standing = { agreed: number; differed: number; differedAt?: number };

/**
 * Whether a task is checked, and by which of its requests: decided by a secret that no vehicle knows, so that a
 * vehicle can't tell an audited request from another, and the same each time it is asked.
 */
export async function chooseAudit(
  secret: Uint8Array<ArrayBuffer>,
  task: { no: number; requests: number },
  share: number,
): Promise<number | undefined> {
  const drawn = new DataView((await deriveKey(secret, `audit ${task.no}`)).buffer);
  const chosen = drawn.getUint32(0) / 2 ** 32 < share;
  return chosen ? drawn.getUint32(4) % task.requests : undefined;
}

type Judged = { status: number; body: Record<string, unknown>; units: unknown };

/**
 * Compares two vehicles' results of one request by the rule of its model: text and units exactly, vectors by
 * cosine >= 0.9999 (other builds differ in the last bits). Ids and times are each vehicle's own and don't count.
 */
export function judge(model: Model, original: Judged, again: Judged): Verdict {
  const sameFrame =
    original.status === again.status && JSON.stringify(original.units) === JSON.stringify(again.units);
  if (!sameFrame) return 'differs';
  if (original.status >= 300) return 'agrees';
  switch (model.comparison) {
    case 'exact-text':
      return textOf(original.body) === textOf(again.body) ? 'agrees' : 'differs';
    case 'cosine':
      return sameVectors(vectorsOf(original.body), vectorsOf(again.body)) ? 'agrees' : 'differs';
  }
}

/** What a chat completion says: its choices without what is each run's own. */
const textOf = (body: Record<string, unknown>): string => JSON.stringify(body.choices);

const leastCosine = 0.9999;

const embeddings = z.object({
  data: z.array(z.object({ embedding: z.union([z.base64(), z.array(z.number())]) })),
});

/** None where the body is no list of vectors: it is a vehicle's, which may send anything. */
function vectorsOf(body: Record<string, unknown>): (readonly number[])[] {
  const parsed = embeddings.safeParse(body);
  if (!parsed.success) return [];
  return parsed.data.data.map(({ embedding }) =>
    typeof embedding === 'string' ? floatsOf(embedding) : embedding,
  );
}

/** OpenAI's base64 form: little-endian 32-bit floats. */
function floatsOf(base64: string): number[] {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length >> 2 }, (_, at) => view.getFloat32(4 * at, true));
}

function sameVectors(ours: (readonly number[])[], theirs: (readonly number[])[]): boolean {
  return (
    ours.length > 0 &&
    ours.length === theirs.length &&
    ours.every((vector, at) => cosine(vector, theirs[at] ?? []) >= leastCosine)
  );
}

function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return 0;
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

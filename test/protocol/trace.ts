import { z } from 'zod';

/** Quint's traces, in the Informal Trace Format: integers, sets and maps are objects of their own there. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('#bigint' in value) return Number(value['#bigint']);
  if ('#set' in value) return plain(value['#set']);
  if ('#map' in value)
    return new Map((value['#map'] as [unknown, unknown][]).map(([key, of]) => [plain(key), plain(of)]));
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, plain(of)]));
}

const numbers = z.array(z.number());
const specTask = z.object({
  state: z.enum(['open', 'finished', 'closed']),
  requests: numbers,
  fence: z.number(),
  lost: z.number(),
  lease: z.object({ vehicle: z.string(), endsAt: z.number() }),
  done: numbers,
  segments: z.array(z.object({ fence: z.number(), vehicle: z.string(), lines: numbers })),
  audit: z.string(),
  continuedBy: z.number(),
});
export type SpecTask = z.infer<typeof specTask>;

const decision = z.object({
  kind: z.string(),
  no: z.number(),
  vehicle: z.string(),
  at: z.number(),
  after: specTask,
});
export type SpecDecision = z.infer<typeof decision>;

const settlement = z.object({ hold: z.number(), page: z.number(), tasks: numbers, isLast: z.boolean() });

const step = z.object({
  last: z.object({
    name: z.string(),
    no: z.number(),
    vehicle: z.string(),
    fence: z.number(),
    lines: numbers,
    outcome: z.string(),
    decision,
  }),
  s: z.object({
    now: z.number(),
    tasks: z.map(z.number(), specTask),
    book: z.object({
      marked: numbers,
      settled: numbers,
      page: z.number(),
      captured: z.number(),
      released: z.number(),
      settlements: z.number(),
      isEnded: z.boolean(),
    }),
    settling: z.array(settlement),
  }),
});
export type Step = z.infer<typeof step>;

export const traceOf = (text: string): Step[] =>
  z.object({ states: z.array(z.preprocess(plain, step)) }).parse(JSON.parse(text)).states;

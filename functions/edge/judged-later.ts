import { z } from '@hono/zod-openapi';

const judges = new WeakMap<object, z.ZodType>();

/** A body that its route judges by `judge` itself: handed on as it came, and described as what it must be. */
export function judgedLater(judge: z.ZodType) {
  const anything = z.unknown();
  judges.set(anything, judge);
  return anything;
}

/** What describes a body: the schema that judges it in the end. */
export const judgeOf = (schema: object): object => judges.get(schema) ?? schema;

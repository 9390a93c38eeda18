import qs from 'qs';
import { z } from 'zod';
import type { Call } from './call.ts';
import { badRequest, StripeRefusal } from './stripe-refusal.ts';

const currencies = new Set(Intl.supportedValuesOf('currency').map((currency) => currency.toLowerCase()));

/** Integer amount in the currency's smallest unit, at least 1. */
export const amountParam = z.coerce.number().int().min(1);
/** Lower-case three-letter currency; upper case is accepted and lowered, as Stripe does. */
export const currencyParam = z
  .string()
  .toLowerCase()
  .refine((currency) => currencies.has(currency), { error: 'Invalid currency: use an ISO code such as usd' });
export const booleanParam = z.enum(['true', 'false']).transform((text) => text === 'true');
/** A flag in the JSON body of a test route. */
export const jsonBooleanParam = z.union([z.boolean(), booleanParam]);
/** Text that an update leaves alone when it is absent and clears when it is empty. */
export const clearableTextParam = z
  .string()
  .transform((text) => (text === '' ? null : text))
  .exactOptional();
/** Stripe's limits: 50 keys of 40 characters, values of 500. An empty value removes its key. */
export const metadataParam = z
  .record(z.string().max(40), z.string().max(500))
  .refine((metadata) => Object.keys(metadata).length <= 50, { error: 'Metadata holds at most 50 keys' });

export const expandParam = z.object({ expand: z.array(z.string()).max(20).default([]) });

/** Decodes a form body or query string with Stripe's brackets (`line_items[0][price]`, `expand[]`). */
export function decodeForm(text: string): unknown {
  return qs.parse(text, { depth: 8, arrayLimit: 100, parameterLimit: 5_000 });
}

/**
 * The call's parameters by the schema; parameters the schema does not name are ignored.
 * Throws a 400 with `param` and Stripe's code, which leaves the idempotency key free.
 */
export function parseParams<T extends z.ZodType>(call: Pick<Call, 'params'>, schema: T): z.infer<T> {
  const parsed = schema.safeParse(call.params, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw badRequest('The parameters are not valid');
  const [first, ...rest] = issue.path.map(String);
  const param = `${first}${rest.map((part) => `[${part}]`).join('')}`;
  const isMissing = valueAt(call.params, issue.path) === undefined;
  throw new StripeRefusal(
    400,
    {
      type: 'invalid_request_error',
      param,
      message: isMissing ? `Missing required param: ${param}.` : `Invalid ${param}: ${issue.message}`,
      ...codeOf(isMissing, issue),
    },
    { keepsReply: false },
  );
}

function codeOf(isMissing: boolean, issue: z.core.$ZodIssue): { code?: string } {
  if (isMissing) return { code: 'parameter_missing' };
  const isNumeric = issue.code === 'too_small' || ('expected' in issue && issue.expected !== 'string');
  return isNumeric ? { code: 'parameter_invalid_integer' } : {};
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** Metadata after an update: given keys replace, empty values remove. */
export function mergeMetadata(
  kept: Record<string, string> | null | undefined,
  given: Record<string, string> = {},
): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...kept, ...given }).filter(([, value]) => value !== ''));
}

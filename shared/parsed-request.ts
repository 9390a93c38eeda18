import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** Begins the message of a schema about a parameter that exists and that nobody honours, or not as it was given. */
export const notOnOffer = 'is not on offer';

/** `body` as `schema` reads it. Refuses its first mistake with the path: an unknown parameter by its name. */
export function parsedRequest<Request>(schema: z.ZodType<Request>, body: unknown): Request {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys')
    throw new Refusal('unsupported_parameter', `Unsupported parameter: '${issue.keys[0]}'.`, {
      param: [...path, issue.keys[0]].join('.'),
    });
  const param = path.join('.');
  const message = issue?.message ?? 'invalid';
  const code = message.startsWith(notOnOffer) ? 'unsupported_parameter' : 'invalid_request';
  throw new Refusal(code, `${param || 'body'}: ${message}`, { param });
}

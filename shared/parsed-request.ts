import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** Begins the message of a schema about a parameter that exists and that nobody honours, or not as it was given. */
export const notOnOffer = 'is not on offer';

/** `body` as `schema` reads it. Refuses its first mistake with the path: an unknown parameter by its name. */
export function parsedRequest<Request>(schema: z.ZodType<Request>, body: unknown): Request {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const issue = first && innermost(first);
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

type Issue = z.core.$ZodIssue;

/** What zod says of a value that fits none of several shapes, unless the schema has a better word. */
const noShapeFits = 'Invalid input';

/** Of a value that fits none of several shapes: what is wrong with the shape that it comes closest to. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.message !== noShapeFits) return issue;
  const inner = issue.errors
    .flatMap((issues) => issues.slice(0, 1))
    .map((each) => innermost({ ...each, path: [...issue.path, ...each.path] }));
  return inner.reduce<Issue>((kept, each) => (depth(each) > depth(kept) ? each : kept), issue);
}

/** Of two at one place: a name that is too much says more than a type that is another. */
const depth = ({ code, path }: Issue) => path.length * 2 + (code === 'unrecognized_keys' ? 1 : 0);

import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { ReferenceDocument } from '../../functions/customer/reference/document.ts';

export type SeenReply = {
  method: string;
  path: string;
  status: number;
  headers: Headers;
  body: string;
};

type Media = { schema?: { type?: string } };
type Documented = { content?: Record<string, Media>; $ref?: string };
type Found = { template: string; verb: string; operation: Operation };
type Operation = { operationId: string; responses: Record<string, Documented> };
export type ReferenceCheck = ReturnType<typeof referenceCheck>;

/** Holds replies against the OpenAPI document: one schema for each operation, status and content type. */
export function referenceCheck(document: ReferenceDocument) {
  const ajv = new Ajv2020({ strict: false, validateFormats: true });
  formats.default(ajv);
  ajv.addSchema(document, 'reference');
  const compiled = new Map<string, ValidateFunction>();
  const routes = Object.entries(document.paths ?? {}).map(([template, item]) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    item: item as Record<string, Operation>,
  }));

  const against = (pointer: string, value: unknown): string | undefined => {
    let validate = compiled.get(pointer);
    if (!validate) {
      validate = ajv.compile({ $ref: `reference#${pointer}` });
      compiled.set(pointer, validate);
    }
    return validate(value) ? undefined : told(validate.errors);
  };

  /** HEAD is described by GET. */
  function find(method: string, path: string): Found | undefined {
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    const route = routes.find(({ pattern, item }) => pattern.test(path) && item[verb]);
    const operation = route?.item[verb];
    return route && operation && { template: route.template, verb, operation };
  }

  function replyProblem({ template, verb, operation }: Found, reply: SeenReply): string | undefined {
    const { method, status, headers, body } = reply;
    const documented = operation.responses[status];
    if (!documented) return 'the status is not documented';
    if (method === 'HEAD') return undefined;
    if (status >= 400) return against(errorSchema, parsed(body));
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const media = documented.content?.[type];
    if (!media) return `the type '${type}' is not documented`;
    if (media.schema?.type === 'string') return undefined;
    const at = ['paths', template, verb, 'responses', `${status}`, 'content', type, 'schema'];
    return firstProblem(valuesIn(type, body), (value) => against(pointerOf(at), value));
  }

  function shapeProblem(found: Found | undefined, reply: SeenReply): string | undefined {
    if (!reply.headers.get('x-request-id')) return 'it has no x-request-id';
    if (found) return reply.status === 304 ? tagProblem(reply) : replyProblem(found, reply);
    if (reply.status < 400 || reply.method === 'HEAD') return undefined;
    return against(errorSchema, parsed(reply.body));
  }

  return {
    find,

    /** What of a reply the document does not say; undefined where it says all of it. */
    problemOf(reply: SeenReply): string | undefined {
      const { method, path, status, body } = reply;
      const problem = shapeProblem(find(method, path), reply);
      return problem && `${method} ${path} answered ${status}, but ${problem}: ${body.slice(0, 500)}`;
    },
  };
}

/** Of every JSON that is read, by one rule: no route says it by itself. */
const tagProblem = ({ headers, body }: SeenReply) =>
  headers.has('etag') && body === '' ? undefined : 'it is not the bare word of an ETag';

const errorSchema = '/components/schemas/Error';

const pointerOf = (keys: readonly string[]) =>
  keys.map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** JSON, JSON Lines or the data of server-sent events. What a stream ends with when it fails is an error object. */
function valuesIn(type: string, body: string): unknown[] {
  switch (type) {
    case 'text/event-stream':
      return body
        .split('\n')
        .filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]')
        .map((line) => parsed(line.slice('data: '.length)))
        .filter((value) => !(value && typeof value === 'object' && 'error' in value));
    case 'application/jsonl':
      return body
        .split('\n')
        .filter((line) => line !== '')
        .map(parsed);
    default:
      return [parsed(body)];
  }
}

function firstProblem(values: readonly unknown[], problemOf: (value: unknown) => string | undefined) {
  for (const value of values) {
    const problem = problemOf(value);
    if (problem) return problem;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const told = (errors: ErrorObject[] | null | undefined) =>
  (errors ?? [])
    .slice(0, 5)
    .map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
    )
    .join('; ');

import { z } from '@hono/zod-openapi';
import { createDocument } from 'zod-openapi';
import { contentDeleted } from '../../../shared/contract/content-deleted.ts';
import { neededScope } from '../../../shared/scope.ts';
import type { Api } from '../../edge/http.ts';
import { judgeOf } from '../../edge/judged-later.ts';
import {
  headers,
  headersOf,
  idempotencyKey,
  rateLimitHeaderNames,
  refusalComponents,
  refusalResponses,
} from './common-parts.ts';
import { exampleOf, type OperationExample } from './examples.ts';
import { nameSchemas } from './named-schemas.ts';
import { operations, tags } from './operations.ts';

export type ReferenceDocument = ReturnType<typeof createDocument>;

type Definition = Api['openAPIRegistry']['definitions'][number];
type Route = Extract<Definition, { type: 'route' }>['route'];
type Operation = NonNullable<NonNullable<Parameters<typeof createDocument>[0]['paths']>[string]['get']>;

/**
 * The OpenAPI 3.1 document of an API: its routes as they are registered, described by the very schemas that judge
 * requests and write replies, with what is common to all of them. Throws for a route without a name.
 */
export function referenceDocument(api: Api, publicUrl: string): ReferenceDocument {
  nameSchemas();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of inTheirOrder(api.openAPIRegistry.definitions))
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Parkade', version: '1', description: about },
      servers: [{ url: publicUrl }],
      security: [{ bearer: [] }],
      tags: [...tags],
      paths,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'An API key: POST /v1/api_keys makes one.' },
        },
        responses: refusalComponents,
        headers,
        parameters: { IdempotencyKey: idempotencyKey },
      },
    },
    { override: withoutNoise },
  );
}

/** As a reader would look for them. */
function inTheirOrder(definitions: readonly Definition[]): Route[] {
  const names = Object.keys(operations);
  const placeOf = ({ method, path }: Route) => names.indexOf(`${method} ${path}`);
  return definitions
    .flatMap((definition) => (definition.type === 'route' ? [definition.route] : []))
    .sort((a, b) => placeOf(a) - placeOf(b));
}

const about = `Inference on the idle computers of parked cars, through the API that an OpenAI client already speaks.

Every reply has an \`x-request-id\`. What is refused is answered with OpenAI's error object, all four fields always there. Money is in micro-USD (1 USD = 1,000,000), times in Unix seconds. Unknown parameters are refused by name, not dropped. A key that is no longer valid is answered with 401 before anything is read. Each JSON that is read has an \`ETag\`: asked for again with \`If-None-Match\`, it is answered with 304 and no body where nothing has changed.`;

function operationOf(route: Route): Operation {
  const name = `${route.method} ${route.path}`;
  const known = operations[name];
  if (!known) throw new Error(`'${name}' has no line in functions/customer/reference/operations.ts.`);
  const { params, query, headers: header, body } = route.request ?? {};
  const example = exampleOf(known.operationId);
  const located = { path: params, query, header };
  return {
    operationId: known.operationId,
    tags: [known.tag],
    ...(route.summary && { summary: route.summary }),
    ...(route.description && { description: route.description }),
    ...(route.security && { security: route.security }),
    requestParams: Object.fromEntries(Object.entries(located).filter(([, schema]) => schema)),
    ...(route.method === 'post' && { parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }] }),
    ...(body && { requestBody: { ...body, content: withExample(body.content, example?.request.body) } }),
    responses: { ...repliesOf(route, example), ...refusalResponses },
  } as Operation;
}

function repliesOf(route: Route, example: OperationExample | undefined) {
  const limited = route.method === 'post' && neededScope('POST', route.path) === 'inference';
  const told = headersOf(
    'x-request-id',
    ...(limited ? rateLimitHeaderNames : []),
    ...(route.method === 'post' ? (['idempotent-replayed'] as const) : []),
  );
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, reply]) => {
      const content = 'content' in reply && reply.content ? reply.content : {};
      const shown = withExample(content, example?.reply.body, example?.reply.contentType);
      const forgets = limited && route.request?.body !== undefined;
      return [status, { ...reply, headers: told, content: forgets ? orDeleted(shown) : shown }];
    }),
  );
}

/** What a live call was answered may be gone when it is asked for again. */
const orDeleted = (content: Record<string, { schema: object }>) =>
  Object.fromEntries(
    Object.entries(content).map(([type, media]) => [
      type,
      {
        ...media,
        schema: media.schema instanceof z.ZodType ? z.union([media.schema, contentDeleted]) : media.schema,
      },
    ]),
  );

/** The example stands at the type it is of; every schema is the one that judges. */
function withExample(content: object, example: unknown, type = Object.keys(content)[0]) {
  return Object.fromEntries(
    Object.entries(content as Record<string, { schema: object }>).map(([each, { schema }]) => [
      each,
      { schema: judgeOf(schema), ...(example !== undefined && each === type && { example }) },
    ]),
  );
}

/** A whole number is a safe one, which need not be said of each. */
function withoutNoise({ jsonSchema }: { jsonSchema: { minimum?: unknown; maximum?: unknown } }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

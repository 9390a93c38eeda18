import { createDocument } from 'zod-openapi';
import type { Api } from './http.ts';
import { judgeOf } from './judged-later.ts';

type Definition = Api['openAPIRegistry']['definitions'][number];
type Route = Extract<Definition, { type: 'route' }>['route'];
type Paths = NonNullable<Parameters<typeof createDocument>[0]['paths']>;

/**
 * Lets an API tell what it is at `path`, as an OpenAPI 3.1 document: its routes as they are registered, described by the
 * very schemas that judge requests and write replies. Needs no key. Made for the first who asks, then kept.
 */
export function tellItself(
  api: Api,
  path: string,
  { title, publicUrl }: { title: string; publicUrl: string },
) {
  let kept: string | undefined;
  api.get(path, (c) => {
    kept ??= JSON.stringify(documentOf(api, title, publicUrl));
    return c.body(kept, 200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' });
  });
}

function documentOf(api: Api, title: string, publicUrl: string) {
  const paths: Record<string, object> = {};
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { route } = definition;
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title, version: '1' },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }],
    paths: paths as Paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, or an access token of the console.',
        },
      },
    },
  });
}

function operationOf({ summary, description, request = {}, responses }: Route): object {
  const { params, query, headers, body } = request;
  const located = Object.entries({ path: params, query, header: headers }).filter(([, schema]) => schema);
  const content = Object.entries(body?.content ?? {}).map(([type, media]) => [
    type,
    { ...media, schema: judgeOf((media as { schema: object }).schema) },
  ]);
  return {
    ...(summary && { summary }),
    ...(description && { description }),
    requestParams: Object.fromEntries(located),
    ...(body && { requestBody: { ...body, content: Object.fromEntries(content) } }),
    responses,
  };
}

import { createDocument } from 'zod-openapi';
import { customerRouter } from '../../functions/customer/router.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import type { Api } from '../../functions/edge/http.ts';
import { judgeOf } from '../../functions/edge/judged-later.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { operatorRouter } from '../../functions/operator/router.ts';
import { ownerRouter } from '../../functions/owner/router.ts';
import { stripeRouter } from '../../functions/stripe/router.ts';
import { vehicleRouter } from '../../functions/vehicle/router.ts';

/** A folder of functions/: who calls it. */
export type Folder = 'customer' | 'vehicle' | 'owner' | 'finance' | 'operator' | 'stripe';

type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  maxLength?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
};

/** A value that a request has: where it stands ("path.batchId", "body.requests[].custom_id") and what it may be. */
export type Field = { at: string; schema: Schema; required?: boolean };

export type DescribedRoute = {
  folder: Folder;
  method: string;
  /** As the OpenAPI document writes it: /v1/files/{fileId}. */
  path: string;
  /** `GET /v1/files/{fileId}`. */
  name: string;
  /** It has an OpenAPI definition; one that has none takes nothing but its path. */
  described: boolean;
  /** Every field of path, query, headers and body, the nested ones too; bodies by their content type. */
  fields: readonly Field[];
  bodyTypes: readonly string[];
  /** Every field of the answer to a call that was carried out, where it is JSON. */
  answers: readonly Field[];
};

/** Routers tell their routes before any request comes: nothing of these is called. */
const nothing = new Proxy({}, { get: () => () => undefined }) as unknown as Deps;

export const routers: Readonly<Record<Folder, (deps: Deps) => Api>> = {
  customer: customerRouter,
  vehicle: vehicleRouter,
  owner: ownerRouter,
  finance: financeRouter,
  operator: operatorRouter,
  stripe: stripeRouter,
};

/** Every route of every router, from the routers themselves, with what its schemas say that it takes. */
export function describedRoutes(): DescribedRoute[] {
  return Object.entries(routers).flatMap(([folder, router]) => {
    const api = router(nothing);
    const fieldsOf = fieldsByRoute(api);
    return namesOf(api).map(({ method, path }): DescribedRoute => {
      const name = `${method} ${path}`;
      const found = fieldsOf.get(name);
      return {
        ...{ folder: folder as Folder, method, path, name, described: found !== undefined },
        fields: found?.fields ?? [],
        bodyTypes: found?.bodyTypes ?? [],
        answers: found?.answers ?? [],
      };
    });
  });
}

/** Hono writes a route once for each of its handlers. */
function namesOf({ routes }: Api): { method: string; path: string }[] {
  const told = routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, path: path.replace(/:(\w+)/g, '{$1}') }));
  return [...new Map(told.map((each) => [`${each.method} ${each.path}`, each])).values()];
}

type Document = {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};
type Operation = {
  parameters?: { in: string; name: string; schema: Schema; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};

type Found = Pick<DescribedRoute, 'fields' | 'bodyTypes' | 'answers'>;

function fieldsByRoute(api: Api): Map<string, Found> {
  const { paths, components } = documentOf(api);
  const schemas = components?.schemas ?? {};
  const found = new Map<string, Found>();
  for (const [path, item] of Object.entries(paths))
    for (const [method, { parameters = [], requestBody, responses }] of Object.entries(item)) {
      const answer = responses['200']?.content?.['application/json'];
      const content = Object.entries(requestBody?.content ?? {});
      const inWords = parameters.flatMap(({ in: place, name, schema, required = false }) =>
        fieldsIn({ at: `${place}.${name}`, required, above: [] }, schema, schemas),
      );
      const inBody = content.flatMap(([, { schema }]) =>
        fieldsIn({ at: 'body', required: false, above: [] }, schema, schemas),
      );
      found.set(`${method.toUpperCase()} ${path}`, {
        fields: [...inWords, ...inBody],
        bodyTypes: content.map(([type]) => type),
        answers: answer ? fieldsIn({ at: 'answer', required: false, above: [] }, answer.schema, schemas) : [],
      });
    }
  return found;
}

function documentOf(api: Api): Document {
  const paths: Record<string, Record<string, object>> = {};
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { path, method, request = {}, responses } = definition.route;
    const { params, query, headers, body } = request;
    const located = Object.entries({ path: params, query, header: headers }).filter(([, schema]) => schema);
    const content = Object.entries(body?.content ?? {}).map(([type, media]) => [
      type,
      { schema: judgeOf((media as { schema: object }).schema) },
    ]);
    paths[path] = {
      ...paths[path],
      [method]: {
        requestParams: Object.fromEntries(located),
        ...(content.length > 0 && { requestBody: { content: Object.fromEntries(content) } }),
        responses,
      },
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'requests', version: '1' },
    paths: paths as never,
  }) as unknown as Document;
}

/** Far deeper than any request is meant to be: a schema that holds itself is followed this far. */
const depthMax = 12;

type Place = { at: string; required: boolean; above: readonly Schema[] };

/** A field and all that it holds, each place once, with every schema that it may be of. */
function fieldsIn(place: Place, schema: Schema, schemas: Readonly<Record<string, Schema>>): Field[] {
  const { at, required, above } = place;
  if (schema.$ref) {
    const meant = schemas[schema.$ref.split('/').at(-1) ?? ''];
    return meant && !above.includes(meant) ? fieldsIn(place, meant, schemas) : [];
  }
  if (above.length > depthMax) return [];
  const inner = partsOf(schema).flatMap(({ name, part, isRequired = false }) =>
    fieldsIn(
      { at: `${at}${name}`, required: name === '' ? required : isRequired, above: [...above, schema] },
      part,
      schemas,
    ),
  );
  return [{ at, schema, required }, ...inner];
}

type Part = { name: string; part: Schema; isRequired?: boolean };

/** What a schema is made of, by how its place is written; '' where it is the same place. */
function partsOf(schema: Schema): Part[] {
  const { properties = {}, items, prefixItems = [], additionalProperties, propertyNames } = schema;
  const { anyOf = [], oneOf = [], allOf = [], required = [] } = schema;
  return [
    ...Object.entries(properties).map(([name, part]) => ({
      name: `.${name}`,
      part,
      isRequired: required.includes(name),
    })),
    ...[...(items ? [items] : []), ...prefixItems].map((part) => ({ name: '[]', part })),
    ...(typeof additionalProperties === 'object' ? [{ name: '{}', part: additionalProperties }] : []),
    ...(propertyNames ? [{ name: '{key}', part: propertyNames }] : []),
    ...[...anyOf, ...oneOf, ...allOf].map((part) => ({ name: '', part })),
  ];
}

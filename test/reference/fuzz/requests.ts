import fc from 'fast-check';
import { fromSchema, type Schema, type Schemas } from './from-schema.ts';
import { mutated } from './mutated.ts';
import { nastyBody, nastyValue, nastyWord } from './nasty.ts';
import type { Tenant } from './tenants.ts';

type Parameter = { name?: string; in?: string; schema?: Schema };
type Media = { schema: Schema; example?: unknown };
type Operation = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
};

export type FuzzRequest = {
  operationId: string;
  method: string;
  /** With its query, as it stands in the request line. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
  /** It names a thing of another customer. */
  isForeign: boolean;
};

type Described = { method: string; template: string; operation: Operation; schemas: Schemas };

/** Requests for every operation of the document: nearly valid ones, mutated ones, and what is no request at all. */
export function fuzzRequests(document: Document, own: Tenant, other: Tenant): fc.Arbitrary<FuzzRequest> {
  const { schemas } = document.components;
  const all = Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, template, operation, schemas })),
  );
  return fc.oneof(...all.map((described) => requestOf(described, own, other)));
}

function requestOf(described: Described, own: Tenant, other: Tenant): fc.Arbitrary<FuzzRequest> {
  const { method, operation } = described;
  return fc
    .record({
      method: mostly(fc.constant(method.toUpperCase()), methodsToo, 12),
      path: pathOf(described, own, other),
      query: queryOf(described),
      headers: headersOf(own, other),
      body: bodyOf(described),
    })
    .map(({ path, query, headers, body, ...rest }) => ({
      operationId: operation.operationId,
      ...rest,
      path: `${path.path}${query}`,
      isForeign: path.isForeign && headers.authorization === `Bearer ${own.apiKey}`,
      headers: { ...(body?.type && { 'content-type': body.type }), ...headers },
      body: body?.bytes,
    }));
}

const methodsToo = fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS');

const mostly = <Value>(usual: fc.Arbitrary<Value>, rare: fc.Arbitrary<Value>, weight: number) =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: rare, weight: 1 });

function pathOf({ template }: Described, own: Tenant, other: Tenant) {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');
  const words = names.map((name) =>
    fc.oneof(
      { arbitrary: fc.constantFrom(...(own.things[name] ?? ['x'])), weight: 6 },
      { arbitrary: fc.constantFrom(...(other.things[name] ?? ['x'])), weight: 2 },
      { arbitrary: nastyWord, weight: 2 },
    ),
  );
  const end = mostly(fc.constant(''), fc.constantFrom('/', '//', '/x', '%20'), 30);
  return fc.tuple(fc.tuple(...words), end).map(([chosen, tail]) => ({
    path:
      names.reduce((path, name, index) => path.replace(`{${name}}`, () => chosen[index] ?? ''), template) +
      tail,
    isForeign: names.some(
      (name, index) => name !== 'model' && other.things[name]?.includes(chosen[index] ?? '') === true,
    ),
  }));
}

function queryOf({ operation, schemas }: Described): fc.Arbitrary<string> {
  const known = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const pairs = known.map(({ name = '', schema = {} }) =>
    fc
      .oneof(
        fromSchema(schema, schemas).map((value) => encodeURIComponent(text(value))),
        nastyWord,
        fc.constant(''),
      )
      .map((value) => `${name}=${value}`),
  );
  const stranger = fc.constantFrom(
    'unknown=1',
    '__proto__=1',
    'constructor[prototype]=1',
    '&&&',
    '=',
    'limit=1&limit=2',
  );
  const some = fc.oneof(fc.constant([]), fc.array(fc.oneof(...pairs, stranger), { maxLength: 3 }));
  return some.map((parts) => (parts.length > 0 ? `?${parts.join('&')}` : ''));
}

const text = (value: unknown) =>
  `${typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value)}`;

function headersOf(own: Tenant, other: Tenant): fc.Arbitrary<Record<string, string>> {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const authorization = mostly<Record<string, string>>(
    fc.constant(bearer(own.apiKey)),
    fc.constantFrom<Record<string, string>>(
      {},
      bearer(''),
      bearer('x'.repeat(4_000)),
      bearer('pk_\u00ff'),
      { authorization: 'Basic eDp5' },
      bearer(other.apiKey),
    ),
    15,
  );
  const more = mostly<Record<string, string>>(fc.constant({}), strangeHeaders, 2);
  return fc.tuple(authorization, more).map(([who, what]) => ({ ...who, ...what }));
}

const strangeHeaders = fc.constantFrom<Record<string, string>>(
  { 'idempotency-key': 'one' },
  { 'idempotency-key': 'x'.repeat(255) },
  { 'idempotency-key': 'x'.repeat(256) },
  { 'idempotency-key': '\u00e9\u00ff' },
  { accept: 'text/csv' },
  { accept: '*/*;q=oops' },
  { range: 'bytes=0-0' },
  { range: 'bytes=99999999999999999999-' },
  { range: 'bytes=-0,5-1,x' },
  { 'if-range': '"x"', range: 'bytes=0-1' },
  { 'x-request-id': 'mine' },
  { 'x-parkade-origin': 'x' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': '\u00ff' },
  { 'content-encoding': 'gzip' },
  { 'x-long': 'x'.repeat(8_000) },
);

type Body = { type: string | undefined; bytes: Buffer } | undefined;

function bodyOf({ method, operation, schemas }: Described): fc.Arbitrary<Body> {
  const [entry] = Object.entries(operation.requestBody?.content ?? {});
  const none = fc.constant<Body>(undefined);
  const junk = nastyBody.map((bytes): Body => ({ type: 'application/json', bytes }));
  if (!entry) return method === 'post' ? mostly(none, junk, 3) : mostly(none, junk, 12);
  const [type, media] = entry;
  if (type === 'multipart/form-data') return fc.oneof(formOf(media.example), junk, none);
  const json = (value: unknown): Body => ({ type, bytes: Buffer.from(JSON.stringify(value) ?? '') });
  return fc.oneof(
    { arbitrary: fc.constant(json(media.example)), weight: 2 },
    { arbitrary: fromSchema(media.schema, schemas).map(json), weight: 4 },
    { arbitrary: mutated(media.example).map(json), weight: 8 },
    { arbitrary: fromSchema(media.schema, schemas).chain(mutated).map(json), weight: 3 },
    { arbitrary: junk, weight: 2 },
    { arbitrary: none, weight: 1 },
  );
}

const boundary = 'parkade-fuzz';

/** A form of the example's fields, with strangers, without some, or cut off. */
function formOf(example: unknown): fc.Arbitrary<Body> {
  const fields = Object.entries((example ?? {}) as Record<string, string>);
  const part = fc.oneof(
    fc.constantFrom(...fields),
    fc.tuple(fc.constantFrom('file', 'data', 'purpose', '__proto__', 'x'), nastyValue.map(text)),
  );
  const shape = {
    parts: fc.array(part, { maxLength: 4 }),
    isFile: fc.boolean(),
    keep: fc.nat({ max: 1_000 }),
  };
  return fc
    .oneof(fc.constant({ parts: fields, isFile: true, keep: 1_000 }), fc.record(shape))
    .map(({ parts, isFile, keep }) => {
      const written = parts
        .map(([name, value]) => {
          const isBytes = isFile && (name === 'file' || name === 'data');
          const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${isBytes ? '; filename="a"' : ''}`;
          return `${head}\r\n\r\n${value}\r\n`;
        })
        .join('');
      const bytes = Buffer.from(`${written}--${boundary}--\r\n`);
      return {
        type: `multipart/form-data; boundary=${boundary}`,
        bytes: bytes.subarray(0, (bytes.length * keep) / 1_000),
      };
    });
}

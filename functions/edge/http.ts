import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { TrieRouter } from 'hono/router/trie-router';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { KeyGrant } from '../../shared/api-key.ts';
import type { FinanceRight } from '../../shared/finance-right.ts';
import { Refusal } from '../../shared/refusal.ts';
import { isThrottled } from '../adapters/throttled.ts';
import { errorBodyOf, faultBodyOf, overloadedBodyOf, statusOf } from './error-body.ts';
import { refuseUnlessFromFrontDoor } from './front-door.ts';
import { unchanged } from './unchanged.ts';

/** What a route finds in its context: who calls, established by the folder's own authentication. */
export type Variables = {
  requestId: string;
  callerId: string;
  key: CallerKey;
  /** What the customer's key allows. */
  grant: KeyGrant;
  /** What a person of finance may do. */
  may: readonly FinanceRight[];
  /** What is kept for replays of a request instead of its answer, which has a secret that is shown once. */
  replayedBody?: string;
  /** Of a form that was read to its end: its parts' hash. */
  formSha256?: string;
  /** A streamed answer that ended in an error: it is not kept. */
  streamBroke?: boolean;
  /** Answered with a fault, which may have had an effect. */
  isFault?: boolean;
};
/** With which of its keys a customer calls. */
export type CallerKey = { keyId: string; projectId: string };
export type Api = OpenAPIHono<{ Variables: Variables }>;

type Surroundings = {
  newId: (prefix: string) => string;
  reportFault: (error: unknown, where: string) => void;
  originSecret?: string | undefined;
};

/**
 * An empty API that lets in what came through the front door alone, numbers each request, answers a refusal with its
 * status and OpenAI's error shape, and anything else that is thrown as a fault: reported in full, told to the caller
 * without detail, and with when to come again where AWS had no room for it.
 */
export function newApi({ newId, reportFault, originSecret }: Surroundings): Api {
  const api: Api = new OpenAPIHono({
    // An instance builds it for its first request, and most live briefly: quick to build counts for more than quick to search.
    router: new TrieRouter(),
    defaultHook: (parsed) => {
      if (!parsed.success) throw invalidRequest(parsed.error.issues);
    },
  });
  api.use(async (c, next) => {
    c.set('requestId', newId('req'));
    c.header('x-request-id', c.get('requestId'));
    if (originSecret) refuseUnlessFromFrontDoor(c.req.header('x-parkade-origin'), originSecret);
    refuseLongWords(c.req.path);
    await next();
  });
  api.use(unchanged);
  api.notFound((c) => {
    const { method, path } = c.req;
    const allowed = methodsAt(api, path);
    if (allowed.length === 0)
      return c.json(errorBodyOf(new Refusal('not_found', `There is nothing at ${method} ${path}.`)), 404);
    c.header('allow', allowed.join(', '));
    if (method === 'OPTIONS') return c.body(null, 204);
    const other = `${path} does not take ${method}, but ${allowed.join(', ')}.`;
    return c.json(errorBodyOf(new Refusal('method_not_allowed', other)), 405);
  });
  api.onError((error, c) => {
    const refusal = refusalFrom(error);
    if (!refusal) {
      reportFault(error, `${c.req.method} ${c.req.path} ${c.get('requestId')}`);
      c.set('isFault', true);
      if (!isThrottled(error)) return c.json(faultBodyOf(c.get('requestId')), 500);
      c.header('retry-after', String(throttledRetrySeconds));
      return c.json(overloadedBodyOf(c.get('requestId')), 503);
    }
    if (['insufficient_quota', 'token_limit_exceeded', 'window_full'].includes(refusal.code))
      c.header('x-should-retry', 'false');
    if (refusal.details.retryAfterSeconds !== undefined)
      c.header('retry-after', String(refusal.details.retryAfterSeconds));
    return c.json(errorBodyOf(refusal), statusOf(refusal) as ContentfulStatusCode);
  });
  return api;
}

/** The SDK has tried again by itself; a table that is outgrown splits its partitions within seconds. */
const throttledRetrySeconds = 2;

/** Longer than any id, and no longer than a key of the table may be. */
const wordCharactersMax = 256;

function refuseLongWords(path: string): void {
  if (path.split('/').some((word) => word.length > wordCharactersMax))
    throw new Refusal(
      'not_found',
      `There is nothing at a path with more than ${wordCharactersMax} characters in a word.`,
    );
}

/** What the routes of a path take, as its `allow` header names it; nothing where there is no such path. */
function methodsAt(api: Api, path: string): string[] {
  const methods = api.routes
    .filter(({ method }) => method !== 'ALL')
    .filter((route) => new RegExp(`^${route.path.replace(/:[^/]+/g, '[^/]+')}$`).test(path))
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])].sort();
}

type Issue = { path: readonly PropertyKey[]; message: string };

/** zod's issues as one refusal: the first tells what and where, and how many more there are. */
export function invalidRequest(issues: readonly Issue[]): Refusal {
  const [first] = issues;
  const param = first?.path.map(String).join('.') ?? '';
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new Refusal('invalid_request', `${param || 'body'}: ${first?.message ?? 'invalid'}${more}`, {
    param,
  });
}

function refusalFrom(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  // Hono throws this for a body that is not JSON, before any schema is asked.
  if (error instanceof HTTPException && error.status === 400)
    return new Refusal('invalid_json', 'The request body is not valid JSON.');
  if (error instanceof HTTPException && error.status === 415)
    return new Refusal(
      'invalid_request',
      'Say what the body is: "Content-Type: application/json", or multipart/form-data where a file is sent.',
      { status: 415 },
    );
  return undefined;
}

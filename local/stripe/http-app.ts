import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { answerCall, type Foundation } from './answer-call.ts';
import { hostedPages } from './hosted-pages.ts';
import { decodeForm } from './params.ts';
import { stripeRoutes } from './routes.ts';
import { testRoutes } from './test-routes.ts';

type Env = { Bindings: HttpBindings };

/** The stand-in over HTTP: Stripe's endpoints under /v1, the test switches under /_test, and the pages. */
export function createHttpApp(base: Foundation): Hono<Env> {
  const app = new Hono<Env>();
  for (const [method, route, handler] of [...stripeRoutes, ...testRoutes(base)]) {
    app.on(method, route, async (c) => {
      const answer = answerCall(base, handler, {
        method,
        url: c.req.path,
        route,
        path: c.req.param(),
        params: await readParams(c),
        query: new URL(c.req.url).search.slice(1),
        origin: new URL(c.req.url).origin,
        headers: readHeaders(c),
      });
      if (answer !== 'dropped') return new Response(answer.body, answer);
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    });
  }
  app.route(
    '/',
    hostedPages((handler, path) => {
      const request = {
        method: 'POST',
        url: '/',
        route: '/',
        path,
        params: {},
        query: '',
        origin: '',
        headers: {},
      };
      const answer = answerCall(base, handler, request);
      return answer === 'dropped' ? undefined : answer;
    }),
  );
  app.notFound((c) =>
    c.json(
      {
        error: {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${c.req.method}: ${c.req.path}): the stand-in does not have this endpoint.`,
        },
      },
      404,
    ),
  );
  return app;
}

async function readParams(c: Context<Env>): Promise<unknown> {
  if (c.req.method === 'GET') return decodeForm(new URL(c.req.url).search.slice(1));
  const text = await c.req.text();
  const isJson = c.req.header('content-type')?.startsWith('application/json') === true;
  if (!isJson) return decodeForm(text);
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function readHeaders(c: Context<Env>) {
  const authorization = c.req.header('authorization');
  // A thin event's objects are fetched with the newer header.
  const stripeAccount = c.req.header('stripe-account') ?? c.req.header('stripe-context');
  const idempotencyKey = c.req.header('idempotency-key');
  return {
    ...(authorization !== undefined && { authorization }),
    ...(stripeAccount !== undefined && { stripeAccount }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

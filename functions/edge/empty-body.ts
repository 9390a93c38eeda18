import type { MiddlewareHandler } from 'hono';

/** An empty body is none, whatever its type was announced to be: of a route that needs none, many clients say JSON. */
export const emptyBodyIsNone: MiddlewareHandler = async (c, next) => {
  if (c.req.raw.body === null || c.req.header('content-length') === '0') {
    const headers = new Headers(c.req.raw.headers);
    headers.delete('content-type');
    c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers, signal: c.req.raw.signal });
  }
  await next();
};

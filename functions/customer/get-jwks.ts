import { createRoute } from '@hono/zod-openapi';
import { jsonWebKeys } from '../../shared/contract/receipts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/.well-known/jwks.json',
  summary: 'The public keys that receipts and erasures are signed with',
  description:
    'Needs no key. The first one signs now; earlier ones stay, so that what they signed can be checked. A kid is the thumbprint of its key (RFC 7638) and never serves another.',
  security: [],
  responses: { 200: { description: 'Keys', content: { 'application/json': { schema: jsonWebKeys } } } },
});

/** An hour in caches: a new key is published with the first receipt that it signs, and an unknown kid asks again. */
export function getJwks(api: Api, deps: Deps) {
  api.openapi(route, (c) => {
    c.header('cache-control', 'public, max-age=3600');
    return c.json(deps.statements.keys, 200);
  });
}

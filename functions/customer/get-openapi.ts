import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { referenceDocument } from './reference/document.ts';

/** GET /v1/openapi.json: needs no key. Made for the first who asks, then kept. */
export function getOpenapi(api: Api, { publicUrl }: Deps) {
  let kept: string | undefined;
  api.get('/v1/openapi.json', (c) => {
    kept ??= JSON.stringify(referenceDocument(api, publicUrl));
    return c.body(kept, 200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' });
  });
}

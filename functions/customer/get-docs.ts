import { renderApiReference } from '@scalar/client-side-rendering';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { viewerScript } from './reference/viewer-script.ts';

/** GET /docs: the reference as a page, with a viewer from this very origin. Needs no key. */
export function getDocs(api: Api, _deps: Deps) {
  const page = renderApiReference({
    pageTitle: 'Parkade API reference',
    cdn: '/docs/reference.js',
    config: {
      url: '/v1/openapi.json',
      theme: 'default',
      // Nothing is fetched from elsewhere, and nothing is told to anybody.
      withDefaultFonts: false,
      telemetry: false,
      showDeveloperTools: 'never',
      // Each shape is shown where it is used.
      hideModels: true,
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
  api.get('/docs', (c) => {
    c.header('content-security-policy', policy);
    return c.html(page);
  });
  api.get('/docs/reference.js', async (c) => {
    const zipped = await viewerScript();
    c.header('content-type', 'text/javascript; charset=utf-8');
    c.header('content-encoding', 'gzip');
    c.header('cache-control', 'public, max-age=86400');
    return c.body(zipped);
  });
}

/** The viewer keeps a key that is typed into it in the page alone: no other origin may be called from it. */
const policy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

import type { Page } from './built-pages.ts';

/** Where the console's own pages are: a path that begins otherwise is the API's, and so is its "not found". */
const pagePath = /^\/($|(customer|owner|finance|operator|signed-in)(\/|$))/;

/** What the pages are told of where they are: the file that a deployment puts beside them. */
export type ConsoleSettings = { issuer: string; clientId: string; scope: string };
const settingsPath = '/console.json';

/**
 * What CloudFront and S3 answer on AWS: the built files, the page for each of its deep links, and undefined for what
 * is the API's. Awaits the pages only for what is theirs.
 */
export function pagesOf(pages: Promise<ReadonlyMap<string, Page>>, settings: ConsoleSettings) {
  const headers = securityHeaders(settings);
  return async (request: Request): Promise<Response | undefined> => {
    const { pathname } = new URL(request.url);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || !isTheirs(pathname)) return undefined;
    if (pathname === settingsPath)
      return Response.json(settings, { headers: { ...headers, 'cache-control': 'no-cache' } });
    const files = await pages.catch(() => undefined);
    if (!files) return said(503, 'The console could not be built: the terminal says why. The API serves on.');
    const page = files.get(pagePath.test(pathname) ? '/index.html' : pathname);
    return page
      ? answer(request, page, { ...headers, 'cache-control': keptFor(pathname) })
      : said(404, 'Not found.');
  };
}

const isTheirs = (pathname: string): boolean =>
  pagePath.test(pathname) ||
  pathname.startsWith('/assets/') ||
  [settingsPath, '/favicon.svg', '/theme.js', '/licenses.md'].includes(pathname);

/** A file under /assets has its content's hash in its name; the others are asked after each time. */
const keptFor = (pathname: string): string =>
  pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

function answer(request: Request, { bytes, zipped, type }: Page, headers: Record<string, string>): Response {
  const isZipped = zipped !== undefined && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const body = isZipped ? zipped : bytes;
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      ...headers,
      'content-type': type,
      'content-length': String(body.length),
      vary: 'accept-encoding',
      ...(isZipped && { 'content-encoding': 'gzip' }),
    },
  });
}

const said = (status: number, text: string): Response =>
  new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });

/** React Aria adds this one style element, whatever page it is on: it lets a press on a touch screen still scroll. */
const pressableStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/** Scripts, styles and calls of this origin alone, and calls of the provider that people sign in at. */
const securityHeaders = ({ issuer }: ConsoleSettings): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${pressableStyle}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${new URL(issuer).origin}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

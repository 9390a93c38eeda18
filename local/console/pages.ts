import { consoleHeaders } from '../../shared/console-headers.ts';
import { consolePaths, keptFor, pagePath } from '../../shared/console-paths.ts';
import type { Page } from './built-pages.ts';

/** What the pages are told of where they are: the file that a deployment puts beside them. */
export type ConsoleSettings = { issuer: string; clientId: string; scope: string };
const [settingsPath] = consolePaths.settings;

/**
 * What CloudFront and S3 answer on AWS: the built files, the page for each of its deep links, and undefined for what
 * is the API's. Awaits the pages only for what is theirs.
 */
export function pagesOf(pages: Promise<ReadonlyMap<string, Page>>, settings: ConsoleSettings) {
  const headers = consoleHeaders([new URL(settings.issuer).origin]);
  return async (request: Request): Promise<Response | undefined> => {
    const { pathname } = new URL(request.url);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || !isTheirs(pathname)) return undefined;
    if (pathname === settingsPath)
      return Response.json(settings, { headers: { ...headers, 'cache-control': keptFor.others } });
    const files = await pages.catch(() => undefined);
    if (!files) return said(503, 'The console could not be built: the terminal says why. The API serves on.');
    const page = files.get(pagePath.test(pathname) ? '/index.html' : pathname);
    return page
      ? answer(request, page, { ...headers, 'cache-control': keptWhere(pathname) })
      : said(404, 'Not found.');
  };
}

const isAsset = (pathname: string): boolean => pathname.startsWith('/assets/');

const keptWhere = (pathname: string): string => keptFor[isAsset(pathname) ? 'assets' : 'others'];

const others: readonly string[] = [...consolePaths.files, ...consolePaths.settings];
const isTheirs = (pathname: string): boolean =>
  pagePath.test(pathname) || isAsset(pathname) || others.includes(pathname);

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

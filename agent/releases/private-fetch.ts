import { isHttpsUrl, isPrivateUrl } from '../../shared/private-url.ts';
import { DownloadRefused } from './refusals.ts';

const redirectsMax = 5;

/**
 * GET, following redirects itself: from https to https only, and never to another scheme. Throws DownloadRefused where
 * it is sent elsewhere; whatever `fetch` throws is the network's fault.
 */
export async function privateFetch(
  url: string,
  { headers, signal }: { headers?: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  let at = url;
  for (let hops = 0; hops <= redirectsMax; hops++) {
    // What is not compressed can be gone on with, and is as long as the manifest says.
    const response = await fetch(at, {
      headers: { 'accept-encoding': 'identity', ...headers },
      redirect: 'manual',
      signal,
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, at) ? new URL(location, at).href : location;
    if (!isPrivateUrl(next) || (isHttpsUrl(at) && !isHttpsUrl(next)))
      throw new DownloadRefused(`${hostOf(at)} sends on to ${schemeOf(next)}, which is not as private.`);
    at = next;
  }
  throw new DownloadRefused(`${hostOf(url)} sends on more than ${redirectsMax} times.`);
}

/** A signed URL's query is nobody's business. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'the server');

const schemeOf = (url: string) =>
  URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : 'an address that is none';

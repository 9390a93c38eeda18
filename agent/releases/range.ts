import { hostOf } from './private-fetch.ts';
import { DownloadRefused } from './refusals.ts';

type Asked = { url: string; bytes: number };

/** The bytes from `startsAt` on; without a body it is to be asked for anew, from the beginning, for `problem`. */
export type Rest =
  | { startsAt: number; body: AsyncIterable<Uint8Array> }
  | { startsAt: 0; body?: undefined; problem: string };

/**
 * The rest of a file from `have` on, or all of it where the server knows no ranges. Throws DownloadRefused where it
 * answers with another file, or never will; a plain Error where it may be better next time.
 */
export async function askForRest(
  { url, bytes }: Asked,
  have: number,
  get: (headers: Record<string, string>) => Promise<Response>,
): Promise<Rest> {
  const response = await get(have > 0 ? { range: `bytes=${have}-` } : {});
  const rest = restIn(response, { bytes, have, host: hostOf(url) });
  if (rest instanceof Error || rest.body === undefined) await response.body?.cancel();
  if (rest instanceof Error) throw rest;
  return rest;
}

type Told = { bytes: number; have: number; host: string };

function restIn(response: Response, { bytes, have, host }: Told): Rest | Error {
  const { status, headers, body } = response;
  if (status === 416) return { startsAt: 0, problem: `${host} has no bytes from ${have} on.` };
  if (status !== 200 && status !== 206) return failure(status, host);
  if (status === 206 && (have === 0 || !isRange(headers.get('content-range'), { bytes, have }))) {
    const problem = `${host} answers with other bytes than it was asked for (${headers.get('content-range')}).`;
    return { startsAt: 0, problem };
  }
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') return new DownloadRefused(`${host} sends the file as ${encoding}.`);
  const startsAt = status === 206 ? have : 0;
  const length = headers.get('content-length');
  if (length !== null && Number(length) !== bytes - startsAt)
    return new DownloadRefused(
      `${host} has a file of ${startsAt + Number(length)} bytes; the manifest names ${bytes}.`,
    );
  if (!body) return new Error(`${host} sent nothing.`);
  return { startsAt, body };
}

const isRange = (range: string | null, { bytes, have }: Pick<Told, 'bytes' | 'have'>): boolean =>
  range === `bytes ${have}-${bytes - 1}/${bytes}` || range === `bytes ${have}-${bytes - 1}/*`;

function failure(status: number, host: string): Error {
  const text = `${host} answers ${status}.`;
  return status >= 500 || status === 408 || status === 429 ? new Error(text) : new DownloadRefused(text);
}

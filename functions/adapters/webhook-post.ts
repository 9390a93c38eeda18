import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Refusal } from '../../shared/refusal.ts';
import type { WebhookAnswer } from '../../shared/webhook-answer.ts';
import { type Address, type Reach, refuseUnlessReachable, webhookUrl } from './webhook-address.ts';

/** All addresses of a name. Throws Node's error of the lookup (`code` ENOTFOUND, ...). */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export type PostWebhook = (
  url: string,
  message: { headers: Record<string, string>; body: string },
) => Promise<WebhookAnswer>;

const systemResolver: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/** Name, connection, TLS and answer together. Standard Webhooks 1.0 recommends 15 to 30 s. */
const timeoutMillisDefault = 20_000;

/** The answer's status is all that counts; so much of its body is taken, for the sake of the receiver's logs. */
const bodyBytesMax = 4_096;

/**
 * Posts to a customer's URL, and to nowhere else: the name's addresses are looked up once and checked, and the
 * connection is made to one of those, whatever the name leads to a moment later. No redirect is followed, no proxy and
 * no kept connection is used. Resolves with what came of it; only a fault of ours is thrown.
 */
export function webhookPostOver({
  reach,
  resolve = systemResolver,
  timeoutMillis = timeoutMillisDefault,
}: {
  reach: Reach;
  resolve?: Resolve;
  timeoutMillis?: number;
}): PostWebhook {
  return async (text, message) => {
    const startedAt = performance.now();
    const latencyMillis = () => Math.round(performance.now() - startedAt);
    const signal = AbortSignal.timeout(timeoutMillis);
    try {
      const url = webhookUrl(text, reach);
      const addresses = await unlessAborted(resolve(bareHost(url)), signal);
      refuseUnlessReachable(url.hostname, addresses, reach);
      const answer = await post(url, { ...message, addresses, signal });
      return { kind: 'answered', ...answer, latencyMillis: latencyMillis() };
    } catch (error) {
      if (signal.aborted)
        return {
          kind: 'unanswered',
          reason: `There was no answer within ${timeoutMillis / 1_000} s.`,
          latencyMillis: latencyMillis(),
        };
      return { kind: 'unanswered', reason: reasonOf(error), latencyMillis: latencyMillis() };
    }
  };
}

/** The resolver's answer to an address is the address itself. */
const bareHost = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');

type Posting = {
  headers: Record<string, string>;
  body: string;
  addresses: readonly Address[];
  signal: AbortSignal;
};

function post(
  url: URL,
  { headers, body, addresses, signal }: Posting,
): Promise<{ status: number; retryAfter?: string }> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? requestHttps : requestHttp;
    let answer: { status: number; retryAfter?: string } | undefined;
    let failure: Error | undefined;
    const request = open(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      lookup: pinnedTo(addresses),
      signal,
    });
    request.on('response', (response) => {
      const retryAfter = response.headers['retry-after'];
      answer = { status: response.statusCode ?? 0, ...(retryAfter && { retryAfter }) };
      let bytes = 0;
      response.on('error', () => {});
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > bodyBytesMax) response.destroy();
      });
    });
    request.on('error', (error) => {
      failure = error;
    });
    // Comes last, whatever happened. A status that was told stands, however its body ended.
    request.on('close', () => (answer ? resolve(answer) : reject(failure ?? hungUp())));
    request.end(body);
  });
}

/** Node asks this instead of the resolver: it learns the addresses that were checked, and no others. */
const pinnedTo =
  (addresses: readonly Address[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };

async function unlessAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

const hungUp = () => Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' });

const reasons: Record<string, string> = {
  ENOTFOUND: "The URL's host name has no address.",
  EAI_AGAIN: "The URL's host name could not be looked up.",
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed without an answer.',
  EPIPE: 'The connection was closed without an answer.',
  ETIMEDOUT: 'The connection timed out.',
  EHOSTUNREACH: 'The host could not be reached.',
  ENETUNREACH: 'The host could not be reached.',
  CERT_HAS_EXPIRED: 'The TLS certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The TLS certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The TLS certificate comes from an authority that is not known publicly.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The TLS certificate is sent without its chain.',
  ERR_TLS_CERT_ALTNAME_INVALID: "The TLS certificate is for another host than the URL's.",
};

/** Node's errors of names, connections, TLS and HTTP carry a code; anything else that is thrown is a fault. */
function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (code.startsWith('HPE_')) return `The endpoint did not answer as HTTP does (${code}).`;
  return reasons[code] ?? `The connection failed (${code}).`;
}

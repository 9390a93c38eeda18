import ipaddr from 'ipaddr.js';
import { Refusal } from '../../shared/refusal.ts';
import { webhookLimits } from '../../shared/webhook-endpoint.ts';

export type Address = { address: string; family: number };

/**
 * Where the market may connect on a customer's word. `loopback` also allows 127.0.0.1, and plain http there, so that
 * a receiver on the same laptop can be tried; nothing else that is private is ever allowed.
 */
export type Reach = 'public' | 'public and loopback';

const loopbackAddress = '127.0.0.1';

/** Names that no public resolver answers for (RFC 6761, 6762, 7686, 8375 and ICANN's .internal). */
const privateSuffixes = ['localhost', 'local', 'internal', 'arpa', 'onion', 'invalid', 'test'];

/** All addresses that the Internet routes today: what IANA has not given out for it needs no webhook. */
const globalUnicastV6 = ipaddr.parseCIDR('2000::/3');

/**
 * A URL that webhooks may go to: https on port 443 or from 1024 up, a public name or address, no credentials.
 * Refuses with invalid_request. A name is judged anew by its addresses at each attempt.
 */
export function webhookUrl(text: string, reach: Reach): URL {
  const url = parsedUrl(text);
  const toLoopback = reach === 'public and loopback' && url.hostname === loopbackAddress;
  if (url.protocol !== 'https:' && !(toLoopback && url.protocol === 'http:'))
    throw refused('must begin with https://');
  if (url.username || url.password) throw refused('must not hold a user name or a password');
  if (!toLoopback && url.port !== '' && Number(url.port) < 1_024)
    throw refused(`has port ${url.port}: use 443, or one from 1024 up`);
  if (!toLoopback) refuseUnlessPublicHost(url.hostname);
  return url;
}

function parsedUrl(text: string): URL {
  if (text.length > webhookLimits.urlCharacters)
    throw refused(`has more than ${webhookLimits.urlCharacters} characters`);
  // Parsers differ in what they make of these; a URL that needs them is no customer's.
  if (/[\s\\\p{Cc}]/u.test(text)) throw refused('must not hold blanks, backslashes or control characters');
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw refused('is not a URL that begins with https://');
  return new URL(text);
}

/** The URL's parser has brought every spelling of an IPv4 address (octal, hex, one number) to four decimals. */
function refuseUnlessPublicHost(hostname: string): void {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal)) {
    if (!isPublic(literal)) throw refused(`leads to ${literal}, which is not a public address`);
    return;
  }
  const labels = hostname.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || last === '' || privateSuffixes.includes(last))
    throw refused(`has the host '${hostname}', which is not a public name`);
}

/**
 * Refuses with invalid_request unless every one of a name's addresses may be connected to: with one that may not, its
 * owner is up to something, or has made a mistake that should be told.
 */
export function refuseUnlessReachable(hostname: string, addresses: readonly Address[], reach: Reach): void {
  if (addresses.length === 0) throw refused(`has the host '${hostname}', which has no address`);
  for (const { address } of addresses)
    if (!isPublic(address) && !(reach === 'public and loopback' && address === loopbackAddress))
      throw refused(`leads to ${address}, which is not a public address`);
}

/** Private, loopback, link-local, carrier's, multicast, mapped, translated, tunnelled, reserved: all are no. */
function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(globalUnicastV6);
}

const refused = (why: string) => new Refusal('invalid_request', `The webhook URL ${why}.`, { param: 'url' });

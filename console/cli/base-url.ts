import { usageFailure } from './failure.ts';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** "https://host" and "https://host/v1/" alike become "https://host/v1". Refuses what would send a key in the open. */
export function readBaseUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw usageFailure(`'${text}' is no base URL: it looks like https://HOST/v1.`);
  if (url.protocol === 'http:' && !loopback.includes(url.hostname))
    throw usageFailure(`'${text}' is not encrypted, and your API key would be sent to it. Use https.`);
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path || '/v1'}`;
}

import { describe, expect, test } from 'vitest';
import { refuseUnlessReachable, webhookUrl } from '../../functions/adapters/webhook-address.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { forbiddenV4, forbiddenV6, spellingsOf } from '../support/forbidden-addresses.ts';

const isRefused = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return false;
  } catch (error) {
    if (isRefusal(error, 'invalid_request') && error.details.param === 'url') return true;
    throw error;
  }
};

const spelled = Object.values(forbiddenV4).flatMap(spellingsOf);
const hosts = [...spelled, ...Object.values(forbiddenV6).map((address) => `[${address}]`)];

test('no spelling of an address that is not public is taken: more than 400 of them', () => {
  expect(new Set(hosts).size).toBeGreaterThan(400);
  expect(hosts.filter((host) => !isRefused(() => webhookUrl(`https://${host}/hook`, 'public')))).toEqual([]);
  const withMore = hosts.map(
    (host) => `https://${host}:8443/hook?to=https://hook.example.com#@hook.example.com`,
  );
  expect(withMore.filter((url) => !isRefused(() => webhookUrl(url, 'public')))).toEqual([]);
});

test('on a laptop too, none but 127.0.0.1 is taken', () => {
  const taken = hosts.filter(
    (host) => !isRefused(() => webhookUrl(`http://${host}:9000/`, 'public and loopback')),
  );
  for (const host of taken) expect(new URL(`http://${host}/`).hostname, host).toBe('127.0.0.1');
  expect(taken).toContain('127.0.0.1');
});

test.each([
  'http://hook.example.com/',
  'ftp://hook.example.com/',
  'file:///etc/passwd',
  'gopher://hook.example.com/',
  'javascript:alert(1)',
  'data:text/plain,x',
  '//hook.example.com/',
  'https:hook.example.com',
  'https:/hook.example.com',
  'hook.example.com',
  '',
  ' ',
  'https://',
  'https:///hook',
  'https://user@hook.example.com/',
  `https://user:${'secret'}@hook.example.com/`,
  'https://hook.example.com@127.0.0.1/',
  'https://127.0.0.1\\@hook.example.com/',
  'https:\\\\hook.example.com\\',
  'https://hook.example.com/a b',
  'https://hook.exam\tple.com/',
  'https://hook.example.com/\r\nx-injected:%201',
  ' https://hook.example.com/',
  'https://hook.example.com:22/',
  'https://hook.example.com:25/',
  'https://hook.example.com:80/',
  'https://hook.example.com:1023/',
  'https://hook.example.com:0/',
  'https://hook.example.com:65536/',
  'https://localhost/',
  'https://LOCALHOST/',
  'https://localhost./',
  'https://hook.localhost/',
  'https://intranet/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://1.0.0.127.in-addr.arpa/',
  'https://hidden.onion/',
  'https://hook.example.com./',
  'https://[fe80::1%25eth0]/',
  'https://[::1/',
  'https://1.2.3.4.5/',
  'https://256.256.256.256/',
  `https://hook.example.com/${'a'.repeat(2_024)}`,
])('%j is refused', (url) => {
  for (const reach of ['public', 'public and loopback'] as const)
    expect(isRefused(() => webhookUrl(url, reach))).toBe(true);
});

test.each([
  'https://hook.example.com',
  'https://hook.example.com/path?query=1',
  'https://hook.example.com:443/',
  'https://hook.example.com:8443/',
  'https://hook.example.com:65535/',
  'HTTPS://HOOK.EXAMPLE.COM/',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
  'https://bücher.example.com/',
  'https://127.0.0.1.hook.example.com/',
  `https://hook.example.com/${'a'.repeat(2_023)}`,
])('%j is taken', (url) => {
  expect(webhookUrl(url, 'public').protocol).toBe('https:');
});

test('plain http is for 127.0.0.1 alone, and on a laptop alone', () => {
  expect(webhookUrl('http://127.0.0.1:4000/', 'public and loopback').port).toBe('4000');
  for (const [url, reach] of [
    ['http://127.0.0.1:4000/', 'public'],
    ['https://127.0.0.1:4000/', 'public'],
    ['http://8.8.8.8/', 'public and loopback'],
    ['http://localhost:4000/', 'public and loopback'],
    ['http://127.0.0.2:4000/', 'public and loopback'],
    ['http://[::1]:4000/', 'public and loopback'],
  ] as const)
    expect(
      isRefused(() => webhookUrl(url, reach)),
      url,
    ).toBe(true);
});

describe("a name's addresses", () => {
  const one = (address: string) => [{ address, family: address.includes(':') ? 6 : 4 }];
  const mapped = Object.values(forbiddenV4).flatMap((address) => [
    `::ffff:${address}`,
    `64:ff9b::${address}`,
  ]);

  test.each([
    ...Object.values(forbiddenV4),
    ...Object.values(forbiddenV6),
    ...mapped,
    'fe80::1%eth0',
    'nonsense',
  ])('with %s among them are refused, whatever the others are', (address) => {
    const lists = [one(address), [...one('8.8.8.8'), ...one(address)], [...one(address), ...one('8.8.8.8')]];
    for (const addresses of lists)
      expect(isRefused(() => refuseUnlessReachable('hook.example.com', addresses, 'public'))).toBe(true);
  });

  test('that are public are taken; none at all are not', () => {
    const addresses = [...one('8.8.8.8'), ...one('2606:4700:4700::1111')];
    expect(isRefused(() => refuseUnlessReachable('hook.example.com', addresses, 'public'))).toBe(false);
    expect(isRefused(() => refuseUnlessReachable('hook.example.com', [], 'public'))).toBe(true);
  });
});

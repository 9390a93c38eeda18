import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { rootCertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Address } from '../../functions/adapters/webhook-address.ts';
import { type Resolve, webhookPostOver } from '../../functions/adapters/webhook-post.ts';
import { forbiddenV4, forbiddenV6 } from '../support/forbidden-addresses.ts';
import { type Receiver, startReceiver, status } from '../support/webhook-receiver.ts';

const message = { headers: { 'webhook-id': 'evt_1' }, body: '{"id":"evt_1"}' };
const at = (address: string): Address => ({ address, family: address.includes(':') ? 6 : 4 });

/** A resolver that gives these answers one after another, and counts how often it was asked. */
function answering(...answers: readonly (readonly Address[])[]) {
  const asked: string[] = [];
  const resolve: Resolve = async (hostname) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    return answer;
  };
  return { asked, resolve };
}

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const post = webhookPostOver({ reach: 'public and loopback', timeoutMillis: 1_000 });

describe('over TLS', () => {
  let connections = 0;
  let port = 0;
  let server: ReturnType<typeof createHttpsServer>;
  beforeAll(async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'hook.example.com' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'hook.example.com' }] }],
    });
    setDefaultCACertificates([...rootCertificates, cert]);
    server = createHttpsServer({ cert, key }, (request, response) => {
      request.resume();
      response.writeHead(200).end();
    });
    server.on('connection', () => {
      connections++;
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    connections = 0;
  });
  afterAll(() => server.close());

  test('the connection is made to the address that was checked, and the certificate is the name’s', async () => {
    const { asked, resolve } = answering([at('127.0.0.1')]);
    const tls = webhookPostOver({ reach: 'public and loopback', resolve });
    expect(await tls(`https://hook.example.com:${port}/`, message)).toMatchObject({
      kind: 'answered',
      status: 200,
    });
    expect({ asked, connections }).toEqual({ asked: ['hook.example.com'], connections: 1 });
    expect(await tls(`https://other.example.com:${port}/`, message)).toMatchObject({
      kind: 'unanswered',
      reason: "The TLS certificate is for another host than the URL's.",
    });
  });

  test('a name that leads elsewhere a moment later is asked once an attempt, and each answer is checked', async () => {
    const { asked, resolve } = answering([at('127.0.0.1')], [at('127.0.0.2')], [at('169.254.169.254')]);
    const rebound = webhookPostOver({ reach: 'public and loopback', resolve });
    const url = `https://hook.example.com:${port}/`;
    expect(await rebound(url, message)).toMatchObject({ kind: 'answered', status: 200 });
    expect(asked).toHaveLength(1);
    expect(await rebound(url, message)).toMatchObject({
      kind: 'unanswered',
      reason: 'The webhook URL leads to 127.0.0.2, which is not a public address.',
    });
    expect(await rebound(url, message)).toMatchObject({
      reason: 'The webhook URL leads to 169.254.169.254, which is not a public address.',
    });
    expect({ asked: asked.length, connections }).toEqual({ asked: 3, connections: 1 });
  });

  test('a name with one address that is not public gets no connection, by the strict rule', async () => {
    const url = `https://hook.example.com:${port}/`;
    const forbidden = [...Object.values(forbiddenV4), ...Object.values(forbiddenV6)];
    for (const address of [...forbidden, ...Object.values(forbiddenV4).map((v4) => `::ffff:${v4}`)])
      for (const addresses of [[at(address)], [at('8.8.8.8'), at(address)]]) {
        const { resolve } = answering(addresses);
        const answer = await webhookPostOver({ reach: 'public', resolve })(url, message);
        expect(answer).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining(address) });
      }
    expect(connections).toBe(0);
  });

  test('a URL that was taken under a looser rule gets no connection under the strict one', async () => {
    const strict = webhookPostOver({ reach: 'public' });
    for (const url of [receiver.url, `https://127.0.0.1:${port}/`])
      expect(await strict(url, message)).toMatchObject({ kind: 'unanswered' });
    expect({ connections, received: receiver.received }).toEqual({ connections: 0, received: [] });
  });
});

test('a redirect is the answer, whatever it leads to', async () => {
  const elsewhere = await startReceiver();
  for (const code of [301, 302, 303, 307, 308]) {
    receiver.answerWith(status(code, { location: elsewhere.url }));
    expect(await post(receiver.url, message)).toMatchObject({ kind: 'answered', status: code });
  }
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

test('the body goes out byte for byte, with the headers it was given', async () => {
  const body = '{"text":"ü"}';
  await post(receiver.url, { headers: { 'webhook-id': 'evt_2', 'content-type': 'application/json' }, body });
  expect(receiver.received).toEqual([
    {
      path: '/hook',
      body,
      headers: expect.objectContaining({
        'webhook-id': 'evt_2',
        'content-type': 'application/json',
        'content-length': '13',
      }),
    },
  ]);
});

test('an endless answer is cut off, and its status stands', async () => {
  let sent = 0;
  receiver.answerWith((response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(1_024))) sent += 1_024;
    };
    response.on('drain', more);
    more();
  });
  expect(await post(receiver.url, message)).toMatchObject({ kind: 'answered', status: 200 });
  expect(sent).toBeLessThan(16 * 1024 * 1_024);
});

test('an answer whose body hangs is over with the time, and its status stands', async () => {
  receiver.answerWith((response) => response.writeHead(202).write('x'));
  const quick = webhookPostOver({ reach: 'public and loopback', timeoutMillis: 200 });
  expect(await quick(receiver.url, message)).toMatchObject({ kind: 'answered', status: 202 });
});

test.each([
  ['never answers', () => {}],
  ['sends its head a letter at a time', (socket: import('node:net').Socket) => void drip(socket)],
])('a receiver that %s is given up', async (_, answer) => {
  const { url, close } = await startRaw(answer);
  const quick = webhookPostOver({ reach: 'public and loopback', timeoutMillis: 300 });
  expect(await quick(url, message)).toMatchObject({
    kind: 'unanswered',
    reason: 'There was no answer within 0.3 s.',
    latencyMillis: expect.any(Number),
  });
  await close();
});

test('a name that never resolves is given up', async () => {
  const quick = webhookPostOver({
    reach: 'public',
    resolve: () => new Promise(() => {}),
    timeoutMillis: 100,
  });
  expect(await quick('https://hook.example.com/', message)).toMatchObject({
    kind: 'unanswered',
    reason: 'There was no answer within 0.1 s.',
  });
});

test.each([
  ['hangs up', '', 'The connection was closed without an answer.'],
  ['speaks something else', 'SSH-2.0-Server\r\n', /did not answer as HTTP does/],
  [
    'changes the protocol',
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    /./,
  ],
  ['has a head of a megabyte', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(1_000_000)}\r\n\r\n`, /./],
])('a receiver that %s has failed, in words', async (_, text, reason) => {
  const { url, close } = await startRaw((socket) => socket.end(text));
  expect(await post(url, message)).toMatchObject({
    kind: 'unanswered',
    reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
  });
  await close();
});

test('a name without an address is told in words; another error is a fault', async () => {
  const missing = webhookPostOver({
    reach: 'public',
    resolve: () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' })),
  });
  expect(await missing('https://hook.example.com/', message)).toMatchObject({
    kind: 'unanswered',
    reason: "The URL's host name has no address.",
  });
  const broken = webhookPostOver({ reach: 'public', resolve: () => Promise.reject(new Error('bug')) });
  await expect(broken('https://hook.example.com/', message)).rejects.toThrow('bug');
});

async function startRaw(answer: (socket: import('node:net').Socket) => void) {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((closed) => server.close(closed)),
  };
}

function drip(socket: import('node:net').Socket): void {
  const letters = [...'HTTP/1.1 200 OK\r\n'.repeat(100)];
  const timer = setInterval(() => socket.write(letters.shift() ?? ''), 20);
  socket.on('close', () => clearInterval(timer));
}

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server says to a call: a JSON value, a text as it is, a status, or nothing at all. */
export type Answer = { json: unknown } | { text: string } | { status: number } | 'silence';

/** A real HTTP server on this machine whose answers the test gives. */
export async function startJsonServer(answer: (url: URL, request: IncomingMessage) => Answer) {
  const calls: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    calls.push(url);
    const given = answer(url, request);
    if (given === 'silence') return;
    if ('status' in given) response.statusCode = given.status;
    response.setHeader('content-type', 'application/json');
    if ('json' in given) response.end(JSON.stringify(given.json));
    else response.end('text' in given ? given.text : '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    calls,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type JsonServer = Awaited<ReturnType<typeof startJsonServer>>;

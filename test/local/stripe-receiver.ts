import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Received {
  signature: string;
  body: string;
}

/** A webhook that answers the given statuses in turn, then 200, and keeps what it received. */
export async function openReceiver(statuses: number[] = []) {
  const received: Received[] = [];
  const left = [...statuses];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ signature: String(request.headers['stripe-signature']), body });
    response.writeHead(left.shift() ?? 200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    received,
    url: `http://127.0.0.1:${port}/webhook`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

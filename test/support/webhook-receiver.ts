import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };
export type Answer = (response: ServerResponse, received: Received) => void;

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

/** A customer's receiver: a real HTTP server on 127.0.0.1 that answers as it is told and keeps what it got. */
export async function startReceiver() {
  const received: Received[] = [];
  let answer: Answer = status(200);
  const server = createServer(async (request, response) => {
    const pieces = await Array.fromAsync(request);
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString() };
    received.push(one);
    answer(response, one);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answerWith: (next: Answer) => {
      answer = next;
    },
    /** What came since the last time. */
    take: () => received.splice(0),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** As a customer verifies it, on the day that the market's clock shows. Throws where the signature is wrong. */
export function verified(secret: string, { headers, body }: Received, now: number): unknown {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    vi.useRealTimers();
  }
}

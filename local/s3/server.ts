import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { finished } from 'node:stream/promises';
import { errorReply, type Reply, sendReply } from './reply.ts';
import { parseRequest } from './request.ts';
import { answerCall } from './routes.ts';
import { S3Error } from './s3-error.ts';
import { authenticate, type Credentials, makeVerifier, type Verifier } from './signature.ts';
import { Store } from './store.ts';

/** `now`: milliseconds since the epoch, by which signatures expire and objects are dated; the wall clock by default. */
export type S3Options = { dir: string; port: number; credentials: Credentials; now?: () => number };
export type S3Server = { url: string; port: number; close(): Promise<void> };

/** How long `close` lets calls under way finish before it cuts them off. */
const graceMs = 2000;

async function answer(message: IncomingMessage, store: Store, verifier: Verifier): Promise<Reply> {
  const request = await authenticate(parseRequest(message), verifier);
  return answerCall({ request, store, now: verifier.now });
}

/** Never throws: a caller who hangs up is nobody's fault, and everything else becomes a reply. */
async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  store: Store,
  verifier: Verifier,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  response.setHeader('x-amz-request-id', requestId);
  // SDKs set their clock by this header after a RequestTimeTooSkewed.
  response.setHeader('date', new Date(verifier.now()).toUTCString());
  try {
    const reply = await answer(message, store, verifier).catch((error: unknown) => {
      if (!(error instanceof S3Error) && !message.destroyed) console.error('S3 stand-in:', error);
      return errorReply(error, message.url ?? '/', requestId);
    });
    await sendReply(response, reply, message.method ?? 'GET');
    if (!response.writableFinished) await finished(response);
  } catch (error) {
    if (!response.destroyed) console.error('S3 stand-in:', error);
    response.destroy();
  }
}

/**
 * Serves S3's protocol for the calls in routes.ts on 127.0.0.1, from and into `dir` (made if missing; one server
 * at a time). Clients address it in path style. `port` 0 takes any free one. What it acknowledged survives kill -9.
 * @throws Error EADDRINUSE, or naming a file in `dir` that is none of its own
 */
export async function startS3(options: S3Options): Promise<S3Server> {
  const server = createServer({ requestTimeout: 0 });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  // The port comes first: a second server by mistake ends there, before it clears the first one's drafts.
  let store: Store;
  try {
    store = new Store(options.dir);
  } catch (error) {
    server.close();
    throw error;
  }
  const verifier = makeVerifier(options.credentials, options.now ?? Date.now);
  const underWay = new Set<Promise<void>>();
  server.on('request', (message, response) => {
    const served: Promise<void> = serve(message, response, store, verifier).finally(() =>
      underWay.delete(served),
    );
    underWay.add(served);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      const grace = setTimeout(() => server.closeAllConnections(), graceMs);
      await Promise.allSettled(underWay);
      clearTimeout(grace);
      server.closeAllConnections();
      await closed;
    },
  };
}

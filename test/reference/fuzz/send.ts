import { Agent, type IncomingMessage, request } from 'node:http';
import type { FuzzRequest } from './requests.ts';

export type FuzzReply = { status: number; headers: Headers; body: string; millis: number };

/** A stream may stay open as long as it tells something: so much of it is heard. */
const streamHeardMillis = 200;
/** A reply takes no longer, whatever was asked. */
const boundMillis = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
export const closeConnections = (): void => agent.destroy();

/**
 * The request as it stands, without a client's corrections. A kept connection that the server closed in this very
 * moment is no answer: like any client it asks again. Rejects when the reply breaks off or does not come.
 */
export const sendRaw = (url: string, asked: FuzzRequest): Promise<FuzzReply> =>
  sendOnce(url, asked).catch((error: unknown) => {
    if (error instanceof ClosedMeanwhile) return sendRaw(url, asked);
    throw error;
  });

class ClosedMeanwhile extends Error {}

function sendOnce(url: string, { method, path, headers, body }: FuzzRequest): Promise<FuzzReply> {
  const { hostname, port } = new URL(url);
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method, path, headers: { ...headers, ...lengthOf(body) } });
    sent.setTimeout(boundMillis, () => sent.destroy(new Error(`no answer within ${boundMillis} ms`)));
    sent.on('error', (error) => reject(sent.reusedSocket && isReset(error) ? new ClosedMeanwhile() : error));
    sent.on('response', (reply) =>
      heard(reply).then(
        (text) =>
          resolve({
            status: reply.statusCode ?? 0,
            headers: new Headers(reply.headers as Record<string, string>),
            body: text,
            millis: performance.now() - startedAt,
          }),
        reject,
      ),
    );
    sent.end(body);
  });
}

const isReset = (error: Error) => 'code' in error && error.code === 'ECONNRESET';

const lengthOf = (body: Buffer | undefined) => ({ 'content-length': `${body?.length ?? 0}` });

async function heard(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  const isStream = reply.headers['content-type']?.startsWith('text/event-stream') ?? false;
  const patience = isStream ? setTimeout(() => reply.destroy(), streamHeardMillis) : undefined;
  try {
    for await (const chunk of reply) chunks.push(chunk);
  } catch (error) {
    if (!isStream) throw error;
  } finally {
    clearTimeout(patience);
  }
  const text = Buffer.concat(chunks).toString();
  // Of a stream that was left, the last event may be cut.
  return isStream ? text.slice(0, text.lastIndexOf('\n\n') + 1) : text;
}

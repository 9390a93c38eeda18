import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** How a server goes wrong with a file. `once`: the first time only. */
type Trouble = {
  once?: boolean;
  /** Nothing more after so many bytes; the connection is gone. */
  cutAfter?: number;
  /** Of `cutAfter`: whether the client has kept that much. Left out: it is not waited for. */
  hasArrived?: () => boolean;
  /** The same, and the connection stays. */
  silentAfter?: number;
  /** A range is answered with the whole file. */
  noRanges?: boolean;
  /** A range is answered with bytes from elsewhere, and says so. */
  otherRange?: boolean;
  status?: number;
  location?: string;
  headers?: Record<string, string>;
  /** Goes on for ever, and does not say how long. */
  endless?: boolean;
  /** So many bytes each few milliseconds. */
  trickle?: number;
};

type Served = { path: string; range: string | undefined };

/** A real HTTP server on this machine, with files and with the troubles that servers have. */
export async function startFileServer() {
  const files = new Map<string, Buffer>();
  const troubles = new Map<string, Trouble>();
  const asked: Served[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const { range } = request.headers;
    asked.push({ path, range });
    const trouble = troubles.get(path) ?? {};
    if (trouble.once) troubles.delete(path);
    answer(response, { bytes: files.get(path), range, trouble });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin,
    asked,
    troubles,
    /** Its URL. */
    put(path: string, bytes: Buffer | string): string {
      files.set(path, Buffer.from(bytes));
      return `${origin}${path}`;
    },
  };
}

export type FileServer = Awaited<ReturnType<typeof startFileServer>>;

type Asked = { bytes: Buffer | undefined; range: string | undefined; trouble: Trouble };

function answer(response: ServerResponse, { bytes, range, trouble }: Asked): void {
  if (trouble.location !== undefined) response.setHeader('location', trouble.location);
  if (trouble.status !== undefined || !bytes) {
    response.writeHead(trouble.status ?? 404).end();
    return;
  }
  for (const [name, value] of Object.entries(trouble.headers ?? {})) response.setHeader(name, value);
  if (trouble.endless) endless(response);
  else send(response, restOf(response, { bytes, range, trouble }), trouble);
}

function restOf(response: ServerResponse, { bytes, range, trouble }: Asked & { bytes: Buffer }): Buffer {
  const from = trouble.noRanges ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const start = trouble.otherRange && from > 0 ? from - 1 : from;
  response.setHeader('content-length', bytes.length - start);
  if (from > 0) {
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
  }
  return bytes.subarray(start);
}

function send(
  response: ServerResponse,
  rest: Buffer,
  { trickle: size, cutAfter, hasArrived, silentAfter }: Trouble,
): void {
  const end = cutAfter ?? silentAfter;
  if (size !== undefined) trickle(response, rest, size);
  else if (end === undefined) response.end(rest);
  else
    response.write(rest.subarray(0, end), () => {
      if (cutAfter !== undefined) cutOnce(response, hasArrived);
    });
}

/** A client may throw away what it had not read when the connection went: so it is cut when all of it was kept. */
function cutOnce(response: ServerResponse, hasArrived: () => boolean = () => true): void {
  const timer = setInterval(() => {
    if (!response.destroyed && !hasArrived()) return;
    clearInterval(timer);
    response.destroy();
  }, 5);
}

function endless(response: ServerResponse): void {
  const more = () => {
    if (!response.destroyed) response.write(Buffer.alloc(10_000), () => setTimeout(more, 1));
  };
  more();
}

function trickle(response: ServerResponse, rest: Buffer, size: number): void {
  const next = (at: number): void => {
    if (response.destroyed) return;
    if (at >= rest.length) response.end();
    else response.write(rest.subarray(at, at + size), () => setTimeout(next, 5, at + size));
  };
  next(0);
}

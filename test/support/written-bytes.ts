import { ClientRequest } from 'node:http';

/** A body that left this process for one of the stand-ins, or a line that it logged. */
export type Written = { where: string; text: string };

type Chunk = string | Uint8Array | null | undefined | (() => void);

const textOf = (chunk: Chunk): string => {
  if (typeof chunk === 'string') return chunk;
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('latin1') : '';
};

/**
 * Hears of every request that this process makes until it is ended: what is written to table, queues and buckets (by
 * Node's http), and what vehicles and owners send (by fetch). And of every line on the console.
 */
export function hearWrites(): { written: Written[]; end: () => void } {
  const written: Written[] = [];
  const bodies = new WeakMap<ClientRequest, string>();
  const { write, end } = ClientRequest.prototype;
  const { fetch } = globalThis;
  const { log, error, warn, info } = console;

  const whereOf = (request: ClientRequest) =>
    [request.getHeader('x-amz-target'), request.method, request.path].filter(Boolean).join(' ');
  ClientRequest.prototype.write = function hearing(this: ClientRequest, ...args: unknown[]) {
    bodies.set(this, (bodies.get(this) ?? '') + textOf(args[0] as Chunk));
    return Reflect.apply(write, this, args);
  } as typeof write;
  ClientRequest.prototype.end = function hearing(this: ClientRequest, ...args: unknown[]) {
    written.push({ where: whereOf(this), text: (bodies.get(this) ?? '') + textOf(args[0] as Chunk) });
    return Reflect.apply(end, this, args);
  } as typeof end;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const text = await request.clone().text();
    const headers = JSON.stringify([...request.headers].filter(([name]) => name !== 'vehicle-proof'));
    written.push({ where: `${request.method} ${request.url}`, text: `${headers}\n${text}` });
    return fetch(request);
  };
  for (const name of ['log', 'error', 'warn', 'info'] as const)
    console[name] = (...args: unknown[]) =>
      void written.push({ where: `console.${name}`, text: args.join(' ') });

  return {
    written,
    end() {
      Object.assign(ClientRequest.prototype, { write, end });
      Object.assign(console, { log, error, warn, info });
      globalThis.fetch = fetch;
    },
  };
}

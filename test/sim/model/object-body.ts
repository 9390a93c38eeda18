import { Readable } from 'node:stream';
import { badRange } from './object-errors.ts';

/** What a caller sends, as the service then has it: his own may change afterwards. */
export function receivedBody(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return new Uint8Array(Buffer.from(body));
  if (body instanceof Uint8Array) return new Uint8Array(body);
  throw new Error("The objects' model takes bodies of bytes or text only.");
}

/** The body of a download, with what the SDK adds to it. Read once, as the real one. */
export function sentBody(bytes: Uint8Array) {
  const stream =
    bytes.length > 0 ? Readable.from([Buffer.from(bytes)], { objectMode: false }) : Readable.from([]);
  const read = async () => Buffer.concat(await stream.toArray());
  return Object.assign(stream, {
    transformToByteArray: async () => new Uint8Array(await read()),
    transformToString: async (encoding?: BufferEncoding) => (await read()).toString(encoding),
    transformToWebStream: () => Readable.toWeb(stream),
  });
}

export type ByteRange = { first: number; last: number };

/** What a Range asks for of so many bytes; undefined for all of them, also where it cannot be read. */
export function rangeIn(header: string | undefined, size: number): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last) throw badRange();
  return { first, last };
}

type Bytes = Uint8Array<ArrayBuffer>;

/** What becomes of a stream: it was passed on to its end, with these bytes, or its reader went away before. */
export type Ending = { whole: (bytes: Bytes) => Promise<void>; brokenOff: () => Promise<void> };

/** Passes a stream on as it comes. It ends for its reader only when `whole` has: what must follow then has followed. */
export function heardOut(stream: ReadableStream<Bytes>, { whole, brokenOff }: Ending): ReadableStream<Bytes> {
  const chunks: Bytes[] = [];
  // Node calls `cancel`, as the standard says; TypeScript's library does not know it yet.
  const transformer: Transformer<Bytes, Bytes> & { cancel: () => Promise<void> } = {
    transform(chunk, controller) {
      chunks.push(chunk);
      controller.enqueue(chunk);
    },
    flush: () => whole(new Uint8Array(Buffer.concat(chunks))),
    cancel: brokenOff,
  };
  return stream.pipeThrough(new TransformStream(transformer));
}

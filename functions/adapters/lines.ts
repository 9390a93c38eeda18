/** One line of a file, without its end, and where it lies: `toByte` is the first byte of the next line. */
export type Line = { text: string; fromByte: number; toByte: number };

const newline = 0x0a;

/**
 * Splits a stream into its non-empty lines with their exact byte positions (node:readline has none), so that a part
 * of a file can be read again later without what comes before it.
 */
export async function* linesOf(body: AsyncIterable<Uint8Array>, fromByte = 0): AsyncGenerator<Line> {
  let rest: Uint8Array = new Uint8Array();
  let at = fromByte;
  for await (const chunk of body) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline)) {
      const line = lineOf(bytes.subarray(0, end), at, at + end + 1);
      if (line) yield line;
      at += end + 1;
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  const last = lineOf(rest, at, at + rest.length);
  if (last) yield last;
}

function lineOf(bytes: Uint8Array, fromByte: number, toByte: number): Line | undefined {
  const text = new TextDecoder().decode(bytes).trimEnd();
  return text === '' ? undefined : { text, fromByte, toByte };
}

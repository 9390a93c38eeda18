import { isUtf8 } from 'node:buffer';
import { Refusal } from '../../shared/refusal.ts';

/** One line of a file, without its end, and where it lies: `toByte` is the first byte of the next line. */
export type Line = { text: string; fromByte: number; toByte: number };

/** A line is held whole: without a limit one of 200 MB would take a multiple of that. */
export const longestLineBytes = 10_000_000;

const newline = 0x0a;

/**
 * Splits a stream into its non-empty lines with their exact byte positions (node:readline has none), so that a part
 * of a file can be read again later without what comes before it. Refuses with invalid_batch a line that is too
 * long or not UTF-8: read on, it would be another text than was sent.
 */
export async function* linesOf(body: AsyncIterable<Uint8Array>, fromByte = 0): AsyncGenerator<Line> {
  const decode = lineDecoder();
  let pieces: Uint8Array[] = [];
  let pieceBytes = 0;
  let at = fromByte;
  for await (const chunk of body) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      pieces.push(chunk.subarray(from, end));
      const toByte = at + pieceBytes + end - from + 1;
      const line = decode(pieces, at, toByte);
      if (line) yield line;
      pieces = [];
      pieceBytes = 0;
      at = toByte;
      from = end + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
    pieceBytes += chunk.length - from;
    if (pieceBytes > longestLineBytes) throw badLine('line_too_long', at, tooLong);
  }
  const last = decode(pieces, at, at + pieceBytes);
  if (last) yield last;
}

function lineDecoder() {
  const decoder = new TextDecoder();
  return (pieces: readonly Uint8Array[], fromByte: number, toByte: number): Line | undefined => {
    const [only] = pieces;
    const bytes = pieces.length === 1 && only ? only : Buffer.concat(pieces);
    if (bytes.length > longestLineBytes) throw badLine('line_too_long', fromByte, tooLong);
    if (!isUtf8(bytes)) throw badLine('invalid_utf8', fromByte, 'is not valid UTF-8');
    const text = decoder.decode(bytes).trimEnd();
    return text === '' ? undefined : { text, fromByte, toByte };
  };
}

const tooLong = `has more than ${longestLineBytes} bytes`;

/** Told by its first byte: whoever reads from the middle of a file does not know its number. */
function badLine(code: string, fromByte: number, what: string): Refusal {
  const message = `The line that begins at byte ${fromByte} of the file ${what}.`;
  return new Refusal('invalid_batch', `${message} Nothing was queued or charged.`, {
    param: 'input_file_id',
    findings: [{ code, message, param: null, line: null }],
  });
}

import { describe, expect, test } from 'vitest';
import { linesOf, longestLineBytes } from '../../functions/adapters/lines.ts';
import { seeded } from '../support/seeded.ts';

async function* inChunks(bytes: Uint8Array, size: (at: number) => number) {
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + Math.max(1, size(at)));
    yield bytes.subarray(at, end);
    at = end;
  }
}

const read = (text: string, size: (at: number) => number = () => 1_000, fromByte = 0) =>
  Array.fromAsync(linesOf(inChunks(Buffer.from(text), size), fromByte));

describe('the lines of a file', () => {
  test('are told with their exact bytes, the newline with the line before it', async () => {
    expect(await read('a\nbcd\ne')).toEqual([
      { text: 'a', fromByte: 0, toByte: 2 },
      { text: 'bcd', fromByte: 2, toByte: 6 },
      { text: 'e', fromByte: 6, toByte: 7 },
    ]);
  });

  test('that end in CRLF lose both, and count both', async () => {
    expect(await read('a\r\nb\r\n')).toEqual([
      { text: 'a', fromByte: 0, toByte: 3 },
      { text: 'b', fromByte: 3, toByte: 6 },
    ]);
  });

  test('that are blank are left out, and their bytes are counted', async () => {
    expect(await read('\n  \n\r\na\n\n\t\nb\n\n')).toEqual([
      { text: 'a', fromByte: 6, toByte: 8 },
      { text: 'b', fromByte: 11, toByte: 13 },
    ]);
  });

  test('are counted in bytes, not in letters', async () => {
    expect(await read('ä€😀\nb')).toEqual([
      { text: 'ä€😀', fromByte: 0, toByte: 10 },
      { text: 'b', fromByte: 10, toByte: 11 },
    ]);
  });

  test('are the same where a chunk ends within a letter or between CR and LF', async () => {
    const text = 'ä€😀\r\n{"a":"ü"}\r\n\r\nend';
    const whole = await read(text);
    for (let size = 1; size <= 12; size++) expect(await read(text, () => size)).toEqual(whole);
  });

  test('are counted from where reading began', async () => {
    expect(await read('b\nc', undefined, 100)).toEqual([
      { text: 'b', fromByte: 100, toByte: 102 },
      { text: 'c', fromByte: 102, toByte: 103 },
    ]);
  });

  test('of an empty file are none', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\n\n')).toEqual([]);
  });

  test('can each be cut out of the file again by their bytes, over 100 random files and chunks', async () => {
    const next = seeded(9);
    const pieces = ['a', 'ß', '€', '😀', ' ', '\n', '\r\n', '"', 'line'];
    for (let round = 0; round < 100; round++) {
      const text = Array.from({ length: next(80) }, () => pieces[next(pieces.length)]).join('');
      const lines = await read(text, () => 1 + next(9));
      const expected = text
        .split('\n')
        .map((line) => line.trimEnd())
        .filter(Boolean);
      expect(lines.map((line) => line.text)).toEqual(expected);
      for (const line of lines) {
        const cut = Buffer.from(text).subarray(line.fromByte, line.toByte).toString();
        expect(cut.trimEnd()).toBe(line.text);
        expect(cut.indexOf('\n') === -1 || cut.indexOf('\n') === cut.length - 1).toBe(true);
      }
    }
  });
});

describe('a line that can’t be kept as it is', () => {
  test('is refused by its first byte: one that is not UTF-8, though it is cut within a letter', async () => {
    const bytes = Buffer.concat([Buffer.from('ä\n{"a":"'), Buffer.from([0xff]), Buffer.from('"}\n')]);
    for (let size = 1; size <= 12; size++)
      await expect(Array.fromAsync(linesOf(inChunks(bytes, () => size)))).rejects.toMatchObject({
        code: 'invalid_batch',
        details: { findings: [{ code: 'invalid_utf8', message: expect.stringContaining('byte 3 ') }] },
      });
  });

  test('is refused as soon as it is too long, whether it ends or not', async () => {
    const chunk = Buffer.alloc(1_000_000, 'x');
    let read = 0;
    const endless = async function* () {
      for (; ; read++) yield chunk;
    };
    const tooLong = { details: { findings: [{ code: 'line_too_long' }] } };
    await expect(Array.fromAsync(linesOf(endless()))).rejects.toMatchObject(tooLong);
    expect(read).toBeLessThan(12);
    const ended = Buffer.concat([Buffer.alloc(longestLineBytes + 1, 'x'), Buffer.from('\n')]);
    await expect(Array.fromAsync(linesOf(inChunks(ended, () => ended.length)))).rejects.toMatchObject(
      tooLong,
    );
    const longest = Buffer.alloc(longestLineBytes, 'x');
    expect(await Array.fromAsync(linesOf(inChunks(longest, () => 65_536)))).toHaveLength(1);
  });
});

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { give, tell, type World } from '../../console/cli/world.ts';

const esc = String.fromCharCode(27);
/** Of a terminal nothing but its `write` is used. */
const written = (write: (stream: World['stderr']) => void): string => {
  const stream = new PassThrough();
  write(stream as unknown as World['stderr']);
  return String(stream.read());
};

test("what others called something can't command a terminal or turn a line round, and reads as it is otherwise", () => {
  const hostile = `Łukasz 🚗\t1\n${esc}[2J${esc}]0;x${String.fromCharCode(7)}\u202eevil\r\n`;
  const shown = 'Łukasz 🚗\t1\n�[2J�]0;x��evil�\n\n';
  expect(written((stdout) => give({ stdout }, {}, { text: hostile, document: {} }))).toBe(shown);
  expect(written((stderr) => tell({ stderr }, hostile))).toBe(shown);
  // A document is for programs: it is told as it is.
  const told = written((stdout) => give({ stdout }, { json: true }, { text: '', document: { hostile } }));
  expect(JSON.parse(told)).toEqual({ hostile });
});

import fc from 'fast-check';

/** Values that some code somewhere did not expect; each is JSON. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    -1e308,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    2 ** 64,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '__proto__',
    'constructor',
    'toString',
    '../../../etc/passwd',
    "' OR 1=1 --",
    '{{7*7}}',
    'NaN',
    '1e999',
    '2027-13-45',
    [],
    {},
    [null],
    [[[[[]]]]],
    { constructor: { prototype: {} } },
    { $ne: null },
    { length: -1 },
  ),
  fc.string({ maxLength: 50, unit: 'binary' }),
  fc.string({ maxLength: 30, unit: 'grapheme' }),
  fc.integer(),
  fc.double(),
  fc.constantFrom(300, 1_100, 2_100, 20_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(200, 5_000).map((length) => Array.from({ length }, () => 1)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** As JSON text, since an object literal would not keep it. */
const proto = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}';

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

/** Bodies that are no request at all. */
export const nastyBody: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      '',
      '{',
      '{"a":',
      'null',
      '[]',
      '"text"',
      '1e999',
      'NaN',
      "{'a':1}",
      '{"a":1,}',
      '{"a":1}{"b":2}',
      '\ufeff{}',
      '{"model":"x","model":"y"}',
      proto,
      nested(2_000, '[', ']'),
      nested(100_000, '{"a":', '}').replace(':}', ':1}'),
      nested(20_000, '[', ''),
      `{"a":"${'x'.repeat(1_100_000)}"}`,
    )
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom('ff', 'fffe7b007d00', '7b2261223a22c328227d', '7b2261223a22f09f22', 'c080', 'eda080')
    .map((hex) => Buffer.from(hex, 'hex')),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

/** What may stand in a path or a query after it is encoded, or already is. */
export const nastyWord: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%00',
    '%ff',
    '%',
    '%2e%2e%2f',
    '..',
    '.',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'null',
    'undefined',
    '0',
    '-1',
    '%F0%9F%92%A5',
    '%0d%0aset-cookie:a=b',
    `${'x'.repeat(1_200)}`,
    `${'x'.repeat(3_000)}`,
    'file_',
    'a:b:c',
    'a%2Fb',
    '%ED%A0%80',
  ),
  fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).map(encodeURIComponentSafely),
);

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

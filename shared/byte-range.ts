/** Bytes of a file, both ends included, from 0. */
export type ByteRange = { first: number; last: number };

/**
 * The one range that a `Range` header asks of `bytes` bytes (RFC 9110, 14.1.2): `bytes=0-99`, `bytes=100-` or
 * `bytes=-100`. Undefined where it is to be ignored: none, another unit, malformed, or several ranges at once.
 */
export function byteRangeOf(
  header: string | undefined,
  bytes: number,
): ByteRange | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '')
    return Number(to) === 0 ? 'unsatisfiable' : { first: Math.max(0, bytes - Number(to)), last: bytes - 1 };
  if (to !== '' && Number(to) < Number(from)) return undefined;
  if (Number(from) >= bytes) return 'unsatisfiable';
  return { first: Number(from), last: Math.min(to === '' ? bytes - 1 : Number(to), bytes - 1) };
}

type Value = unknown;

/**
 * How many bytes DynamoDB counts for an item: names and values; a number takes half its significant digits and a
 * byte; a list or map takes 3 bytes and one for each element ("DynamoDB item sizes and formats", AWS's developer guide).
 */
export const itemBytes = (item: Record<string, Value>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number' || typeof value === 'bigint') return numberBytes(value);
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, each) => sum + 1 + valueBytes(each), 0);
  if (value !== null && typeof value === 'object')
    return 3 + Object.keys(value).length + itemBytes(value as Record<string, Value>);
  return 1;
}

function numberBytes(value: number | bigint): number {
  const digits = String(value < 0 ? -value : value).replace(/^0+|0+$|\./g, '');
  return Math.ceil(digits.length / 2) + 1 + (value < 0 ? 1 : 0);
}

import Big from 'big.js';

/**
 * A number as the table has it: a decimal of up to 38 digits. It is kept in the first of these that holds it exactly
 * as its digits say: a number (safe whole ones, and those that JavaScript writes with the same digits), a bigint, a Big.
 */
export type StoredNumber = number | bigint | Big;

/** What a client of the table gives or gets as a number. */
export const isStoredNumber = (value: unknown): value is StoredNumber =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Big;

const exactly = (value: StoredNumber): Big => (value instanceof Big ? value : new Big(String(value)));

/** The number as the table keeps it. @throws Error where it has more digits or is larger than the table can hold. */
export function storedNumber(value: StoredNumber): StoredNumber {
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (typeof value === 'bigint') {
    const plain = Number(value);
    return Number.isSafeInteger(plain) ? plain : withinLimits(new Big(value.toString()), value);
  }
  const text = value.toFixed();
  if (!text.includes('.')) return storedNumber(BigInt(text));
  const plain = Number(text);
  return exactly(plain).eq(value) ? plain : withinLimits(value, value);
}

function withinLimits<Value>(decimal: Big, value: Value): Value {
  if (decimal.c.length > 38)
    throw new NumberRefused('Attempting to store more than 38 significant digits in a Number');
  if (decimal.e > 125)
    throw new NumberRefused(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  if (decimal.e < -130)
    throw new NumberRefused(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  return value;
}

export class NumberRefused extends Error {}

export function sumOf(a: StoredNumber, b: StoredNumber): StoredNumber {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = (a as number) + (b as number);
    if (Number.isSafeInteger(sum)) return sum === 0 ? 0 : sum;
  }
  return storedNumber(exactly(a).plus(exactly(b)));
}

export const negative = (value: StoredNumber): StoredNumber =>
  value instanceof Big ? value.times(-1) : -value;

/** Below zero, zero or above, as `a` is less than, equal to or more than `b`. */
export function compareNumbers(a: StoredNumber, b: StoredNumber): number {
  if (a instanceof Big || b instanceof Big) return exactly(a).cmp(exactly(b));
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** As the document client gives it: a number, or a bigint where a number would not be safe. */
export function givenNumber(value: StoredNumber): number | bigint {
  if (!(value instanceof Big)) return value;
  const given = Number(value.toFixed());
  if (Math.abs(given) <= Number.MAX_SAFE_INTEGER) return given;
  throw new Error(
    `${value.toFixed()} can't be converted to BigInt. Set options.wrapNumbers to get string value.`,
  );
}

/** As it travels: never with an exponent. */
export function digitsOf(value: StoredNumber): string {
  const digits = String(value);
  return digits.includes('e') ? exactly(value).toFixed() : digits;
}

/** In bytes, as the table counts them. */
export const sizeOfNumber = (value: StoredNumber): number => {
  if (value === 0) return 1;
  const digits = Number.isInteger(value) ? trimmedDigits(value as number) : exactly(value).c.length;
  return Math.ceil(digits / 2) + 1 + (compareNumbers(value, 0) < 0 ? 1 : 0);
};

function trimmedDigits(whole: number): number {
  let rest = Math.abs(whole);
  while (rest % 10 === 0) rest /= 10;
  return Math.floor(Math.log10(rest)) + 1;
}

/** What is to be written into a field of USD. */
export const usdPattern = '\\s*-?\\d*(\\.\\d{1,6})?\\s*';

/** "12.50" as whole micro-units, made of the digits that were written and of no float; NaN where nothing is. */
export function microUsdOf(text: string): number {
  const [, sign, whole = '', part = ''] = /^\s*(-?)(\d*)(?:\.(\d{1,6}))?\s*$/.exec(text) ?? [];
  if (whole === '' && part === '') return Number.NaN;
  const micros = Number(`${whole}${part.padEnd(6, '0')}`);
  return sign ? -micros : micros;
}

/** As a field shows it: "0.187", "12.50". */
export function usdTextOf(microUsd: number): string {
  const digits = String(Math.abs(microUsd)).padStart(7, '0');
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/(\.\d\d\d*?)0+$/, '$1');
  return microUsd < 0 ? `-${text}` : text;
}

/** Crockford's: no letter that can be taken for a digit. */
export const codeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const idLength = 8;
const secretLength = 8;
export const codeLength = idLength + secretLength;

/** How often a code may be tried: with 40 secret bits a guesser's chance is below 1 in 10^11. */
export const codeTries = 5;
/** Long enough to walk to the car. */
export const codeMillis = 10 * 60_000;

/** What a person was given to type: which code it is, and what shows that they were given it. */
export type CodeParts = { codeId: string; secret: string };

/** As it is shown: "7F3K-9QX2-M0AB-ZZ41". `letters`: 16 of `codeLetters`. */
export const shownCode = (letters: string): string => (letters.match(/.{1,4}/g) ?? []).join('-');

/**
 * Reads a code as people type it: case, spaces and hyphens do not count, and what is taken for a digit is one.
 * undefined: it can be no code.
 */
export function parseCode(typed: string): CodeParts | undefined {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (letters.length !== codeLength || [...letters].some((letter) => !codeLetters.includes(letter)))
    return undefined;
  return { codeId: letters.slice(0, idLength), secret: letters.slice(idLength) };
}

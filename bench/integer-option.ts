/** A command line's whole number within its bounds; throws with what is wrong. */
export function integerOption(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`${name} takes a whole number from ${least} to ${most}, not '${text}'.`);
  return value;
}

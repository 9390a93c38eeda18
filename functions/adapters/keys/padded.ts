/** So that numbers in keys are in the order of their size. */
export const padded = (no: number, digits: number): string => String(no).padStart(digits, '0');

/** What one check of `doctor` found. `wrong`: the agent can not do its work, or not as its owner thinks. */
export type CheckFinding = {
  check: string;
  state: 'fine' | 'odd' | 'wrong';
  text: string;
  /** What to do about it. */
  todo?: string;
};

export const fine = (check: string, text: string): CheckFinding => ({ check, state: 'fine', text });
export const odd = (check: string, text: string, todo: string): CheckFinding => ({
  check,
  state: 'odd',
  text,
  todo,
});
export const wrong = (check: string, text: string, todo: string): CheckFinding => ({
  check,
  state: 'wrong',
  text,
  todo,
});

/** A check that throws has found something as well. */
export async function checked(
  check: string,
  todo: string,
  look: () => Promise<CheckFinding[]>,
): Promise<CheckFinding[]> {
  try {
    return await look();
  } catch (error) {
    return [wrong(check, error instanceof Error ? error.message : String(error), todo)];
  }
}

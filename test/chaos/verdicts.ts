/** What was found wrong so far. Each is told as soon as it is found, with the round. */
export type Verdicts = ReturnType<typeof openVerdicts>;

export function openVerdicts(tell: (line: string) => void) {
  const found = {
    lost: [] as string[],
    doneTwice: [] as string[],
    paidTwice: [] as string[],
    violations: [] as string[],
  };
  let now = 'before the first round';
  const into =
    (list: string[]) =>
    (...texts: string[]) => {
      for (const text of texts) {
        list.push(`${now}: ${text}`);
        tell(`WRONG, ${now}: ${text}`);
      }
    };
  return {
    at(when: string): void {
      now = when;
    },
    lost: into(found.lost),
    doneTwice: into(found.doneTwice),
    paidTwice: into(found.paidTwice),
    violation: into(found.violations),
    figures: () => ({
      lost: found.lost.length,
      doneTwice: found.doneTwice.length,
      paidTwice: found.paidTwice.length,
      violations: [...found.violations],
    }),
  };
}

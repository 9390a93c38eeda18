/** A change to one piece of the code, known by what stands where and not by its line's number, so that other edits don't move it. */
export type Mutant = {
  file: string;
  /** Stryker's name of the kind of change. */
  mutator: string;
  /** The line on which it begins; all texts with single spaces. */
  line: string;
  original: string;
  replacement: string;
};

export type Status = 'killed' | 'timed_out' | 'survived' | 'not_judged';

export type JudgedMutant = Mutant & { lineNo: number; status: Status };

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

export const mutantKey = ({ file, mutator, line, original, replacement }: Mutant): string =>
  JSON.stringify([file, mutator, line, original, replacement]);

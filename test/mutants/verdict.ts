import { type Group, groupOf, groups } from './groups.ts';
import { type JudgedMutant, type Mutant, mutantKey } from './mutant.ts';

/** Of 100 mutants so many must be noticed, in all and in each group. */
const leastScore = 95;

type Figures = {
  score: number;
  groups: Partial<Record<Group, number>>;
  killed: number;
  /** The test that they made endless was ended: noticed too, though by nobody's word. */
  timedOut: number;
  survived: number;
  /** Of those that survived, the ones on the list. */
  listed: number;
};

export type Verdict = {
  figures: Figures;
  /** What is wrong, one sentence each. Empty: all is well. */
  complaints: string[];
};

const noticed = ({ status }: JudgedMutant) => status === 'killed' || status === 'timed_out';

/** Percent to a hundredth, rounded down: 95 is 95. What survived counts against it, listed or not. */
const scoreOf = (judged: readonly JudgedMutant[]): number =>
  Math.floor((judged.filter(noticed).length * 10_000) / judged.length) / 100;

/** `all`: every mutant of `files`, judged; `list`: the survivors that are known, of whatever file. */
export function verdictOf(all: readonly JudgedMutant[], list: readonly Mutant[]): Verdict {
  const judged = all.filter(({ status }) => status !== 'not_judged');
  const survivors = judged.filter(({ status }) => status === 'survived');
  const known = new Set(list.map(mutantKey));
  const alive = new Set(survivors.map(mutantKey));
  const files = new Set(judged.map(({ file }) => file));
  const unlisted = survivors.filter((mutant) => !known.has(mutantKey(mutant)));
  const gone = list.filter((mutant) => files.has(mutant.file) && !alive.has(mutantKey(mutant)));
  const scores = groups
    .map((group) => ({ group, those: judged.filter(({ file }) => groupOf(file) === group) }))
    .filter(({ those }) => those.length > 0)
    .map(({ group, those }) => [group, scoreOf(those)] as const);
  const score = scoreOf(judged);
  return {
    figures: {
      score,
      groups: Object.fromEntries(scores),
      killed: judged.filter(({ status }) => status === 'killed').length,
      timedOut: judged.filter(({ status }) => status === 'timed_out').length,
      survived: survivors.length,
      listed: survivors.length - unlisted.length,
    },
    complaints: [
      ...(judged.length === 0 ? ['nothing was mutated'] : []),
      ...[['all', score] as const, ...scores]
        .filter(([, each]) => each < leastScore)
        .map(([name, each]) => `${name}: the score is ${each}, under ${leastScore}`),
      ...unlisted.map((mutant) => `survived, and is not on the list: ${shown(mutant)}`),
      ...gone.map((mutant) => `is on the list, and did not survive: ${shown(mutant)}`),
    ],
  };
}

const shown = ({ file, mutator, line, original, replacement, ...mutant }: Mutant | JudgedMutant) =>
  `${file}${'lineNo' in mutant ? `:${mutant.lineNo}` : ''} ${mutator}\n  in   ${line}\n  was  ${original}\n  now  ${replacement}`;

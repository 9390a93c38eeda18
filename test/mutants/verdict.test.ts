import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesOf, groupOf, groups } from './groups.ts';
import { type JudgedMutant, oneLine, type Status } from './mutant.ts';
import { survivors } from './survivors.ts';
import { verdictOf } from './verdict.ts';

const repository = new URL('../../', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, repository), 'utf8');

describe('the list of survivors', () => {
  test.each(
    survivors.map((each) => [`${each.file}: ${each.original} to ${each.replacement}`, each] as const),
  )(
    'names what still stands in the code, of a file that is mutated: %s',
    (_name, { file, line, original, reason }) => {
      expect(groupOf(file)).toBeDefined();
      expect(textOf(file).split('\n').map(oneLine)).toContain(line);
      expect(oneLine(textOf(file))).toContain(original);
      expect(reason.length).toBeGreaterThan(10);
    },
  );
});

test('every group names files, and no file is of two', () => {
  const all = groups.flatMap(filesOf);
  expect(groups.map((group) => filesOf(group).length > 0)).toEqual(groups.map(() => true));
  expect(new Set(all).size).toBe(all.length);
  for (const file of all) expect(textOf(file).length, file).toBeGreaterThan(0);
});

describe('a verdict', () => {
  const mutant = (no: number, status: Status, file = 'shared/lease.ts'): JudgedMutant => ({
    file,
    mutator: 'BooleanLiteral',
    line: `line ${no}`,
    original: 'true',
    replacement: 'false',
    lineNo: no,
    status,
  });
  const many = (killed: number, survived: number, file?: string) => [
    ...Array.from({ length: killed }, (_, no) => mutant(no, 'killed', file)),
    ...Array.from({ length: survived }, (_, no) => mutant(1_000 + no, 'survived', file)),
  ];

  test('is good from 95 of 100 on, where every survivor is listed', () => {
    const judged = many(95, 5);
    expect(verdictOf(judged, judged.slice(95))).toEqual({
      figures: { score: 95, groups: { lease: 95 }, killed: 95, timedOut: 0, survived: 5, listed: 5 },
      complaints: [],
    });
  });

  test('is bad below it, listed or not, in all and in each group', () => {
    const judged = [...many(94, 6), ...many(1_000, 0, 'shared/money.ts')];
    const { figures, complaints } = verdictOf(judged, judged.slice(94, 100));
    expect(figures.groups).toEqual({ lease: 94, ledger: 100 });
    expect(complaints).toEqual(['lease: the score is 94, under 95']);
    expect(verdictOf(many(94, 6), []).complaints).toContain('all: the score is 94, under 95');
  });

  test('is bad with a survivor that is not listed, and with a listed one that does not survive', () => {
    const judged = many(99, 1);
    expect(verdictOf(judged, []).complaints).toEqual([
      expect.stringMatching(/^survived, and is not on the list: shared\/lease.ts:1000 BooleanLiteral/),
    ]);
    expect(verdictOf(judged, [mutant(3, 'survived'), ...judged.slice(99)]).complaints).toEqual([
      expect.stringMatching(/^is on the list, and did not survive: shared\/lease.ts/),
    ]);
  });

  test('says nothing of listed ones in files that were not mutated', () => {
    expect(verdictOf(many(9, 0), [mutant(1, 'survived', 'shared/money.ts')]).complaints).toEqual([]);
  });

  test('counts what ran into a timeout as noticed, and what could not be judged not at all', () => {
    const judged = [mutant(1, 'killed'), mutant(2, 'timed_out'), mutant(3, 'not_judged')];
    expect(verdictOf(judged, []).figures).toMatchObject({ score: 100, killed: 1, timedOut: 1, survived: 0 });
  });

  test('is bad where nothing was mutated', () => {
    expect(verdictOf([], []).complaints).toContain('nothing was mutated');
  });
});

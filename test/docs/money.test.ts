import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { entryKinds, ruleOf } from '../../shared/entry-kinds.ts';

const page = readFileSync(new URL('../../docs/money.md', import.meta.url), 'utf8');

/** The rows of a table whose first column is the heading's. */
function rowsUnder(heading: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const accountsIn = (cell = ''): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, account = '']) => account);

test("docs/money.md tells each event's entries as the code makes them, every kind once and no other", () => {
  const told = rowsUnder('kind').map(([kind = '', happened = '', takes, gives]) => ({
    kind: accountsIn(kind)[0],
    happened,
    takes: accountsIn(takes),
    gives: accountsIn(gives),
  }));
  const made = Object.keys(entryKinds).map((kind) => ({ kind, ...ruleOf(kind as keyof typeof entryKinds) }));
  expect(told).toEqual(made);
});

test('docs/money.md explains each account that an entry can move', () => {
  const explained = new Set(rowsUnder('account').flatMap(([account]) => accountsIn(account)));
  const moved = new Set(
    Object.keys(entryKinds).flatMap((kind) => {
      const { takes, gives } = ruleOf(kind as keyof typeof entryKinds);
      return [...takes, ...gives];
    }),
  );
  expect([...moved].filter((account) => !explained.has(account))).toEqual([]);
  expect([...explained].filter((account) => !moved.has(account))).toEqual([]);
});

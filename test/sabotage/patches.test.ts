import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patches } from './all-patches.ts';
import { sabotaged } from './patch.ts';
import { root } from './tree-copy.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('there are 40 bugs and more, each by a name of its own', () => {
  const names = patches.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z-]+$/.test(name))).toEqual([]);
});

test.each(patches)('$name still fits into the code, and changes it', (patch) => {
  const sound = read(patch.file);
  expect(sabotaged(sound, patch)).not.toBe(sound);
});

test.each(patches)('$name names a check that there is', ({ caughtBy }) => {
  if ('tool' in caughtBy) return;
  expect(read(caughtBy.file)).toContain(caughtBy.test);
});

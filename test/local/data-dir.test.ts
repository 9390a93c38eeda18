import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimDataDir, releaseDataDir } from '../../local/data-dir.ts';

const newDir = () => mkdtempSync(join(tmpdir(), 'data-dir-'));

test('a new folder is taken, and taken again after its end', () => {
  const dir = newDir();
  claimDataDir(dir, false);
  writeFileSync(join(dir, 'market.db'), '');
  expect(() => claimDataDir(dir, false)).not.toThrow('--reset');
  releaseDataDir(dir);
  claimDataDir(dir, false);
  expect(existsSync(join(dir, 'market.db'))).toBe(true);
});

test('a folder of another ledger is refused and left as it is, until --reset forgets it', () => {
  const dir = newDir();
  writeFileSync(join(dir, 'demo.json'), '{}');
  expect(() => claimDataDir(dir, false)).toThrow(/--reset/);
  expect(() => claimDataDir(dir, false)).toThrow(/--reset/);
  expect(existsSync(join(dir, 'demo.json'))).toBe(true);
  claimDataDir(dir, true);
  expect(existsSync(join(dir, 'demo.json'))).toBe(false);
  writeFileSync(join(dir, 'ledger.json'), JSON.stringify({ version: 999 }));
  releaseDataDir(dir);
  expect(() => claimDataDir(dir, false)).toThrow(/another version/);
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { memoryDir } from '../../local/memory-dir.ts';

const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

test('a folder in memory is its own, and gone when it is removed', () => {
  const folders = [memoryDir(), memoryDir()];
  onTestFinished(() => folders.forEach((each) => void each?.remove()));
  if (!folders[0]) return expect(folders).toEqual([undefined, undefined]);
  expect(new Set(folders.map((each) => each?.dir)).size).toBe(2);
  for (const each of folders) {
    expect(existsSync(each?.dir ?? '')).toBe(true);
    each?.remove();
    expect(existsSync(each?.dir ?? '')).toBe(false);
  }
});

test.runIf(existsSync('/dev/shm'))(
  'what a killed process left is removed by the next, and what is in use is not',
  () => {
    const left = `/dev/shm/parkade-${deadPid()}-left`;
    const used = `/dev/shm/parkade-${process.pid}-used`;
    onTestFinished(() => rmSync(used, { recursive: true }));
    for (const dir of [left, used]) mkdirSync(`${dir}/in-it`, { recursive: true });
    memoryDir()?.remove();
    expect([existsSync(left), existsSync(used)]).toEqual([false, true]);
  },
);

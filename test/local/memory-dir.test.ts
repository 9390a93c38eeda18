import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, utimesSync } from 'node:fs';
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
  'what a killed process left an hour ago is removed by the next, and what may be in use is not',
  () => {
    const left = `/dev/shm/parkade-${deadPid()}-left`;
    const fresh = `/dev/shm/parkade-${deadPid()}-fresh`;
    const used = `/dev/shm/parkade-${process.pid}-used`;
    onTestFinished(() => {
      for (const dir of [fresh, used]) rmSync(dir, { recursive: true });
    });
    for (const dir of [left, fresh, used]) mkdirSync(`${dir}/in-it`, { recursive: true });
    const longAgo = new Date(Date.now() - 3_700_000);
    for (const dir of [left, used]) utimesSync(dir, longAgo, longAgo);
    memoryDir()?.remove();
    expect([left, fresh, used].map((dir) => existsSync(dir))).toEqual([false, true, true]);
  },
);

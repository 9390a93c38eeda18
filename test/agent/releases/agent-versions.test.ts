import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { agentPlan } from '../../../agent/releases/agent-plan.ts';
import {
  currentVersion,
  installAgent,
  pruneAgents,
  switchTo,
} from '../../../agent/releases/agent-versions.ts';
import { temporaryFolder } from '../support/vehicle.ts';
import { agentArchive, archiveOf, rawArchive } from './support/archives.ts';
import { sha256Of } from './support/manifests.ts';

function startAgents() {
  const folder = temporaryFolder();
  const root = join(folder, 'agent');
  const install = (archive: Buffer, version: string) => {
    const path = join(folder, 'agent.tgz');
    writeFileSync(path, archive);
    return installAgent(root, { path, version, sha256: sha256Of(archive) });
  };
  return { folder, root, install };
}

test('an agent is unpacked whole, without its outermost folder, and no script of it is run', async () => {
  const { root, install } = startAgents();
  await install(agentArchive('0.4.0'), '0.4.0');
  expect(readdirSync(root)).toEqual(['0.4.0']);
  expect(readdirSync(join(root, '0.4.0'))).toEqual(['.archive-sha256', 'agent', 'package.json']);
});

test.each([
  ['leads upwards', { path: 'package/../../escaped', type: 'File' }, 'lies outside of package/'],
  ['is absolute', { path: '/tmp/escaped', type: 'File' }, 'lies outside of package/'],
  ['lies beside its folder', { path: 'elsewhere/escaped', type: 'File' }, 'lies outside of package/'],
  ['is a link', { path: 'package/link', type: 'SymbolicLink', linkpath: '/etc' }, 'is a SymbolicLink'],
  ['is a hard link', { path: 'package/link', type: 'Link', linkpath: '/etc/passwd' }, 'is a Link'],
  ['is a device', { path: 'package/null', type: 'CharacterDevice' }, 'is a CharacterDevice'],
] as const)('an archive in which something %s is refused whole', async (_, entry, words) => {
  const { folder, root, install } = startAgents();
  const good = { path: 'package/agent/cli/main.ts', type: 'File' } as const;
  await expect(install(rawArchive([good, entry]), '0.4.0')).rejects.toThrow(words);
  expect(readdirSync(root)).toEqual([]);
  expect(existsSync(join(folder, 'escaped'))).toBe(false);
});

test('what is no archive is refused', async () => {
  const { root, install } = startAgents();
  await expect(install(Buffer.from('<html>'), '0.4.0')).rejects.toThrow();
  await expect(install(agentArchive('0.4.0').subarray(0, 200), '0.4.0')).rejects.toThrow();
  expect(readdirSync(root)).toEqual([]);
});

test('an agent that does not start, or is another version, is not kept', async () => {
  const { root, install } = startAgents();
  const broken = archiveOf({ 'agent/cli/main.ts': "throw new Error('no such module');" });
  await expect(install(broken, '0.4.0')).rejects.toThrow('Agent 0.4.0 does not start');
  await expect(install(agentArchive('0.4.0', '0.3.9'), '0.4.0')).rejects.toThrow('says that it is 0.3.9');
  expect(readdirSync(root)).toEqual([]);
});

test('a version is what it was first: another archive of the same number is refused', async () => {
  const { install } = startAgents();
  const archive = agentArchive('0.4.0');
  await install(archive, '0.4.0');
  await install(archive, '0.4.0');
  const other = archiveOf({ 'agent/cli/main.ts': "console.log('0.4.0'); // another" });
  await expect(install(other, '0.4.0')).rejects.toThrow('There are two agents 0.4.0');
});

test('what a killed process left half unpacked is not taken for a version', async () => {
  const { root, install } = startAgents();
  mkdirSync(join(root, '0.4.0', 'agent'), { recursive: true });
  await install(agentArchive('0.4.0'), '0.4.0');
  expect(readFileSync(join(root, '0.4.0', 'package.json'), 'utf8')).toContain('0.4.0');
});

test('`current` is switched in one step, and the one before is kept', async () => {
  const { root, install } = startAgents();
  expect(currentVersion(root)).toBeUndefined();
  for (const version of ['0.4.0', '0.5.0', '0.6.0']) {
    await install(agentArchive(version), version);
    const before = currentVersion(root);
    switchTo(root, version);
    await pruneAgents(root, [version, before]);
  }
  expect(readlinkSync(join(root, 'current'))).toBe('0.6.0');
  expect(readdirSync(root).sort()).toEqual(['0.5.0', '0.6.0', 'current']);
});

const named = (version: string) => ({
  agent: { version, url: 'https://releases.example/agent.tgz', bytes: 1, sha256: 'a'.repeat(64) },
});

test('a manifest is followed to a newer agent, and never to an older one', () => {
  expect(agentPlan({ agent: null }, { running: '0.3.0', highest: null })).toBeNull();
  expect(agentPlan(named('0.3.0'), { running: '0.3.0', highest: '0.3.0' })).toBeNull();
  expect(agentPlan(named('0.10.0'), { running: '0.9.0', highest: '0.10.0' })).toMatchObject({
    release: { version: '0.10.0' },
  });
  expect(agentPlan(named('0.2.9'), { running: '0.3.0', highest: '0.2.9' })).toEqual({
    problem: 'The manifest names agent 0.2.9, which is older than 0.3.0: it is not gone back to.',
  });
});

test('an update that was named and is not installed yet is a floor as well', () => {
  expect(agentPlan(named('0.4.0'), { running: '0.3.0', highest: '0.5.0' })).toMatchObject({
    problem: expect.stringContaining('older than 0.5.0'),
  });
});

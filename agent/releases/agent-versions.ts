import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findText, isSystemError } from '../whole-file.ts';
import { unpackArchive } from './agent-archive.ts';
import { DownloadRefused, messageOf } from './refusals.ts';

const run = promisify(execFile);

/** In each version's folder: what it is started by, and what it was unpacked from. */
const program = join('agent', 'cli', 'main.ts');
const origin = '.archive-sha256';

type Archive = { path: string; version: string; sha256: string };

/**
 * Unpacks an agent into `<root>/<version>`, where it appears whole and only after it was started for a trial: one that
 * does not start is never switched to, so nothing has to be gone back to. Throws in words for the owner.
 */
export async function installAgent(root: string, { path, version, sha256 }: Archive): Promise<void> {
  const folder = join(root, version);
  if (await isInstalled(root, { version, sha256 })) return;
  const aside = join(root, `.${version}.${randomUUID()}`);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  try {
    await unpackArchive(path, aside);
    await tryStart(aside, version);
    await writeFile(join(aside, origin), sha256);
    // All of it on the disk before it has its name.
    await run('sync');
    await rename(aside, folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Throws where this version is there, and from another archive. */
export async function isInstalled(
  root: string,
  { version, sha256 }: Pick<Archive, 'version' | 'sha256'>,
): Promise<boolean> {
  const kept = await findText(join(root, version, origin));
  if (kept === undefined) {
    // Left by nobody knows whom.
    await rm(join(root, version), { recursive: true, force: true });
    return false;
  }
  if (kept !== sha256)
    throw new DownloadRefused(`There are two agents ${version}: this archive is not the first seen.`);
  return true;
}

const trialMillis = 60_000;

async function tryStart(folder: string, version: string): Promise<void> {
  const { stdout } = await run(process.execPath, [join(folder, program), '--version'], {
    cwd: folder,
    timeout: trialMillis,
    env: {},
  }).catch((error: unknown) => {
    throw new DownloadRefused(`Agent ${version} does not start: ${messageOf(error).slice(0, 500)}`);
  });
  if (stdout.trim() !== version)
    throw new DownloadRefused(`The agent that is named ${version} says that it is ${stdout.trim()}.`);
}

const currentOf = (root: string) => join(root, 'current');

/** What a supervisor starts. */
export const currentProgram = (root: string): string => join(currentOf(root), program);

export function currentVersion(root: string): string | undefined {
  try {
    return readlinkSync(currentOf(root));
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EINVAL')) return undefined;
    throw error;
  }
}

/** At once: whoever starts `current` gets the one or the other version, and never none. Nothing happens between. */
export function switchTo(root: string, version: string): void {
  const aside = join(root, `.current.${randomUUID()}`);
  symlinkSync(version, aside);
  try {
    renameSync(aside, currentOf(root));
  } catch (error) {
    unlinkSync(aside);
    throw error;
  }
}

/** Deletes versions but those of `kept`, and what a killed process left half unpacked. */
export async function pruneAgents(root: string, kept: readonly (string | undefined)[]): Promise<void> {
  const names = await readdir(root).catch(() => []);
  for (const name of names)
    if (name !== 'current' && !kept.includes(name))
      await rm(join(root, name), { recursive: true, force: true });
}

import { z } from 'zod';
import { compareVersions, softwareVersionPattern } from '../../shared/software-version.ts';
import { findText, writeWhole } from '../whole-file.ts';
import { ManifestRefused } from './refusals.ts';
import type { Verified } from './verify-manifest.ts';

const highest = z.strictObject({
  issue: z.number().int().min(0),
  digest: z.string(),
  /** The highest that any manifest named. */
  agentVersion: z.string().regex(softwareVersionPattern).nullable(),
});
export type Highest = z.infer<typeof highest>;

/**
 * Notes the manifest as seen before anything is done by it, and answers with the highest that was ever seen. Throws
 * ManifestRefused where a later one was seen, or another one of this number: nobody takes a car back to what was
 * replaced. Throws where the note is damaged, since then nobody knows.
 */
export async function heedIssue(path: string, { manifest, digest }: Verified): Promise<Highest> {
  const before = await readHighest(path);
  if (before && manifest.issue < before.issue)
    throw new ManifestRefused(
      `Manifest ${manifest.issue} is older than ${before.issue}, which was seen here before.`,
    );
  if (before?.issue === manifest.issue && before.digest !== digest)
    throw new ManifestRefused(`There are two manifests ${manifest.issue}: this one is not the first seen.`);
  if (before?.issue === manifest.issue) return before;
  const versions = [before?.agentVersion, manifest.agent?.version].filter((each) => typeof each === 'string');
  const agentVersion = versions.toSorted(compareVersions).at(-1) ?? null;
  const after = { issue: manifest.issue, digest, agentVersion };
  await writeWhole(path, JSON.stringify(after));
  return after;
}

async function readHighest(path: string): Promise<Highest | undefined> {
  const text = await findText(path);
  if (text === undefined) return undefined;
  try {
    return highest.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `${path} is damaged: it says which manifests are too old. Delete it only if you trust the manifest's server today.`,
      { cause: error },
    );
  }
}

import { join } from 'node:path';
import { findText, writeWhole } from '../whole-file.ts';
import { type Highest, heedIssue } from './highest-issue.ts';
import { hostOf, privateFetch } from './private-fetch.ts';
import { ManifestRefused } from './refusals.ts';
import type { TrustedKeys } from './trusted-keys.ts';
import { type Verified, verifyManifest, whyNotInForce } from './verify-manifest.ts';

/** The manifest that is gone by, and the highest that any named. */
export type Followed = Verified & { highest: Highest };

export type ManifestSource = {
  /** The last one that was taken, by keys that are trusted now; it may have expired. undefined: there is none. */
  kept(): Promise<Followed | undefined>;
  /** The one that the server has. Throws ManifestRefused where it is not to be followed, and faults of the network. */
  fetch(deps: { now: number; onBytes(bytes: number): void; ended: AbortSignal }): Promise<Followed>;
};

type SourceOptions = { url: string; keys: TrustedKeys; folder: string };

const manifestBytesMax = 1_000_000;
const answerMillis = 30_000;

/** The manifest at `url`, whatever the server is, and what `folder` keeps of it. */
export function manifestSource({ url, keys, folder }: SourceOptions): ManifestSource {
  const keptAt = join(folder, 'manifest.jws');
  const highestAt = join(folder, 'highest.json');

  const follow = async (verified: Verified): Promise<Followed> => ({
    ...verified,
    highest: await heedIssue(highestAt, verified),
  });

  return {
    async kept() {
      const jws = await findText(keptAt);
      return jws === undefined ? undefined : follow(await verifyManifest(jws, keys));
    },
    async fetch({ now, onBytes, ended }) {
      const signal = AbortSignal.any([ended, AbortSignal.timeout(answerMillis)]);
      const jws = await textAt(url, signal, onBytes);
      const verified = await verifyManifest(jws, keys);
      const problem = whyNotInForce(verified.manifest, now);
      if (problem !== undefined) throw new ManifestRefused(problem);
      const followed = await follow(verified);
      await writeWhole(keptAt, jws);
      return followed;
    },
  };
}

async function textAt(url: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  const { status, body } = await privateFetch(url, { signal });
  if (status !== 200 || !body) {
    await body?.cancel();
    throw new Error(`${hostOf(url)} answers ${status} for the manifest.`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    onBytes(chunk.byteLength);
    if (bytes > manifestBytesMax)
      throw new ManifestRefused(`${hostOf(url)} has no manifest: it sends over ${manifestBytesMax} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

import { fileURLToPath } from 'node:url';
import type { DataDir } from './data-dir.ts';
import { softwareVersion } from './enrol.ts';
import type { AgentOptions } from './options.ts';
import { openReleases, type Releases } from './releases/releases.ts';

/** Keys that ship with an agent, where its makers put them there. */
const shippedKeys = fileURLToPath(new URL('./manifest-keys.json', import.meta.url));

type Named = Pick<AgentOptions, 'manifest' | 'manifestKeys' | 'modelCacheGigabytes' | 'models'>;

/** What the manifest that is named lets this vehicle have; undefined: none is named, and its models ship with it. */
export async function openVehicleReleases(
  { manifest, manifestKeys = shippedKeys, modelCacheGigabytes, models }: Named,
  { releases, models: cache, agents }: DataDir,
): Promise<Releases | undefined> {
  if (manifest === undefined) return undefined;
  return openReleases({
    url: manifest,
    keysPath: manifestKeys,
    cacheBytesMax: modelCacheGigabytes * 1e9,
    models,
    running: softwareVersion,
    folders: { releases, models: cache, agents },
  });
}

type Fetching = { now: () => number; onBytes?: (bytes: number) => void };

/** Fetches all of it at once: before there is an identity that could be offered work, and its owner is there. */
export async function pullAtOnce(releases: Releases | undefined, { now, onBytes }: Fetching): Promise<void> {
  if (!releases) return;
  await releases.pull({
    now,
    mayDownload: () => null,
    onBytes: (bytes) => onBytes?.(bytes),
    ended: new AbortController().signal,
  });
  if (releases.held.models().length === 0)
    throw new Error(`No model could be had by the manifest:\n  ${releases.lines().join('\n  ')}`);
}

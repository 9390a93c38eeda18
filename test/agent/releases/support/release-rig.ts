import { join } from 'node:path';
import { openReleases, type PullDeps, type ReleasesOptions } from '../../../../agent/releases/releases.ts';
import type { Manifest } from '../../../../shared/contract/manifest.ts';
import { temporaryFolder } from '../../support/vehicle.ts';
import { type FileServer, startFileServer } from './file-server.ts';
import { manifestOf, newSigner, now, sha256Of, writeKeys } from './manifests.ts';

/** A server with a manifest, and a car's folders. */
export async function startReleases(changes: Partial<ReleasesOptions> = {}) {
  const folder = temporaryFolder();
  const server: FileServer = await startFileServer();
  const signer = await newSigner('2026');
  const url = `${server.origin}/manifest.jws`;
  const keysPath = writeKeys(folder, signer);
  const folders = { releases: 'releases', models: 'models', agents: 'agent' };
  for (const name of ['releases', 'models', 'agents'] as const) folders[name] = join(folder, folders[name]);
  const options = { url, keysPath, cacheBytesMax: 1e9, running: '0.3.0', folders, ...changes };
  const deps: PullDeps = {
    now: () => now,
    mayDownload: () => null,
    onBytes: () => undefined,
    ended: new AbortController().signal,
    retries: 0,
  };
  return {
    folder,
    folders,
    server,
    url,
    keysPath,
    deps,
    open: (more: Partial<ReleasesOptions> = {}) => openReleases({ ...options, ...more }),
    publish: async (manifest: Partial<Manifest>) =>
      server.put('/manifest.jws', await signer.sign(manifestOf(manifest))),
    serveAgent(version: string, archive: Buffer): Manifest['agent'] {
      const place = server.put(`/agent-${version}.tgz`, archive);
      return { version, url: place, bytes: archive.length, sha256: sha256Of(archive) };
    },
  };
}

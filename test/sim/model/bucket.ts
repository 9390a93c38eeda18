import { createHash } from 'node:crypto';
import { badVersion, markerOnly, noKey, noVersion } from './object-errors.ts';
import { sortedBy } from './sorted.ts';
import { compareText } from './values.ts';

export type BucketDefinition = { name: string; isVersioned: boolean };

export type ObjectVersion = {
  readonly key: string;
  readonly versionId: string;
  /** Undefined of a marker, which a delete leaves that names no version. */
  readonly bytes: Uint8Array | undefined;
  readonly etag: string;
  readonly contentType: string | undefined;
  readonly modifiedAt: number;
};

export const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** What the version of an object without versions is called. */
const unversioned = 'null';

/** The objects of one bucket. `newId`: a version's name, as nobody can guess it. */
export function bucketOf({ isVersioned }: BucketDefinition, newId: () => string, now: () => number) {
  /** Of each key the latest first. */
  const versions = new Map<string, ObjectVersion[]>();
  const keys = sortedBy(compareText);

  const add = (version: ObjectVersion) => {
    const known = versions.get(version.key);
    if (!known) keys.add(version.key);
    versions.set(version.key, isVersioned ? [version, ...(known ?? [])] : [version]);
    return version;
  };
  const remove = (key: string, isGone: (version: ObjectVersion) => boolean) => {
    const left = (versions.get(key) ?? []).filter((version) => !isGone(version));
    if (left.length > 0) versions.set(key, left);
    else if (versions.delete(key)) keys.remove(key);
  };

  return {
    isVersioned,

    put: (key: string, bytes: Uint8Array, facts: { contentType: string | undefined; etag?: string }) =>
      add({
        key,
        versionId: isVersioned ? newId() : unversioned,
        bytes,
        etag: facts.etag ?? md5Of(bytes),
        contentType: facts.contentType,
        modifiedAt: now(),
      }),

    /** @throws the service's error where there is none, or it is a marker */
    get(key: string, versionId: string | undefined): ObjectVersion & { bytes: Uint8Array } {
      const all = versions.get(key) ?? [];
      const found = versionId === undefined ? all[0] : all.find((each) => each.versionId === versionId);
      if (found?.bytes) return found as ObjectVersion & { bytes: Uint8Array };
      if (versionId === undefined) throw noKey();
      if (found) throw markerOnly();
      throw /^v[0-9a-f]{24}$/.test(versionId) ? noVersion() : badVersion();
    },

    /** Without a version it leaves a marker, where there are versions. */
    delete(key: string, versionId: string | undefined): ObjectVersion | undefined {
      if (versionId !== undefined) {
        remove(key, (version) => version.versionId === versionId);
        return undefined;
      }
      if (isVersioned)
        return add({
          key,
          versionId: newId(),
          bytes: undefined,
          etag: '',
          contentType: undefined,
          modifiedAt: now(),
        });
      remove(key, () => true);
      return undefined;
    },

    versionsOf: (key: string): readonly ObjectVersion[] => versions.get(key) ?? [],

    /** In the order of their UTF-8 bytes, from this one on. */
    keysFrom: (key: string): readonly string[] =>
      keys.all().slice(keys.placeOf((each) => compareText(each, key))),
  };
}

export type Bucket = ReturnType<typeof bucketOf>;

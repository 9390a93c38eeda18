import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checksum } from './checksums.ts';
import { checkWriteCondition, type WriteCondition } from './conditions.ts';
import { type Draft, readFacts, removeSync, replaceFile } from './object-file.ts';
import { S3Error } from './s3-error.ts';
import { nameWithSequence, type Sequence, sequenceOfName } from './sequence.ts';
import { SortedKeys } from './sorted-keys.ts';
import { type PartFacts, Upload, type UploadFacts } from './upload.ts';

/** Never set, or set by PutBucketVersioning. */
export type Versioning = 'Unversioned' | 'Enabled' | 'Suspended';

/** What is sealed into a version's file. */
export type ObjectFacts = {
  key: string;
  /** 'null' where the bucket is not versioned. */
  versionId: string;
  isDeleteMarker: boolean;
  size: number;
  /** Unquoted. */
  etag: string;
  /** Milliseconds since the epoch. */
  lastModifiedAt: number;
  /** Content-type and the like, and x-amz-meta-*: given back as they came. */
  headers: Readonly<Record<string, string>>;
  checksum: Checksum | undefined;
  /** The multipart upload it came from: a crash right after publishing must not leave that upload open. */
  uploadId: string | undefined;
};

export type Version = ObjectFacts & { path: string; sequence: number };

/**
 * One bucket: versions on disk, their index in memory. A version's file is named by the hash of its key, so that
 * no key can name a path. Checking a condition, publishing and indexing are one synchronous step: of two
 * racing writers, one always sees what the other did.
 */
export class Bucket {
  readonly name: string;
  readonly keys = new SortedKeys();
  readonly draftsDir: string;
  private readonly dir: string;
  private readonly sequence: Sequence;
  /** Newest first, never empty. */
  private readonly versions = new Map<string, Version[]>();
  private readonly uploads = new Map<string, Upload>();
  private currentVersioning: Versioning;

  /** Reads the bucket's folder, and clears what a crash left behind in it. */
  constructor(name: string, dir: string, draftsDir: string, sequence: Sequence) {
    this.name = name;
    this.dir = dir;
    this.draftsDir = draftsDir;
    this.sequence = sequence;
    this.currentVersioning = readFileSync(join(dir, 'versioning'), 'utf8') as Versioning;
    for (const file of readdirSync(join(dir, 'objects'))) {
      const path = join(dir, 'objects', file);
      const version = { ...(readFacts(path) as ObjectFacts), path, sequence: sequenceOfName(file) };
      sequence.raise(version.sequence);
      this.insert(version);
    }
    this.loadUploads();
  }

  /** Lays out an empty bucket's folder. */
  static async lay(dir: string, draftsDir: string): Promise<void> {
    for (const name of ['objects', 'uploads']) mkdirSync(join(dir, name), { recursive: true });
    const versioning: Versioning = 'Unversioned';
    await replaceFile(draftsDir, join(dir, 'versioning'), versioning);
  }

  get versioning(): Versioning {
    return this.currentVersioning;
  }

  async setVersioning(versioning: Versioning): Promise<void> {
    await replaceFile(this.draftsDir, join(this.dir, 'versioning'), versioning);
    this.currentVersioning = versioning;
  }

  /** The newest version, which may be a delete marker. */
  findLatest(key: string): Version | undefined {
    return this.versions.get(key)?.[0];
  }

  findVersion(key: string, versionId: string): Version | undefined {
    return this.versions.get(key)?.find((version) => version.versionId === versionId);
  }

  /** Newest first, delete markers among them. */
  versionsOf(key: string): readonly Version[] {
    return this.versions.get(key) ?? [];
  }

  /** The id that the next version here gets. */
  makeVersionId(): string {
    return this.currentVersioning === 'Enabled' ? randomBytes(24).toString('base64url') : 'null';
  }

  /**
   * Shows a sealed draft as its key's newest version.
   * @throws S3Error PreconditionFailed, NoSuchKey (If-Match, and there is no object)
   */
  publish(draft: Draft, facts: ObjectFacts, condition: WriteCondition): Version {
    const latest = this.findLatest(facts.key);
    checkWriteCondition(condition, latest?.isDeleteMarker === false ? latest.etag : undefined, facts.key);
    const sequence = this.sequence.next();
    const hash = createHash('sha256').update(facts.key).digest('hex');
    const path = join(this.dir, 'objects', nameWithSequence(hash, sequence));
    draft.publish(path);
    const version = { ...facts, path, sequence };
    this.insert(version);
    return version;
  }

  /** Removes one version for good; the one before it becomes the newest. */
  remove(version: Version): void {
    removeSync(version.path);
    const known = this.versions.get(version.key) ?? [];
    this.setVersions(
      version.key,
      known.filter((other) => other !== version),
    );
  }

  async beginUpload(facts: UploadFacts): Promise<Upload> {
    const upload = await Upload.begin(join(this.dir, 'uploads'), this.draftsDir, facts);
    this.uploads.set(upload.id, upload);
    return upload;
  }

  /** @throws S3Error NoSuchUpload, also when the upload is another key's */
  getUpload(uploadId: string, key: string): Upload {
    const upload = this.uploads.get(uploadId);
    if (upload !== undefined && upload.facts.key === key) return upload;
    throw new S3Error(
      'NoSuchUpload',
      'The specified upload does not exist. It may have been aborted or completed, or the upload ID is wrong.',
      { UploadId: uploadId },
    );
  }

  /** @throws S3Error NoSuchUpload if the upload ended while the part was on its way */
  publishPart(draft: Draft, upload: Upload, number: number, facts: PartFacts): void {
    this.getUpload(upload.id, upload.facts.key).publishPart(draft, number, facts, this.sequence.next());
  }

  /** Ends an upload, completed or aborted. */
  removeUpload(upload: Upload): void {
    this.uploads.delete(upload.id);
    upload.remove(this.draftsDir);
  }

  private loadUploads(): void {
    const versions = [...this.versions.values()].flat();
    const completed = new Set(versions.map(({ uploadId }) => uploadId));
    const uploadsDir = join(this.dir, 'uploads');
    for (const id of readdirSync(uploadsDir)) {
      const upload = Upload.load(id, uploadsDir, this.sequence);
      if (completed.has(id)) upload.remove(this.draftsDir);
      else this.uploads.set(id, upload);
    }
  }

  /** A key has at most one version called 'null': the latest. A crash can leave two on disk. */
  private insert(version: Version): void {
    const known = this.versions.get(version.key) ?? [];
    const ordered = [version, ...known].sort((left, right) => right.sequence - left.sequence);
    const [, ...stale] = ordered.filter(({ versionId }) => versionId === 'null');
    this.setVersions(
      version.key,
      ordered.filter((other) => !stale.includes(other)),
    );
    for (const { path } of stale) removeSync(path);
  }

  private setVersions(key: string, versions: Version[]): void {
    if (versions.length > 0) {
      if (!this.versions.has(key)) this.keys.add(key);
      this.versions.set(key, versions);
      return;
    }
    this.versions.delete(key);
    this.keys.remove(key);
  }
}

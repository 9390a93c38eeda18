import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Checksum, ChecksumAlgorithm } from './checksums.ts';
import { type Draft, readFacts, removeSync, replaceFile } from './object-file.ts';
import { nameWithSequence, type Sequence, sequenceOfName } from './sequence.ts';

/** What a multipart upload was begun with; `headers` are the finished object's. */
export type UploadFacts = {
  key: string;
  headers: Readonly<Record<string, string>>;
  checksumAlgorithm: ChecksumAlgorithm | undefined;
};

/** What is sealed into a part's file: `etag` is its MD5 in hex; `lastModifiedAt` in milliseconds since the epoch. */
export type PartFacts = {
  size: number;
  etag: string;
  checksum: Checksum | undefined;
  lastModifiedAt: number;
};
export type Part = PartFacts & { number: number; path: string; sequence: number };

const factsFile = 'upload.json';

/** An open multipart upload and its parts, each in a file of its own in the upload's folder. */
export class Upload {
  readonly id: string;
  readonly facts: UploadFacts;
  readonly parts = new Map<number, Part>();
  /** Set while its object is being joined: nobody else may finish or abort it meanwhile. */
  isCompleting = false;
  private readonly dir: string;

  private constructor(id: string, dir: string, facts: UploadFacts) {
    this.id = id;
    this.dir = dir;
    this.facts = facts;
  }

  /** A new upload in a folder of its own under `uploadsDir`, complete on disk before it appears there. */
  static async begin(uploadsDir: string, draftsDir: string, facts: UploadFacts): Promise<Upload> {
    const id = randomBytes(24).toString('hex');
    const draft = join(draftsDir, id);
    mkdirSync(draft);
    await replaceFile(draftsDir, join(draft, factsFile), JSON.stringify(facts));
    renameSync(draft, join(uploadsDir, id));
    return new Upload(id, join(uploadsDir, id), facts);
  }

  static load(id: string, uploadsDir: string, sequence: Sequence): Upload {
    const dir = join(uploadsDir, id);
    const upload = new Upload(id, dir, JSON.parse(readFileSync(join(dir, factsFile), 'utf8')) as UploadFacts);
    for (const file of readdirSync(dir).filter((name) => name !== factsFile)) {
      const path = join(dir, file);
      const part: Part = {
        ...(readFacts(path) as PartFacts),
        number: Number.parseInt(file, 10),
        path,
        sequence: sequenceOfName(file),
      };
      sequence.raise(part.sequence);
      upload.insert(part);
    }
    return upload;
  }

  /** Shows a sealed draft as part `number`, in place of the part of that number if there is one. */
  publishPart(draft: Draft, number: number, facts: PartFacts, sequence: number): void {
    const path = join(this.dir, nameWithSequence(String(number), sequence));
    draft.publish(path);
    this.insert({ ...facts, number, path, sequence });
  }

  /** Takes the folder away in one step, so that no crash leaves a part of an upload. */
  remove(draftsDir: string): void {
    const grave = join(draftsDir, this.id);
    renameSync(this.dir, grave);
    removeSync(grave);
  }

  /** The later of two files of one part number stays; a crash can leave both. */
  private insert(part: Part): void {
    const known = this.parts.get(part.number);
    const isNewer = known === undefined || part.sequence > known.sequence;
    if (isNewer) this.parts.set(part.number, part);
    const stale = isNewer ? known : part;
    if (stale !== undefined) removeSync(stale.path);
  }
}

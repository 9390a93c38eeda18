import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Bucket } from './bucket.ts';
import { removeSync } from './object-file.ts';
import { S3Error } from './s3-error.ts';
import { Sequence } from './sequence.ts';

/** No dots next to dots or at an end, so that a name is a safe folder name too. */
const bucketName = /^(?=.{3,63}$)[a-z0-9](?:[a-z0-9-]|\.(?=[a-z0-9]))*[a-z0-9]$/;

/**
 * All buckets in one folder: `buckets/<name>/` and `drafts/`, where everything is written before one rename shows
 * it. One process may serve a folder at a time: it clears the drafts of the one before it.
 */
export class Store {
  private readonly bucketsDir: string;
  private readonly draftsDir: string;
  private readonly sequence = new Sequence();
  private readonly buckets = new Map<string, Bucket>();

  /** Reads what is there; synchronous, and so done before the first call is heard. */
  constructor(dir: string) {
    this.bucketsDir = join(dir, 'buckets');
    this.draftsDir = join(dir, 'drafts');
    removeSync(this.draftsDir);
    for (const path of [this.bucketsDir, this.draftsDir]) mkdirSync(path, { recursive: true });
    for (const name of readdirSync(this.bucketsDir)) this.load(name);
  }

  /** @throws S3Error InvalidBucketName, BucketAlreadyOwnedByYou */
  async createBucket(name: string): Promise<void> {
    if (!bucketName.test(name)) {
      throw new S3Error('InvalidBucketName', `The specified bucket is not valid: ${name}`, {
        BucketName: name,
      });
    }
    const draft = join(this.draftsDir, `${name}.${this.sequence.next()}`);
    await Bucket.lay(draft, this.draftsDir);
    if (this.buckets.has(name)) {
      throw new S3Error('BucketAlreadyOwnedByYou', 'You already own a bucket of this name.', {
        BucketName: name,
      });
    }
    renameSync(draft, join(this.bucketsDir, name));
    this.load(name);
  }

  /** @throws S3Error NoSuchBucket */
  getBucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (bucket !== undefined) return bucket;
    throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  }

  private load(name: string): void {
    this.buckets.set(name, new Bucket(name, join(this.bucketsDir, name), this.draftsDir, this.sequence));
  }
}

import { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export type JournalObjects = ReturnType<typeof journalObjectsIn>;

/** The journal's bytes: segments of the chain, and closed periods' balances by account. Nothing here is ever changed. */
export function journalObjectsIn(s3: S3Client, Bucket: string) {
  const find = async (Key: string): Promise<Readable | undefined> => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      if (!(Body instanceof Readable)) throw new Error(`S3 sent no body for ${Key}`);
      return Body;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };

  return {
    async put(Key: string, Body: Uint8Array): Promise<void> {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/jsonl' }));
    },

    /** Undefined where it is gone. */
    async findBytes(key: string): Promise<Uint8Array | undefined> {
      const body = await find(key);
      return body && Buffer.concat(await body.toArray());
    },
  };
}

import { createHash, type Hash } from 'node:crypto';
import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

export type ErasableObjects = ReturnType<typeof erasableObjectsIn>;

/** What lies under a kind's names: different ones, all their versions, and a hash of both. */
export type Tally = { objects: number; versions: number; namesSha256: string };

/** Which objects: all that begin with `prefix` and are of a kind. */
export type Target<Kind extends string> = { prefix: string; kindOf: (key: string) => Kind | undefined };

type ObjectVersion = { Key: string; VersionId: string };

/** Objects that go for good: each version, and the markers that a delete without a version leaves. */
export function erasableObjectsIn(s3: S3Client, Bucket: string) {
  async function* versionsUnder(Prefix: string): AsyncGenerator<ObjectVersion[]> {
    let page: ListObjectVersionsCommandOutput | undefined;
    do {
      page = await s3.send(
        new ListObjectVersionsCommand({
          Bucket,
          Prefix,
          KeyMarker: page?.NextKeyMarker,
          VersionIdMarker: page?.NextVersionIdMarker,
        }),
      );
      yield [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key = '', VersionId = '' }) => ({
        Key,
        VersionId,
      }));
    } while (page.IsTruncated);
  }

  return {
    async tally<Kind extends string>({ prefix, kindOf }: Target<Kind>): Promise<Map<Kind, Tally>> {
      const counts = new Map<Kind, { names: Set<string>; versions: number; hash: Hash }>();
      for await (const versions of versionsUnder(prefix))
        for (const { Key, VersionId } of versions) {
          const kind = kindOf(Key);
          if (kind === undefined) continue;
          const count = counts.get(kind) ?? { names: new Set(), versions: 0, hash: createHash('sha256') };
          counts.set(kind, count);
          count.names.add(Key);
          count.versions++;
          count.hash.update(`${Key} ${VersionId}\n`);
        }
      return new Map(
        [...counts].map(([kind, { names, versions, hash }]) => [
          kind,
          { objects: names.size, versions, namesSha256: hash.digest('hex') },
        ]),
      );
    },

    /** Repeated after a crash it goes on with what is left. A page is collected before it is deleted: S3 lists on. */
    async erase<Kind extends string>({ prefix, kindOf }: Target<Kind>): Promise<void> {
      const pages = await Array.fromAsync(versionsUnder(prefix));
      for (const page of pages) {
        const Objects = page.filter(({ Key }) => kindOf(Key) !== undefined);
        if (Objects.length === 0) continue;
        const { Errors } = await s3.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
        );
        const [first] = Errors ?? [];
        if (first) throw new Error(`S3 kept ${first.Key}: ${first.Code} ${first.Message}`);
      }
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { localCredentials, localRegion } from '../../local/dynamo.ts';
import { startS3 } from '../../local/s3/server.ts';

/** S3 of the test file's own with the two buckets, of which tasks is versioned. One socket: a body left unread shows. */
export async function startBuckets() {
  const dir = await mkdtemp(join(tmpdir(), 'buckets-'));
  const server = await startS3({ dir, port: 0, credentials: localCredentials });
  const s3 = new S3Client({
    endpoint: server.url,
    region: localRegion,
    credentials: localCredentials,
    forcePathStyle: true,
    requestHandler: { httpAgent: { maxSockets: 1 }, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  for (const Bucket of ['files', 'tasks']) await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: 'tasks', VersioningConfiguration: { Status: 'Enabled' } }),
  );
  afterAll(async () => {
    s3.destroy();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
  return s3;
}

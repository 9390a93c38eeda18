import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { localCredentials, localRegion } from '../../local/dynamo.ts';
import { startS3 } from '../../local/s3/server.ts';
import { makeAwsBuckets } from '../conformance/aws-things.ts';
import { awsPrefix, cloudUnderTest } from '../conformance/cloud-under-test.ts';
import { modelCloud } from '../conformance/model-cloud.ts';

const prefix = cloudUnderTest === 'aws' ? `${awsPrefix()}-` : '';
export const filesBucket = `${prefix}files`;
export const tasksBucket = `${prefix}tasks`;
const definitions = [
  { name: filesBucket, isVersioned: false },
  { name: tasksBucket, isVersioned: true },
];

/** What a vehicle's own HTTP is to a presigned address. */
export type FetchUrl = (url: string, init?: { method?: string; body?: BodyInit }) => Promise<Response>;

/** S3 of the test file's own with the two buckets, of which tasks is versioned. One socket: a body left unread shows. */
export async function startBuckets(): Promise<{ s3: S3Client; fetchUrl: FetchUrl }> {
  if (cloudUnderTest === 'model') return modelBuckets();
  if (cloudUnderTest === 'aws') return { s3: await makeAwsBuckets(definitions), fetchUrl: fetch };
  const dir = await mkdtemp(join(tmpdir(), 'buckets-'));
  const server = await startS3({ dir, port: 0, credentials: localCredentials });
  const s3 = new S3Client({
    endpoint: server.url,
    region: localRegion,
    credentials: localCredentials,
    forcePathStyle: true,
    requestHandler: { httpAgent: { maxSockets: 1 }, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  for (const { name: Bucket } of definitions) await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: tasksBucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  afterAll(async () => {
    s3.destroy();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
  return { s3, fetchUrl: fetch };
}

function modelBuckets() {
  const { clients, objects } = modelCloud({ buckets: definitions });
  const fetchUrl: FetchUrl = async (url, { method = 'GET', body } = {}) => {
    const bytes = body === undefined ? undefined : new Uint8Array(await new Response(body).arrayBuffer());
    const answer = objects.answerUrl(method, url, bytes);
    return new Response(answer.body as Uint8Array<ArrayBuffer>, answer);
  };
  return { s3: clients.s3, fetchUrl };
}

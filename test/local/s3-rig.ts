import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  NotFound,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, expect } from 'vitest';
import { type S3Server, startS3 } from '../../local/s3/server.ts';
import { Sha256 } from '../../local/s3/sha256.ts';

export const credentials = { accessKeyId: 'local-key', secretAccessKey: 'local-secret' };
export const bucket = 'parking-lot';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function onCleanup(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}

export async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 's3-'));
  onCleanup(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A real client that never retries, so that a test sees each refusal. */
export function makeClient(url: string, config: S3ClientConfig = {}): S3Client {
  const client = new S3Client({
    endpoint: url,
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials,
    maxAttempts: 1,
    ...config,
  });
  onCleanup(async () => client.destroy());
  return client;
}

export async function serve(dir: string, now?: () => number): Promise<S3Server> {
  const server = await startS3({ dir, port: 0, credentials, ...(now && { now }) });
  onCleanup(() => server.close());
  return server;
}

/** A server in a fresh folder, a client for it, and one bucket. */
export async function makeRig(options: { isVersioned?: boolean; now?: () => number } = {}) {
  const dir = await makeDir();
  const server = await serve(dir, options.now);
  const client = makeClient(server.url);
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  if (options.isVersioned === true) {
    await client.send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
  }
  return { dir, server, client };
}

export const resultKey = 'results/1.bin';

/** Writes `result` under `resultKey`, or what `input` says instead. */
export function putResult(client: S3Client, input: Partial<PutObjectCommandInput> = {}) {
  return client.send(new PutObjectCommand({ Bucket: bucket, Key: resultKey, Body: 'result', ...input }));
}

/** Whoever was refused must not have left an object all the same. */
export async function expectNoResult(client: S3Client): Promise<void> {
  const head = client.send(new HeadObjectCommand({ Bucket: bucket, Key: resultKey }));
  await expect(head).rejects.toBeInstanceOf(NotFound);
}

/** The `Code` of an S3 error body. */
export function codeOf(xml: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(xml)?.[1];
}

/** Sends what a client that does not check itself would: `headers` are signed as given, whatever the body is. */
export async function sendRaw(url: string, headers: Record<string, string>, body: string) {
  const { host, hostname, pathname } = new URL(url);
  const signer = new SignatureV4({
    service: 's3',
    region: 'x',
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const signed = await signer.sign({
    method: 'PUT',
    protocol: 'http:',
    hostname,
    path: pathname,
    headers: { host, ...headers },
  });
  return fetchRaw(url, signed.headers, body);
}

export function fetchRaw(url: string, headers: Record<string, string>, body: string) {
  return new Promise<{ status: number | undefined; code: string | undefined }>((resolve, reject) => {
    const call = request(url, { method: 'PUT', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, code: codeOf(text) }));
    });
    call.on('error', reject).end(body);
  });
}

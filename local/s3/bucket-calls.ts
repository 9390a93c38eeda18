import { receiveText } from './body.ts';
import type { Versioning } from './bucket.ts';
import type { Call } from './call.ts';
import { type Reply, xmlReply } from './reply.ts';
import { S3Error } from './s3-error.ts';
import { parseXml } from './xml.ts';

/** The region in the body does not matter here, its integrity does. */
export async function createBucket({ request, store }: Call): Promise<Reply> {
  await receiveText(request);
  await store.createBucket(request.bucket);
  return { status: 200, headers: { location: `/${request.bucket}` } };
}

export async function headBucket({ request, store }: Call): Promise<Reply> {
  store.getBucket(request.bucket);
  return { status: 200, headers: {} };
}

function parseVersioning(text: string): Versioning {
  const content = parseXml(text, 'VersioningConfiguration');
  const { Status: status, ...rest } = (typeof content === 'object' ? content : {}) as Record<string, unknown>;
  if ((status !== 'Enabled' && status !== 'Suspended') || Object.keys(rest).length > 0) {
    throw new S3Error('MalformedXML', 'VersioningConfiguration must hold one Status: Enabled or Suspended.');
  }
  return status;
}

export async function putBucketVersioning({ request, store }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  await bucket.setVersioning(parseVersioning(await receiveText(request)));
  return { status: 200, headers: {} };
}

export async function getBucketVersioning({ request, store }: Call): Promise<Reply> {
  const { versioning } = store.getBucket(request.bucket);
  return xmlReply('VersioningConfiguration', {
    Status: versioning === 'Unversioned' ? undefined : versioning,
  });
}

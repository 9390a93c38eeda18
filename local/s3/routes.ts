import { receiveBody } from './body.ts';
import { createBucket, getBucketVersioning, headBucket, putBucketVersioning } from './bucket-calls.ts';
import { type Call, refuseUnknownHeaders } from './call.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { getObject, headObject, responseOverrides } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { listVersions } from './list-versions.ts';
import { abortMultipartUpload, createMultipartUpload, listParts, uploadPart } from './multipart-calls.ts';
import { putObject } from './put-object.ts';
import type { Reply } from './reply.ts';
import type { S3Request } from './request.ts';
import { S3Error } from './s3-error.ts';

/** `needs`: query parameters that make the call what it is; `takes`: those it may have besides. */
type Route = {
  on: 'bucket' | 'object';
  method: string;
  needs: readonly string[];
  takes: readonly string[];
  handle: (call: Call) => Promise<Reply>;
};

const listParameters = [
  'prefix',
  'delimiter',
  'continuation-token',
  'start-after',
  'max-keys',
  'encoding-type',
];
const versionParameters = ['prefix', 'key-marker', 'version-id-marker', 'max-keys', 'encoding-type'];
const readParameters = ['versionId', ...responseOverrides];
const partParameters = ['max-parts', 'part-number-marker'];

function route(on: Route['on'], line: string, handle: Route['handle'], takes: readonly string[] = []): Route {
  const [method = '', ...needs] = line.split(' ');
  return { on, method, needs, takes, handle };
}

const routes: readonly Route[] = [
  route('bucket', 'PUT', createBucket),
  route('bucket', 'HEAD', headBucket),
  route('bucket', 'PUT versioning', putBucketVersioning),
  route('bucket', 'GET versioning', getBucketVersioning),
  route('bucket', 'GET list-type', listObjects, listParameters),
  route('bucket', 'GET versions', listVersions, versionParameters),
  route('bucket', 'POST delete', deleteObjects),
  route('object', 'PUT', putObject),
  route('object', 'GET', getObject, readParameters),
  route('object', 'HEAD', headObject, readParameters),
  route('object', 'DELETE', deleteObject, ['versionId']),
  route('object', 'POST uploads', createMultipartUpload),
  route('object', 'PUT uploadId partNumber', uploadPart),
  route('object', 'POST uploadId', completeMultipartUpload),
  route('object', 'DELETE uploadId', abortMultipartUpload),
  route('object', 'GET uploadId', listParts, partParameters),
];

function isMatch({ on, method, needs, takes }: Route, request: S3Request): boolean {
  if (request.bucket === '' || on !== (request.key === '' ? 'bucket' : 'object')) return false;
  if (method !== request.method || needs.some((name) => !request.query.has(name))) return false;
  const known = ['x-id', ...needs, ...takes];
  return [...request.query.keys()].every((name) => known.includes(name) || /^x-amz-/i.test(name));
}

/**
 * Answers a verified call. A parameter that would make it another call (`?tagging`, `?acl`) is refused: taken
 * for a plain PUT it would overwrite the object.
 * @throws S3Error NotImplemented, or what the call itself refuses
 */
export async function answerCall(call: Call): Promise<Reply> {
  const { request } = call;
  refuseUnknownHeaders(request);
  const found = routes.find((candidate) => isMatch(candidate, request));
  if (found === undefined) {
    const names = [...request.query.keys()].filter((name) => !/^x-(amz-|id$)/i.test(name)).join('&');
    throw new S3Error(
      'NotImplemented',
      `This S3 stand-in has no ${request.method} ${request.canonicalPath}${names === '' ? '' : `?${names}`}: see local/s3/routes.ts for the calls it has.`,
    );
  }
  if (['GET', 'HEAD', 'DELETE'].includes(request.method)) await receiveBody(request, () => undefined);
  return found.handle(call);
}

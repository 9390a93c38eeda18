import { receiveBody } from './body.ts';
import type { ObjectFacts } from './bucket.ts';
import { type Call, objectHeaders, versionHeaders } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import { parseWriteCondition } from './conditions.ts';
import { Draft } from './object-file.ts';
import type { Reply } from './reply.ts';

/** PutObject: streamed to a draft, shown only when it is whole, verified and on disk. */
export async function putObject({ request, store, now }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  const condition = parseWriteCondition(request.headers);
  const headers = objectHeaders(request);
  const draft = await Draft.open(bucket.draftsDir);
  try {
    const { size, md5, checksum } = await receiveBody(request, (chunk) => draft.write(chunk));
    const facts: ObjectFacts = {
      key: request.key,
      versionId: bucket.makeVersionId(),
      isDeleteMarker: false,
      size,
      etag: md5,
      lastModifiedAt: now(),
      headers,
      checksum,
      uploadId: undefined,
    };
    await draft.seal(facts);
    const version = bucket.publish(draft, facts, condition);
    return {
      status: 200,
      headers: { etag: `"${md5}"`, ...checksumHeaders(checksum), ...versionHeaders(bucket, version) },
    };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

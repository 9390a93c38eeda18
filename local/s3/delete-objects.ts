import { z } from 'zod';
import { receiveText } from './body.ts';
import type { Call } from './call.ts';
import { deleteOne } from './delete-object.ts';
import { type Reply, xmlReply } from './reply.ts';
import { S3Error } from './s3-error.ts';
import { parseXml, type Xml } from './xml.ts';

const maximumObjects = 1000;

const document = z.strictObject({
  Object: z
    .array(z.strictObject({ Key: z.string().min(1), VersionId: z.string().min(1).optional() }))
    .min(1)
    .max(maximumObjects),
  Quiet: z.enum(['true', 'false']).optional(),
});

/** DeleteObjects: up to 1,000 at once, each as DeleteObject does; what is not there counts as deleted. */
export async function deleteObjects({ request, store, now }: Call): Promise<Reply> {
  const bucket = store.getBucket(request.bucket);
  const parsed = document.safeParse(parseXml(await receiveText(request), 'Delete'));
  if (!parsed.success)
    throw new S3Error(
      'MalformedXML',
      `Delete must hold 1 to ${maximumObjects} Objects, each of a Key and perhaps a VersionId.`,
    );
  const deleted: Xml[] = [];
  for (const { Key, VersionId } of parsed.data.Object) {
    const { marker, version } = await deleteOne(bucket, { key: Key, versionId: VersionId }, now());
    deleted.push({
      Key,
      VersionId,
      ...(marker && { DeleteMarker: true, DeleteMarkerVersionId: marker.versionId }),
      ...(version?.isDeleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: version.versionId }),
    });
  }
  return xmlReply('DeleteResult', parsed.data.Quiet === 'true' ? {} : { Deleted: deleted });
}

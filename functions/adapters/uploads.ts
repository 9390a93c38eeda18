import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type CustomerUpload, type UploadPart, uploadLimits } from '../../shared/customer-upload.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import type { FileName } from './file-objects.ts';
import { keys } from './keys.ts';

/** An upload is told as expired for so long; then the table forgets it. */
const toldSeconds = 86_400;

/**
 * Where a part's bytes lie: S3 joins no parts of less than 5 MiB, and customers' may be smaller, so each is an object
 * of its own. Under a prefix that the bucket's lifecycle empties after a day.
 */
export const partObject = ({ customerId, partId }: Pick<UploadPart, 'customerId' | 'partId'>): FileName => ({
  customerId: `parts/${customerId}`,
  fileId: partId,
});

/** Files that come in parts, and the parts that came in. */
export function uploadsIn(db: DynamoDBDocumentClient, TableName: string) {
  return {
    /** Refuses with not_found, also where it is another customer's. */
    async get(customerId: string, uploadId: string): Promise<CustomerUpload> {
      const Key = keys.upload(customerId, uploadId);
      const { Item } = await db.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      if (!Item) throw notFound(uploadId);
      return recordOf<CustomerUpload>(Item);
    },

    async parts({ customerId, uploadId }: CustomerUpload): Promise<UploadPart[]> {
      const { pk, sk } = keys.uploadPart(customerId, uploadId, '');
      const pages = paginateQuery(
        { client: db },
        {
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :parts)',
          ExpressionAttributeValues: { ':pk': pk, ':parts': sk },
          ConsistentRead: true,
        },
      );
      const found: UploadPart[] = [];
      for await (const { Items } of pages) found.push(...(Items ?? []).map(recordOf<UploadPart>));
      return found;
    },
  };
}

export const uploadWrites = {
  create: (upload: CustomerUpload): Write => ({
    put: {
      Item: {
        ...keys.upload(upload.customerId, upload.uploadId),
        ...upload,
        expiresAtSeconds: goneAtSeconds(upload),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `upload ${upload.uploadId} exists already`),
  }),

  /** Counted in the upload, so that what comes in is bounded, and none comes in once it has ended. */
  addPart: (upload: CustomerUpload, part: UploadPart): readonly [Write, Write] => [
    {
      put: {
        Item: {
          ...keys.uploadPart(part.customerId, part.uploadId, part.partId),
          ...part,
          expiresAtSeconds: goneAtSeconds(upload),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `part ${part.partId} exists already`),
    },
    {
      update: {
        Key: keys.upload(upload.customerId, upload.uploadId),
        UpdateExpression: 'SET receivedBytes = receivedBytes + :bytes, receivedParts = receivedParts + :one',
        ConditionExpression: '#status = :pending AND receivedBytes <= :room AND receivedParts < :most',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':bytes': part.bytes,
          ':one': 1,
          ':pending': 'pending',
          ':room': uploadLimits.receivedTimes * upload.bytes - part.bytes,
          ':most': uploadLimits.parts,
        },
      },
      otherwise: new Refusal(
        'invalid_request',
        `The upload ${upload.uploadId} takes no more parts: it has ended, or its parts are more than ` +
          `${uploadLimits.parts} or have more than ${uploadLimits.receivedTimes} times its bytes.`,
      ),
    },
  ],

  end: (upload: CustomerUpload, ended: Pick<CustomerUpload, 'status' | 'fileId'>): Write => ({
    update: {
      Key: keys.upload(upload.customerId, upload.uploadId),
      UpdateExpression: `SET #status = :status${ended.fileId ? ', fileId = :fileId' : ''}`,
      ConditionExpression: '#status = :pending',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':status': ended.status,
        ':pending': 'pending',
        ...(ended.fileId && { ':fileId': ended.fileId }),
      },
    },
    otherwise: new Refusal('conflict', `The upload ${upload.uploadId} was completed or cancelled meanwhile.`),
  }),
};

const goneAtSeconds = ({ expiresAt }: CustomerUpload) => Math.ceil(expiresAt / 1_000) + toldSeconds;

const notFound = (uploadId: string) => new Refusal('not_found', `No such Upload object: ${uploadId}`);

function recordOf<Kept>(item: Record<string, unknown>): Kept {
  const { pk: _pk, sk: _sk, expiresAtSeconds: _gone, ...kept } = item;
  return kept as Kept;
}

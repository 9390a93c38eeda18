import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchUpload,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload as StreamedUpload } from '@aws-sdk/lib-storage';
import type { ByteRange } from '../../shared/byte-range.ts';
import { type Line, linesOf } from './lines.ts';

export type FileName = { customerId: string; fileId: string };
export type UploadedPart = { PartNumber: number; ETag: string };

/** S3 joins parts of at least this size, the last one apart. */
export const leastPartBytes = 5 * 1024 * 1024;

/** Of what comes in as a stream: a part fills while another is sent, so that one file takes some 30 MB of memory. */
const streamed = { partSize: 5 * 1024 * 1024, queueSize: 2 };

export type FileObjects = ReturnType<typeof fileObjectsIn>;

/** The bytes of customers' files. Encrypted by the bucket's key; the tenant is in the object's key. */
export function fileObjectsIn(s3: S3Client, Bucket: string) {
  const at = ({ customerId, fileId }: FileName) => ({ Bucket, Key: `${customerId}/${fileId}` });
  const get = async (name: FileName, range?: `bytes=${string}`): Promise<Readable> => {
    const { Body } = await s3.send(new GetObjectCommand({ ...at(name), ...(range && { Range: range }) }));
    if (!(Body instanceof Readable)) throw new Error(`S3 sent no body for ${name.fileId}`);
    return Body;
  };
  const open = (name: FileName, fromByte = 0) => get(name, fromByte > 0 ? `bytes=${fromByte}-` : undefined);

  return {
    open,

    openRange: (name: FileName, { first, last }: ByteRange) => get(name, `bytes=${first}-${last}`),

    async put(name: FileName, body: Uint8Array): Promise<void> {
      await s3.send(new PutObjectCommand({ ...at(name), Body: body, ContentType: 'application/jsonl' }));
    },

    /**
     * Keeps what `bytes` yield, in one put where it is less than a part, else in parts. Where they throw, nothing is
     * kept and what was sent is taken back.
     */
    async store(name: FileName, bytes: AsyncIterable<Uint8Array>): Promise<void> {
      const params = {
        ...at(name),
        Body: Readable.from(bytes, { objectMode: false }),
        ContentType: 'application/jsonl',
      };
      await new StreamedUpload({ client: s3, params, ...streamed }).done();
    },

    async delete(name: FileName): Promise<void> {
      await s3.send(new DeleteObjectCommand(at(name)));
    },

    /** Non-empty lines in order, from a line's first byte on, in bounded memory. Ends the download when left early. */
    async *lines(name: FileName, fromByte = 0): AsyncGenerator<Line> {
      const body = await open(name, fromByte);
      try {
        yield* linesOf(body, fromByte);
      } finally {
        body.destroy();
      }
    },

    async beginUpload(name: FileName): Promise<string> {
      const { UploadId } = await s3.send(
        new CreateMultipartUploadCommand({ ...at(name), ContentType: 'application/jsonl' }),
      );
      if (!UploadId) throw new Error('S3 began an upload without an id');
      return UploadId;
    },

    async uploadPart(name: FileName, upload: Upload, Body: Uint8Array): Promise<UploadedPart> {
      const PartNumber = upload.parts.length + 1;
      const { ETag } = await s3.send(
        new UploadPartCommand({ ...at(name), UploadId: upload.uploadId, PartNumber, Body }),
      );
      if (!ETag) throw new Error('S3 took a part without an ETag');
      return { PartNumber, ETag };
    },

    async completeUpload(name: FileName, { uploadId, parts }: Upload): Promise<void> {
      await s3.send(
        new CompleteMultipartUploadCommand({
          ...at(name),
          UploadId: uploadId,
          MultipartUpload: { Parts: [...parts] },
        }),
      );
    },
  };
}

type Upload = { uploadId: string; parts: readonly UploadedPart[] };

/** An upload that is gone: a call completed it and broke off before it could say so, or it lay too long. */
export const isUploadGone = (error: unknown): boolean => error instanceof NoSuchUpload;

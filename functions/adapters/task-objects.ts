import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Refusal } from '../../shared/refusal.ts';
import { type Task, taskId } from '../../shared/task.ts';

export type TaskObjects = ReturnType<typeof taskObjectsIn>;

type ResultName = { task: Task; fence: number; versionId: string };

/** No result of a task of at most 1 MB comes near it; it bounds what one hand-in can make the market read. */
export const resultMaxBytes = 16 * 1024 * 1024;

/** Sealed payloads and results: what lies here can't be read without the task's key. */
export function taskObjectsIn(s3: S3Client, Bucket: string) {
  // Named after the task it continues as well: two that want one number must not write over each other's requests.
  const payload = ({ continues, ...task }: Task) => ({
    Bucket,
    Key: `${task.batchId}/${taskId(task)}/payload${continues === undefined ? '' : `-of-${continues}`}`,
  });
  const result = (task: Task, fence: number) => ({
    Bucket,
    Key: `${task.batchId}/${taskId(task)}/result-${fence}`,
  });
  const bytesOf = async (where: { Bucket: string; Key: string; VersionId?: string }) => {
    const { Body, ContentLength = 0 } = await s3.send(new GetObjectCommand(where));
    if (ContentLength > resultMaxBytes) {
      // Left unread it would keep its connection for ever.
      if (Body instanceof Readable) Body.destroy();
      throw new Refusal(
        'invalid_result',
        `the object has ${ContentLength} bytes, more than ${resultMaxBytes}`,
      );
    }
    return new Uint8Array((await Body?.transformToByteArray()) ?? []);
  };

  return {
    async putPayload(task: Task, sealed: Uint8Array): Promise<void> {
      await s3.send(new PutObjectCommand({ ...payload(task), Body: sealed }));
    },

    getPayload: (task: Task) => bytesOf(payload(task)),

    /** The result of exactly this version and hash, or invalid_result. A later overwrite is another version. */
    async getResult(
      { task, fence, versionId }: ResultName,
      sha256: string,
    ): Promise<Uint8Array<ArrayBuffer>> {
      const bytes = await bytesOf({ ...result(task, fence), VersionId: versionId }).catch(
        (error: unknown) => {
          throw isMissing(error)
            ? new Refusal('invalid_result', `there is no result of version ${versionId} for ${taskId(task)}`)
            : error;
        },
      );
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found !== sha256)
        throw new Refusal(
          'invalid_result',
          `the result of ${taskId(task)} has the hash ${found}, not ${sha256}`,
        );
      return bytes;
    },

    /** Made here without asking S3. A vehicle can read this payload and write under this fence, nothing else. */
    async leaseUrls(
      task: Task,
      expiresInSeconds: number,
    ): Promise<{ payloadUrl: string; resultUrl: string }> {
      const expiresIn = Math.ceil(expiresInSeconds);
      const [payloadUrl, resultUrl] = await Promise.all([
        getSignedUrl(s3, new GetObjectCommand(payload(task)), { expiresIn }),
        getSignedUrl(s3, new PutObjectCommand(result(task, task.fence)), { expiresIn }),
      ]);
      return { payloadUrl, resultUrl };
    },
  };
}

/** S3 answers an unknown version id with 400, an unknown key with NoSuchKey, a deleted version with NoSuchVersion. */
const isMissing = (error: unknown) =>
  error instanceof NoSuchKey ||
  (error instanceof S3ServiceException && ['NoSuchVersion', 'InvalidArgument'].includes(error.name));

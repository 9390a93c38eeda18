import { createHash } from 'node:crypto';
import type { UploadPart } from '../../../shared/customer-upload.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { partObject } from '../../adapters/uploads.ts';
import type { Deps } from '../../edge/deps.ts';

/** The bytes of all parts, one after the other as S3 sends them. Refuses with invalid_request at the end, if they have another MD5. */
export async function* joinParts(
  { fileObjects }: Deps,
  parts: readonly UploadPart[],
  md5: string | undefined,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('md5');
  for (const part of parts) {
    const bytes = await fileObjects.open(partObject(part));
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const joined = hash.digest('hex');
  if (md5 && md5.toLowerCase() !== joined)
    throw new Refusal('invalid_request', `md5: the parts joined have the MD5 ${joined}, not ${md5}.`, {
      param: 'md5',
    });
}

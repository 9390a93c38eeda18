import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import { inputBytes } from './input-file.ts';

/** A function of AWS takes 6 MB in base64: 4.5 MB of bytes, and the form around them. */
const partBytes = 4_000_000;

type Upload = {
  openai: OpenAI;
  path: string;
  /** Each call under a key made of this one: sent again it has its effect once. */
  idempotencyKey: string;
  /** Only where it takes more than one call. */
  onProgress: (sent: number, bytes: number) => void;
};

/** Sends a batch's input, in parts where one call can't take it; the file's id. */
export async function uploadInput(upload: Upload): Promise<string> {
  const bytes = await inputBytes(upload.path);
  return bytes <= partBytes ? uploadWhole(upload, bytes) : uploadParts(upload, bytes);
}

async function uploadWhole({ openai, path, ...upload }: Upload, bytes: number): Promise<string> {
  const [content = Buffer.alloc(0)] = await Array.fromAsync(partsOf(path, bytes));
  const { id } = await openai.files.create(
    { file: await toFile(content, basename(path)), purpose: 'batch' },
    under(`${upload.idempotencyKey}/file`),
  );
  return id;
}

/** One after the other, so that a part is in memory at a time. The market holds their MD5 to the file's. */
async function uploadParts({ openai, path, ...upload }: Upload, bytes: number): Promise<string> {
  const { id } = await openai.uploads.create(
    { purpose: 'batch', filename: basename(path), bytes, mime_type: 'application/jsonl' },
    under(`${upload.idempotencyKey}/upload`),
  );
  const md5 = createHash('md5');
  const part_ids: string[] = [];
  let sent = 0;
  upload.onProgress(sent, bytes);
  for await (const part of partsOf(path, bytes)) {
    md5.update(part);
    const key = `${upload.idempotencyKey}/part-${part_ids.length}`;
    const { id: partId } = await openai.uploads.parts.create(
      id,
      { data: await toFile(part, 'part') },
      under(key),
    );
    part_ids.push(partId);
    sent += part.length;
    upload.onProgress(sent, bytes);
  }
  const { file } = await openai.uploads.complete(
    id,
    { part_ids, md5: md5.digest('hex') },
    under(`${upload.idempotencyKey}/complete`),
  );
  if (!file) throw new Error('The market completed the upload without a file.');
  return file.id;
}

const under = (idempotencyKey: string) => ({ headers: { 'Idempotency-Key': idempotencyKey } });

/** The first `bytes` of a file: one that grows meanwhile is sent as long as it was announced. */
async function* partsOf(path: string, bytes: number): AsyncGenerator<Buffer<ArrayBuffer>> {
  const file = await open(path);
  try {
    for (let at = 0; at < bytes; at += partBytes) {
      const part = Buffer.alloc(Math.min(partBytes, bytes - at));
      const { bytesRead } = await file.read(part, 0, part.length, at);
      if (bytesRead < part.length)
        throw new Error(`${path} became shorter while it was sent. Send it again.`);
      yield part;
    }
  } finally {
    await file.close();
  }
}

import { createHash, type Hash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { Refusal } from '../../shared/refusal.ts';

/** What becomes of a form's parts, in the order they come in. What either throws ends the reading. */
export type PartReader = {
  onField: (name: string, value: string) => void;
  /** Reads `bytes` to their end; only then the parts behind them come. */
  onFile: (name: string, filename: string, bytes: AsyncIterable<Uint8Array>) => Promise<unknown>;
};

/** Of a form whose fields are short words: anything beyond is refused, not cut. */
const limits = { fieldSize: 4_096, parts: 32, headerPairs: 32, headerSize: 16_384 };

/**
 * Reads a multipart form as it comes in, no faster than its files are taken. Resolves with a hash of the parts, which
 * is the same whatever their boundary and order. What `onFile` began may still go on then, and when it throws. Refuses with
 * request_too_large (more than `maxBytes`) and invalid_request (malformed, or broken off).
 */
export async function readMultipart(
  request: Request,
  maxBytes: number,
  { onField, onFile }: PartReader,
): Promise<string> {
  const boy = openForm(request);
  const digest = partsDigest();
  const files: BusboyFileStream[] = [];
  let refused: { error: unknown } | undefined;
  const end = (error: unknown) => {
    refused ??= { error };
    boy.destroy(error as Error);
  };
  const guard = (read: () => void) => {
    try {
      read();
    } catch (error) {
      end(error);
    }
  };
  boy.on('field', (name, value, _nameIsCut, isCut) =>
    guard(() => {
      if (isCut) throw malformed(`the field '${name}' is too long`);
      digest.field(name, value);
      onField(name, value);
    }),
  );
  boy.on('file', (name, stream, filename) => {
    files.push(stream);
    // Whoever reads the stream hears of it too; where nobody does, it would end the process.
    stream.on('error', () => {});
    onFile(name, filename ?? '', digest.file(name, filename ?? '', stream)).catch(end);
  });
  boy.on('partsLimit', () => end(malformed(`it has more than ${limits.parts} parts`)));
  try {
    await pipeline(limited(request, maxBytes), boy);
  } catch (error) {
    for (const stream of files) stream.destroy(error as Error);
    throw refused ? refused.error : malformed(error);
  }
  return digest.digest();
}

function openForm(request: Request) {
  const contentType = request.headers.get('content-type') ?? '';
  if (!isMultipart(contentType))
    throw new Refusal('invalid_request', 'A file is sent as a form: "Content-Type: multipart/form-data".', {
      status: 415,
    });
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch (error) {
    throw malformed(error);
  }
}

export const isMultipart = (contentType: string | undefined): boolean =>
  /^multipart\/form-data\b/i.test(contentType ?? '');

/** Left early, the body is not cancelled: that would close the connection before the answer has gone out. */
async function* limited({ body }: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (!body) throw malformed('it is empty');
  let bytes = 0;
  for await (const chunk of body.values({ preventCancel: true })) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new Refusal('request_too_large', `The form is too large; it may have ${maxBytes} bytes.`);
    yield chunk;
  }
}

/** A form that can't be read is its sender's error, and so is a connection that breaks. */
function malformed(what: unknown): Refusal {
  if (what instanceof Refusal) return what;
  const why = what instanceof Error ? what.message : String(what);
  return new Refusal('invalid_request', `The form is malformed or broke off before its end: ${why}.`);
}

/** Each part by its name, its file's name and its bytes; sorted, since clients may order them anew. */
function partsDigest() {
  const parts: { head: string[]; hash: Hash }[] = [];
  const begin = (...head: string[]) => {
    const hash = createHash('sha256');
    parts.push({ head, hash });
    return hash;
  };
  return {
    field: (name: string, value: string) => {
      begin('field', name).update(value);
    },
    async *file(name: string, filename: string, bytes: AsyncIterable<Uint8Array>) {
      const hash = begin('file', name, filename);
      try {
        for await (const chunk of bytes) {
          hash.update(chunk);
          yield chunk;
        }
      } catch (error) {
        throw malformed(error);
      }
    },
    digest: () => {
      const all = parts.map(({ head, hash }) => JSON.stringify([...head, hash.digest('hex')]));
      return createHash('sha256').update(all.sort().join('\n')).digest('hex');
    },
  };
}

import type { Context } from 'hono';
import type { z } from 'zod';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { invalidRequest, type Variables } from '../../edge/http.ts';
import { readMultipart } from '../../edge/multipart.ts';

/** Room for the form around its file. */
const formBytes = 100_000;

type UploadForm<Fields> = {
  /** The name of the part that carries the file. */
  fileField: string;
  maxBytes: number;
  /** A strict object of all other parts. */
  fields: z.ZodType<Fields>;
};

type Upload<Fields> = { fields: Fields; filename: string; bytes: number };

/**
 * Reads a form of one file and some fields as it comes in. `keep` takes the bytes; their end comes only after the
 * form's own, when all of it was found good, and they throw the refusal where it was not: whoever keeps them as they
 * come has nothing to take back. Refuses with invalid_file (empty), file_too_large, invalid_request.
 */
export async function readUpload<Fields>(
  c: Context<{ Variables: Variables }>,
  form: UploadForm<Fields>,
  keep: (bytes: AsyncIterable<Uint8Array>) => Promise<unknown>,
): Promise<Upload<Fields>> {
  const { fileField, maxBytes } = form;
  if (Number(c.req.header('content-length') ?? 0) > maxBytes + formBytes) throw tooLarge(form);
  const given: Record<string, string> = {};
  const judged = Promise.withResolvers<Fields>();
  judged.promise.catch(() => {});
  let file: { name: string; bytes: number; kept: Promise<unknown> } | undefined;

  async function* counted(bytes: AsyncIterable<Uint8Array>, count: { bytes: number }) {
    for await (const chunk of bytes) {
      count.bytes += chunk.length;
      if (count.bytes > maxBytes) throw tooLarge(form);
      yield chunk;
    }
    if (count.bytes === 0) throw new Refusal('invalid_file', 'The file is empty.', { param: fileField });
    await judged.promise;
  }

  try {
    const sha256 = await readMultipart(c.req.raw, maxBytes + formBytes, {
      onField: (name, value) => {
        if (name === fileField) throw noFile(fileField);
        if (name in given) throw new Refusal('invalid_request', `${name} is given twice.`, { param: name });
        given[name] = value;
      },
      onFile: (name, filename, bytes) => {
        if (file || name !== fileField) return Promise.reject(unexpectedFile(name, fileField));
        const count = { bytes: 0 };
        file = Object.assign(count, { name: filename, kept: keep(counted(bytes, count)) });
        return file.kept;
      },
    });
    if (!file) throw noFile(fileField);
    judged.resolve(judge(form, given));
    c.set('formSha256', sha256);
  } catch (error) {
    // Both counts may be first: the form's as it comes in, and the file's as it is taken.
    const told = isRefusal(error, 'request_too_large') ? tooLarge(form) : error;
    judged.reject(told);
    await file?.kept.catch(() => {});
    throw told;
  }
  await file.kept;
  return { fields: await judged.promise, filename: file.name, bytes: file.bytes };
}

function judge<Fields>({ fields }: UploadForm<Fields>, given: Record<string, string>): Fields {
  const parsed = fields.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [unknown] = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  if (unknown)
    throw new Refusal('unsupported_parameter', `Unsupported parameter: '${unknown}'.`, { param: unknown });
  throw invalidRequest(parsed.error.issues);
}

const noFile = (fileField: string) =>
  new Refusal('invalid_request', `${fileField}: a file is wanted, as a part of the form with a filename.`, {
    param: fileField,
  });

const unexpectedFile = (name: string, fileField: string) =>
  new Refusal('invalid_request', `One file is wanted, as '${fileField}'; there is another, as '${name}'.`, {
    param: name,
  });

const tooLarge = ({ fileField, maxBytes }: UploadForm<unknown>) =>
  new Refusal('file_too_large', `The file is too large; it may have ${maxBytes} bytes.`, {
    param: fileField,
  });

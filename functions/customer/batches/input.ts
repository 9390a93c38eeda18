import { createHash } from 'node:crypto';
import type { Endpoint } from '../../../shared/catalogue.ts';
import type { InlineRequest } from '../../../shared/contract/batch-input.ts';
import { type CustomerFile, fileLifeMillis } from '../../../shared/customer-file.ts';
import type { InputParam, quoteReader } from '../../../shared/quote.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Deps } from '../../edge/deps.ts';

/** What a batch or a quote is of: a file of the customer, or one that is written of inline requests. */
export type Input = {
  file: CustomerFile;
  param: InputParam;
  /** Bytes that no file has yet. */
  inline?: { lines: readonly string[]; bytes: Uint8Array<ArrayBuffer>; sha256: string };
};

type Asked = {
  input_file_id?: string | undefined;
  requests?: readonly InlineRequest[] | undefined;
};

/** Refuses with not_found and invalid_file. Nothing is written. */
export async function inputOf(
  deps: Deps,
  customerId: string,
  { input_file_id: fileId = '', requests }: Asked,
  endpoint: Endpoint,
): Promise<Input> {
  if (!requests) return { file: await getInputFile(deps, customerId, fileId), param: 'input_file_id' };
  const inline = inlineOf(requests, endpoint);
  const createdAt = deps.now();
  const file: CustomerFile = {
    customerId,
    fileId: deps.newId('file'),
    filename: 'requests.jsonl',
    purpose: 'batch',
    bytes: inline.bytes.length,
    createdAt,
    expiresAt: createdAt + fileLifeMillis,
  };
  return { file, param: 'requests', inline };
}

/** A file that may be run: refuses with not_found and invalid_file. */
export async function getInputFile(
  { files }: Deps,
  customerId: string,
  fileId: string,
): Promise<CustomerFile> {
  const file = await files.get(customerId, fileId);
  if (file.purpose !== 'batch')
    throw new Refusal('invalid_file', `The file ${fileId} has the purpose ${file.purpose}, not batch.`, {
      param: 'input_file_id',
    });
  return file;
}

/** Requests as the lines of a file. What every line must say is filled in, the rest is judged as a file's line is. */
export function inlineOf(requests: readonly InlineRequest[], endpoint: Endpoint) {
  const lines = requests.map(({ method = 'POST', url = endpoint, ...rest }) =>
    JSON.stringify({ ...rest, method, url }),
  );
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  return { lines, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Reads all lines. Throws invalid_batch where the file itself can't be read on; see also the reader's own refusals. */
export async function readInput(
  { fileObjects }: Deps,
  { file, param, inline }: Input,
  reader: ReturnType<typeof quoteReader>,
): Promise<void> {
  for (const text of inline?.lines ?? []) reader.read(text);
  if (!inline && param === 'input_file_id')
    for await (const { text } of fileObjects.lines(file)) reader.read(text);
}

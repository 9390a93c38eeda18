import pRetry from 'p-retry';
import type { CustomerFile } from '../../../shared/customer-file.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { afterDownload } from '../../../shared/retention.ts';
import { batchWrites } from '../../adapters/batches.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * The bytes as they are, and a note once the last one was taken: with its files downloaded a zero-retention batch is
 * delivered, and its content goes. A note that fails costs nothing: the batch's day after its end then decides.
 */
export function notingDownload(
  deps: Deps,
  file: CustomerFile,
  bytes: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  if (file.zeroRetentionOf === undefined) return bytes;
  const batchId = file.zeroRetentionOf;
  const flush = () =>
    note(deps, { ...file, batchId }).catch((error: unknown) =>
      deps.reportFault(error, `download of ${file.fileId}`),
    );
  return bytes.pipeThrough(new TransformStream({ flush }));
}

async function note(
  { batches, commit, now }: Deps,
  { customerId, batchId, fileId }: CustomerFile & { batchId: string },
): Promise<void> {
  const decide = async () => {
    const batch = await batches.get({ customerId, batchId });
    const changes = afterDownload(batch, fileId, now());
    if (changes) await commit([batchWrites.change(batch, changes)]);
  };
  // Both of a batch's files may come to their end at once.
  const shouldRetry = ({ error }: { error: unknown }) => isRefusal(error, 'changed_meanwhile');
  await pRetry(decide, { retries: 5, minTimeout: 20, randomize: true, shouldRetry });
}

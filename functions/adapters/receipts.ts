import { NoSuchKey } from '@aws-sdk/client-s3';
import { type KeptReceipt, keptReceipt } from '../../shared/contract/receipts.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { BatchName } from './batches.ts';
import type { FileName, FileObjects } from './file-objects.ts';

/**
 * A batch's receipts, as the output's lines are written: an object a part of it, since a part of theirs may be smaller
 * than S3 joins. They hold hashes and counts, no content, and stay when the content is erased.
 */
export function receiptsIn(fileObjects: FileObjects) {
  return {
    async keep(name: BatchName, part: number, receipts: readonly KeptReceipt[]): Promise<void> {
      const lines = receipts.map((each) => JSON.stringify(each)).join('\n');
      await fileObjects.put(objectOf(name, part), new TextEncoder().encode(lines));
    },

    /** In the order of the output file and in bounded memory. Refuses with not_found where they are gone. */
    async *ofBatch({
      receiptParts = 0,
      ...name
    }: BatchName & { receiptParts?: number }): AsyncGenerator<KeptReceipt> {
      for (let part = 0; part < receiptParts; part++)
        try {
          for await (const { text } of fileObjects.lines(objectOf(name, part)))
            yield keptReceipt.parse(JSON.parse(text));
        } catch (error) {
          if (!(error instanceof NoSuchKey)) throw error;
          throw new Refusal(
            'not_found',
            `The receipts of ${name.batchId} are gone: they are kept for 30 days.`,
          );
        }
    },
  };
}

const objectOf = ({ customerId, batchId }: BatchName, part: number): FileName => ({
  customerId,
  fileId: `receipts-${batchId}-${part}`,
});

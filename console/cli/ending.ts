import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { BatchObject } from './market-objects.ts';
import { count, usd } from './wording.ts';

export const exitCodeOf = ({ status }: BatchObject): ExitCode =>
  status === 'completed' ? exitCodes.done : exitCodes.notCompleted;

/** How a batch ended, what it cost, and how to get what it made. */
export function endingText(batch: BatchObject): string {
  const { id, status, request_counts, output_file_id, error_file_id, x_parkade, errors } = batch;
  const { completed, failed, total } = request_counts;
  // The charge is taken when the last check is in, moments after the results.
  const cost = Math.max(x_parkade.charged_micro_usd, x_parkade.cost_so_far_micro_usd);
  return [
    `${id} ${status === 'completed' ? 'is completed' : `${status === 'failed' ? 'has failed' : `is ${status}`}`}: ${completed.toLocaleString('en-US')} of ${count(total, 'request')} done, ${failed.toLocaleString('en-US')} failed; ${usd(cost)} (at most ${usd(x_parkade.quoted_micro_usd)}).`,
    ...(errors?.data ?? []).map(({ message }) => `  ${message}`),
    ...(x_parkade.credited_micro_usd > 0
      ? [`  ${usd(x_parkade.credited_micro_usd)} was given back for requests that missed their window.`]
      : []),
    ...(output_file_id ? [`  parkade results ${id} -o output.jsonl`] : []),
    ...(error_file_id ? [`  parkade results ${id} --errors -o errors.jsonl`] : []),
    ...(output_file_id ? [`  parkade receipts ${id} -o receipts.jsonl`] : []),
  ].join('\n');
}

import type { Endpoint } from './catalogue.ts';
import type { RoutingRequest } from './contract/routing.ts';
import type { Forecast } from './eta.ts';
import type { BatchWindow } from './policy.ts';
import type { Judged } from './quote.ts';
import { Refusal } from './refusal.ts';
import type { Terms } from './terms.ts';

/** A dry run that was told: its prices hold until it expires, for one batch. Times in ms since the epoch. */
export type KeptQuote = {
  customerId: string;
  quoteId: string;
  endpoint: Endpoint;
  /** Requests that came inline lie in a file that no record names until a batch is made of them. */
  inputFileId: string;
  inline?: { sha256: string; bytes: number };
  windows: readonly BatchWindow[];
  judged: Judged;
  terms: Terms;
  /** Of every window: all batches wait in one lane. Absent where nothing was priced. */
  forecast?: Forecast;
  /** Where it may run, as it was asked. */
  asked?: RoutingRequest;
  createdAt: number;
  expiresAt: number;
  /** The batch that was made of it. */
  batchId?: string;
};

export const quoteLifeMillis = 30 * 60_000;

/** What a request for a batch says beside its quote. */
type Beside = {
  endpoint?: Endpoint | undefined;
  window?: BatchWindow | undefined;
  inputFileId?: string | undefined;
  inlineSha256?: string | undefined;
};

/**
 * The window that the batch runs within. Refuses with quote_used, quote_expired, and quote_mismatch where anything beside the
 * quote says otherwise than what was quoted.
 */
export function windowOfQuote(quote: KeptQuote, beside: Beside, now: number): BatchWindow {
  const { quoteId, batchId, windows } = quote;
  if (batchId) throw used(quoteId, batchId);
  if (now >= quote.expiresAt)
    throw new Refusal(
      'quote_expired',
      `The quote ${quoteId} has expired; its prices no longer hold. Quote again.`,
      {
        param: 'quote_id',
      },
    );
  const [only] = windows;
  const window = beside.window ?? (windows.length === 1 ? only : undefined);
  if (!window)
    throw new Refusal(
      'invalid_request',
      `completion_window: the quote has ${windows.join(', ')}; name one.`,
      {
        param: 'completion_window',
      },
    );
  refuseIf(
    !windows.includes(window),
    'completion_window',
    `the quote ${quoteId} is for ${windows.join(', ')}`,
  );
  refuseIf(
    differs(beside.endpoint, quote.endpoint),
    'endpoint',
    `the quote ${quoteId} is for ${quote.endpoint}`,
  );
  refuseIf(
    differs(beside.inputFileId, quote.inputFileId),
    'input_file_id',
    `the quote ${quoteId} is for ${quote.inline ? 'requests that were sent with it' : `the file ${quote.inputFileId}`}`,
  );
  const isOtherInline = beside.inlineSha256 !== undefined && beside.inlineSha256 !== quote.inline?.sha256;
  refuseIf(isOtherInline, 'requests', `the quote ${quoteId} is for other requests`);
  return window;
}

const differs = (said: string | undefined, quoted: string) => said !== undefined && said !== quoted;

function refuseIf(isOther: boolean, param: string, what: string): void {
  if (isOther)
    throw new Refusal('quote_mismatch', `${param}: ${what}. Leave it out, or quote again.`, { param });
}

export const used = (quoteId: string, batchId?: string) =>
  new Refusal(
    'quote_used',
    `The quote ${quoteId} was used${batchId ? ` for ${batchId}` : ''}; a quote makes one batch. Quote again.`,
    { param: 'quote_id' },
  );

import type { Endpoint } from './catalogue.ts';
import type { MicroUsd } from './money.ts';
import type { Window } from './policy.ts';
import type { Finding } from './refusal.ts';
import type { Routing } from './routing.ts';
import type { Terms } from './terms.ts';

/**
 * A customer's requests under one quote, one hold and one deadline.
 *
 * validating ──▶ failed (it can't be planned: its input is gone)
 *     └──────▶ in_progress ──▶ finalizing ──▶ completed
 *                    │ ├─ cancel ─▶ cancelling ─▶ finalizing ──▶ cancelled
 *                    └─ 24 h after its creation ─▶ finalizing ──▶ expired
 *
 * `validating` lasts until its tasks are planned. The lines themselves were judged before the batch existed.
 */
export type Batch = {
  /** Rises with each change: whoever decided on an older one is refused. */
  version: number;
  customerId: string;
  batchId: string;
  kind: 'file' | 'live';
  /** What the charge is told by: the project and the API key that it was made with. */
  projectId: string;
  keyId: string;
  status: BatchStatus;
  /** Why it ends before all its requests did; decides the terminal status. */
  ending?: 'cancelled' | 'expired';
  endpoint: Endpoint;
  model: string;
  window: Window;
  inputFileId?: string;
  outputFileId?: string;
  errorFileId?: string;
  /** How long its output and error files are kept; absent: as long as any file. */
  outputExpiresAfterSeconds?: number;
  /** The quote that it was made from. */
  quoteId?: string;
  /** By what it is charged. Absent: by the policy, as live batches are. */
  terms?: Terms;
  /** Why it failed. */
  errors?: readonly Finding[];
  metadata?: Record<string, string>;
  /** Where alone it may run, and whether its content goes when it is delivered. */
  routing?: Routing;
  zeroRetention?: true;
  /** Of a zero-retention batch's output and error files, those that were downloaded to the end. */
  downloadedFileIds?: readonly string[];
  /** All of them were. */
  deliveredAt?: number;
  /** Its content and its data key are gone. */
  erasedAt?: number;
  /** How many objects its receipts lie in. */
  receiptParts?: number;
  /** The batch's data key, wrapped: see the vault. */
  wrappedKey: Uint8Array<ArrayBuffer>;
  requests: number;
  /** How many tasks it has so far; the next one's number. Counted when planned, and when a rest becomes a task. */
  tasks: number;
  /** Counted by pages until the batch ends; then final, together with the tokens. */
  totals?: { succeeded: number; failed: number; inputTokens: number; outputTokens: number };
  quotedMicroUsd: MicroUsd;
  runningMicros: number;
  /** Counted against the customer's limit of tokens under way, until the batch ends. Live batches have none. */
  enqueuedTokens?: number;
  /** Milliseconds since the epoch. promisedAt = created + window; expiresAt = created + 24 h whatever the window. */
  createdAt: number;
  promisedAt: number;
  expiresAt: number;
  inProgressAt?: number;
  finalizingAt?: number;
  cancellingAt?: number;
  /** When it became completed, failed, expired or cancelled. */
  endedAt?: number;
  /** Money and tasks are at rest: nothing is left for the sweep. */
  closedAt?: number;
};

export type BatchStatus =
  | 'validating'
  | 'in_progress'
  | 'cancelling'
  | 'finalizing'
  | 'completed'
  | 'failed'
  | 'expired'
  | 'cancelled';

export const batchLifeMillis = 24 * 3_600_000;

export const isTerminal = (status: BatchStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'expired' || status === 'cancelled';

/** The status in which a finalizing batch ends. */
export const endStatus = ({ ending }: Pick<Batch, 'ending'>): BatchStatus => ending ?? 'completed';

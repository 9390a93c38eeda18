import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { appendJournal } from '../../functions/market/append-journal.ts';
import { journalMessages } from '../../shared/journal-messages.ts';
import type { Entry, Posting } from '../../shared/ledger.ts';

/** What the stream and the queue would bring about: everything that stands is chained. */
export async function journalAll(deps: Deps): Promise<number> {
  const missing = (await Array.fromAsync(deps.unjournaled())).map(({ businessKey }) => businessKey);
  await appendJournal(deps)(journalMessages(missing));
  return missing.length;
}

/** Entries that need no balance item, as they might be read: any account may stand in them, whatever their kind's are. */
export const adjustment = (no: number, at: number, postings?: readonly Posting[]): Entry => ({
  businessKey: `adjust/${no}/entry`,
  kind: 'adjust',
  at,
  postings: postings ?? [
    { account: 'platform/adjustments', amountMicroUsd: BigInt(-no) },
    { account: 'suspense', amountMicroUsd: BigInt(no) },
  ],
  memo: { no },
});

export async function postAll({ commit }: Deps, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) await commit([ledgerWrites.post(entry, { opensRoot: true })]);
}

export const named = (entries: readonly Entry[]) =>
  journalMessages(entries.map(({ businessKey }) => businessKey));

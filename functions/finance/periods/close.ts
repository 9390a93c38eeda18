import { createHash } from 'node:crypto';
import pRetry from 'p-retry';
import {
  type AccountBalance,
  closingBalances,
  closingBytes,
  readClosing,
} from '../../../shared/closing-balances.ts';
import { type Period, refuseClose, spanOfMonth } from '../../../shared/period.ts';
import { monthOf } from '../../../shared/project.ts';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { journalWrites } from '../../adapters/journal.ts';
import { periodWrites } from '../../adapters/periods.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * Closes a month for good: how every account stood at its end is written down, and from the same commit on nothing
 * of it is chained any more. One that is closed stays as it is, and is told again.
 */
export async function closePeriod(deps: Deps, month: string, closedBy: string): Promise<Period> {
  const closed = await deps.periods.find(month);
  if (closed) return closed;
  const head = await deps.journal.head();
  refuseClose(month, head, deps.now());
  await refuseUnlessChained(deps, month);
  const closing = await closingOf(deps, month);
  const draft = { month, closedBy, ...closing };
  return pRetry(() => seal(deps, draft, head.seq), {
    retries: 12,
    minTimeout: 25,
    maxTimeout: 1_000,
    randomize: true,
    shouldRetry: ({ error }) => isRefusal(error, 'changed_meanwhile'),
  });
}

async function refuseUnlessChained(deps: Deps, month: string): Promise<void> {
  const { to } = spanOfMonth(month);
  for await (const { businessKey, at } of deps.unjournaled())
    if (at < to)
      throw new Refusal(
        'period_open',
        `${businessKey} is not in the journal yet: it will be within minutes. Try again then.`,
      );
}

type Closing = Pick<Period, 'entries' | 'ledgers' | 'accounts'>;

/** From the end of the month before and the month's entries. The object is named by its hash: it never changes. */
async function closingOf(deps: Deps, month: string): Promise<Closing> {
  const span = spanOfMonth(month);
  const closing = closingBalances(await openingOf(deps, month));
  for await (const entry of deps.journal.entries(span)) closing.take(entry);
  const { accounts, ...closed } = closing.close();
  const bytes = closingBytes(accounts);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const object = `periods/${month}-${sha256}.jsonl`;
  await deps.journalObjects.put(object, bytes);
  return { ...closed, accounts: { object, sha256 } };
}

async function openingOf(deps: Deps, month: string): Promise<AccountBalance[]> {
  const before = await deps.periods.find(monthOf(spanOfMonth(month).from - 1));
  if (!before) return [];
  const bytes = await deps.journalObjects.findBytes(before.accounts.object);
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== before.accounts.sha256)
    throw new Error(`the balances at the end of ${before.month} are gone or were changed`);
  return readClosing(bytes);
}

type Draft = { month: string; closedBy: string } & Closing;

/** The market goes on meanwhile: what was chained since must be of later months. `fromSeq`: what was there before. */
async function seal(deps: Deps, draft: Draft, fromSeq: number): Promise<Period> {
  const closed = await deps.periods.find(draft.month);
  if (closed) return closed;
  const head = await deps.journal.head();
  const { to } = spanOfMonth(draft.month);
  for await (const { seq, minAt } of deps.journal.links(fromSeq + 1))
    if (minAt < to)
      throw new Refusal(
        'period_open',
        `Link ${seq} of the journal has just come with more of ${draft.month}.`,
      );
  const period: Period = { ...draft, closedAt: deps.now(), seq: head.seq, hash: head.hash };
  await deps.commit([
    journalWrites.moveHead({ ...head, version: head.version + 1, closedUntil: to }),
    periodWrites.close(period),
  ]);
  return period;
}

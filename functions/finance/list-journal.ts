import { createRoute, type z } from '@hono/zod-openapi';
import { groupOf } from '../../shared/account-group.ts';
import { type JournalEntryReply, journalQuery, journalReply } from '../../shared/contract/finance-journal.ts';
import { listOf } from '../../shared/contract/list.ts';
import { type Account, currencyOf, type Entry } from '../../shared/ledger.ts';
import { subjectOf } from '../../shared/reports/made-of.ts';
import { movedBy } from '../../shared/reports/report.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { pageOf } from './lists/page-of.ts';

type Asked = z.infer<typeof journalQuery>;

/** What a line of a report is made of: its `made_of` asks for it here. */
export function listJournal(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/journal',
    summary: "The journal's entries of a time, by account and kind, in the order of the chain",
    request: { query: journalQuery },
    responses: {
      200: { description: 'Entries', content: { 'application/json': { schema: journalReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const asked = c.req.valid('query');
    return c.json(listOf(await pageOf(meant(deps, asked), asked), asked.limit), 200);
  });
}

/** A page goes on at the link that the one before it ended in: what is before is not read again. */
async function* meant({ journal }: Deps, asked: Asked): AsyncGenerator<JournalEntryReply> {
  const { currency, kind, subject, after } = asked;
  const isAsked = (entry: Entry) =>
    currencyOf(entry) === currency &&
    (kind === undefined || entry.kind === kind) &&
    (subject === undefined || subjectOf(entry) === subject);
  for await (const { seq, entry } of journal.linked(asked, Number.parseInt(after ?? '1', 10))) {
    if (!isAsked(entry)) continue;
    const moved = movedIn(entry, asked.accounts);
    if (moved !== 0n) yield visibleEntry(seq, entry, moved);
  }
}

/** Null where no accounts are asked for. */
function movedIn({ postings }: Entry, accounts: string | undefined): bigint | null {
  if (accounts === undefined) return null;
  const named = accounts.split(',');
  return movedBy(
    postings,
    (account) => named.includes(account) || named.includes(groupOf(account as Account)),
  );
}

const visibleEntry = (seq: number, entry: Entry, moved: bigint | null): JournalEntryReply => ({
  object: 'journal_entry',
  id: `${seq}.${entry.businessKey}`,
  business_key: entry.businessKey,
  kind: entry.kind,
  at: entry.at,
  moved_micro_usd: moved === null ? null : Number(moved),
  postings: entry.postings.map(({ account, amountMicroUsd }) => ({
    account,
    amount_micro_usd: Number(amountMicroUsd),
  })),
});

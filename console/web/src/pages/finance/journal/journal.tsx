import '../../../styles/page.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Count, Money, Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type JournalEntry, journalOf } from '../book-queries.ts';
import { AskJournal } from './ask-journal.tsx';
import { ExportJournal } from './export-journal.tsx';
import { daysOf } from './journal-days.ts';
import { type JournalSearch, journalSearchOf } from './journal-search.ts';

const columns: readonly Column<JournalEntry>[] = [
  { id: 'at', header: 'At', value: ({ at }) => at, shown: ({ at }) => <Time seconds={at / 1_000} /> },
  { id: 'kind', header: 'Kind', value: ({ kind }) => kind },
  {
    id: 'key',
    header: 'Entry',
    value: (entry) => entry.business_key,
    shown: ({ business_key: key }) => (
      <Link to="/finance/drill" search={{ from: key }}>
        <code>{key}</code>
      </Link>
    ),
  },
  {
    id: 'moved',
    header: 'Moved',
    unit: 'micro-USD',
    value: (entry) => entry.moved_micro_usd ?? undefined,
    shown: ({ moved_micro_usd: moved }) => moved !== null && <Money microUsd={moved} />,
    align: 'end',
  },
  { id: 'takes', header: 'Takes from', value: (entry) => accountsOf(entry, (amount) => amount < 0) },
  { id: 'gives', header: 'Gives to', value: (entry) => accountsOf(entry, (amount) => amount > 0) },
];

const accountsOf = ({ postings }: JournalEntry, isMeant: (amount: number) => boolean) =>
  postings
    .filter((posting) => isMeant(posting.amount_micro_usd))
    .map(({ account }) => account)
    .join(', ');

export function FinanceJournal() {
  // Its tables have words of their own there.
  const asked = journalSearchOf(useSearch({ from: '/finance/journal' }));
  const navigate = useNavigate();
  const days = daysOf(asked);
  return (
    <>
      <PageHead title="Journal" says="Every entry of the books, in the order of their chain." />
      <AskJournal key={JSON.stringify(asked)} asked={asked} />
      <section className="part" aria-label="Entries">
        <Sum asked={asked} />
        <PagedTable
          list={journalOf(asked)}
          name="entries"
          columns={columns}
          rowId={({ id }) => id}
          open={(entry) => void navigate({ to: '/finance/drill', search: { from: entry.business_key } })}
          empty={<p className="soft">No entry of this kind in this time.</p>}
        />
      </section>
      <ExportJournal days={days} />
    </>
  );
}

/** What a report says of the line that led here, once all of it has come. */
function Sum({ asked }: { asked: JournalSearch }) {
  const { data, hasNextPage } = useInfiniteQuery(journalOf(asked));
  if (!data) return null;
  const entries = data.pages.flatMap((page) => page.data);
  const moved = entries.reduce((sum, entry) => sum + BigInt(entry.moved_micro_usd ?? 0), 0n);
  return (
    <p role="status">
      {hasNextPage ? 'The first ' : 'All '}
      <Count count={entries.length} /> entries
      {asked.accounts !== undefined && (
        <>
          {' '}
          moved <code>{asked.accounts.replaceAll(',', ', ')}</code> by <Money microUsd={Number(moved)} />
        </>
      )}
      .
    </p>
  );
}

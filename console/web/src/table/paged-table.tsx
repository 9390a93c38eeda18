import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { ListPage, listed } from '../api/listed.ts';
import { Awaited } from '../said/awaited.tsx';
import { ErrorSaid } from '../said/error-said.tsx';
import { DataTable, type TableProps } from './data-table.tsx';
import { readAddress, writeAddress } from './table-address.ts';

type Pages<Row> = InfiniteData<ListPage<Row>>;
type Query<Row> = UseInfiniteQueryResult<Pages<Row>>;

type Props<Row extends object> = Omit<TableProps<Row>, 'rows'> & {
  list: ReturnType<typeof listed<Row>>;
  /** What stands there while the list has no row. */
  empty: ReactNode;
};

/** A list that may be longer than one answer of the API's: “More” at its foot goes on. */
export function PagedTable<Row extends object>({ list, empty, ...table }: Props<Row>) {
  const query = useInfiniteQuery(list);
  return (
    <Awaited query={query}>
      {(pages) => (isEmpty(pages) ? empty : <Loaded {...table} pages={pages} query={query} />)}
    </Awaited>
  );
}

/** What is listed may be rare among what is looked through: a first answer without any may have a next. */
const isEmpty = <Row,>({ pages }: Pages<Row>) =>
  pages.every(({ data, has_more }) => data.length === 0 && !has_more);

function Loaded<Row extends object>({
  pages: { pages },
  query,
  ...table
}: Omit<TableProps<Row>, 'rows'> & { pages: Pages<Row>; query: Query<Row> }) {
  const rows = useMemo(() => pages.flatMap(({ data }) => data), [pages]);
  usePages(table.name, pages.length, query);
  return (
    <>
      <DataTable {...table} rows={rows} />
      {query.hasNextPage && (
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            More {table.name}
          </button>
          <span className="soft">What is sorted, filtered and exported is what has come so far.</span>
        </div>
      )}
      {query.isFetchNextPageError && <ErrorSaid error={query.error} />}
    </>
  );
}

/** As many as the page's address says, which then follows what is asked for. */
function usePages<Row>(name: string, count: number, query: Query<Row>): void {
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const wanted = useRef(readAddress(name).pages ?? 1);
  useEffect(() => {
    if (count >= wanted.current || !hasNextPage) {
      wanted.current = 1;
      writeAddress(name, { pages: count > 1 ? count : undefined });
    } else if (!isFetching && !isError) void fetchNextPage();
  }, [name, count, hasNextPage, isFetching, isError, fetchNextPage]);
}

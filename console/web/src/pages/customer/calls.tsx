import { useQuery } from '@tanstack/react-query';
import { Awaited } from '../../said/awaited.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { type Call, calls } from './queries.ts';

const columns: readonly Column<Call>[] = [
  { id: 'tag', header: 'About', value: ({ tag }) => tag },
  { id: 'method', header: 'Method', value: ({ method }) => method },
  { id: 'path', header: 'Path', value: ({ path }) => path, shown: ({ path }) => <code>{path}</code> },
  { id: 'summary', header: 'What it does', value: ({ summary }) => summary },
];

export const CustomerCalls = () => (
  <>
    <PageHead title="API calls" says="All that this console does, a program can do by the same calls." />
    <Awaited query={useQuery(calls)}>
      {(rows) => (
        <DataTable name="API calls" rows={rows} columns={columns} rowId={({ operationId }) => operationId} />
      )}
    </Awaited>
  </>
);

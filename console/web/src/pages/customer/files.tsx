import type { components } from '../../api/schema.ts';
import { Bytes, Time } from '../../format/shown.tsx';
import { Said } from '../../said/said.tsx';
import type { Column } from '../../table/column.ts';
import { PagedTable } from '../../table/paged-table.tsx';
import { PageHead } from '../page-head.tsx';
import { files } from './queries.ts';

type File = components['schemas']['File'];

const columns: readonly Column<File>[] = [
  { id: 'id', header: 'File', value: ({ id }) => id, shown: ({ id }) => <code>{id}</code> },
  { id: 'filename', header: 'Name', value: ({ filename }) => filename },
  { id: 'purpose', header: 'Purpose', value: ({ purpose }) => purpose },
  {
    id: 'bytes',
    header: 'Size',
    value: ({ bytes }) => bytes,
    shown: ({ bytes }) => <Bytes bytes={bytes} />,
    align: 'end',
  },
  {
    id: 'created_at',
    header: 'Created',
    value: (file) => file.created_at,
    shown: (file) => <Time seconds={file.created_at} />,
  },
];

export const CustomerFiles = () => (
  <>
    <PageHead title="Files" says="What you uploaded, and what batches made." />
    <PagedTable
      list={files}
      name="files"
      columns={columns}
      rowId={({ id }) => id}
      empty={
        <Said kind="empty" title="No files yet">
          <p>What you send with POST /v1/files stands here.</p>
        </Said>
      }
    />
  </>
);

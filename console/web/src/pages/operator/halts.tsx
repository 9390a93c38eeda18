import '../../styles/page.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { Time } from '../../format/shown.tsx';
import type { Column } from '../../table/column.ts';
import { PagedTable } from '../../table/paged-table.tsx';
import { PageHead } from '../page-head.tsx';
import { haltedInWords } from './halts/in-words.ts';
import { NewHalt } from './halts/new-halt.tsx';
import { type Halt, halts } from './queries.ts';

const columns: readonly Column<Halt>[] = [
  {
    id: 'halt',
    header: 'Halt',
    value: ({ id }) => id,
    shown: ({ id }) => (
      <Link to="/operator/halts/$haltId" params={{ haltId: id }}>
        <code>{id}</code>
      </Link>
    ),
  },
  { id: 'state', header: 'State', value: (halt) => (halt.ended_at === null ? 'in force' : 'ended') },
  { id: 'what', header: 'Halts', value: haltedInWords },
  { id: 'reason', header: 'Because', value: ({ reason }) => reason },
  {
    id: 'created',
    header: 'Since',
    value: (halt) => halt.created_at,
    shown: (halt) => <Time seconds={halt.created_at / 1_000} />,
  },
  {
    id: 'ended',
    header: 'Until',
    value: (halt) => halt.ended_at ?? undefined,
    shown: (halt) => halt.ended_at !== null && <Time seconds={halt.ended_at / 1_000} />,
  },
];

export function OperatorHalts() {
  const navigate = useNavigate();
  const show = (haltId: string) => navigate({ to: '/operator/halts/$haltId', params: { haltId } });
  return (
    <>
      <PageHead
        title="Halts"
        says="What is halted gets no lease and no renewal from a second later on. What is finished by then is taken and paid."
      />
      <NewHalt made={show} />
      <section className="part" aria-label="Halts">
        <PagedTable
          list={halts}
          name="halts"
          columns={columns}
          rowId={({ id }) => id}
          open={({ id }) => void show(id)}
          empty={<p className="soft">Nothing was ever halted.</p>}
        />
      </section>
    </>
  );
}

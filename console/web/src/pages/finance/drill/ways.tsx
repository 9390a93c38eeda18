import { Link, useNavigate } from '@tanstack/react-router';
import { Money, Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import type { Drill } from '../queries.ts';
import { type TrailStep, useTrailOn } from './trail.tsx';

type Way = Drill['down'][number];

/** What a step is part of, and what it is made of: each a click further. */
export const Ways = ({ step }: { step: Drill }) => (
  <>
    <Leading title="Part of" name="things above" from={step} ways={step.up} />
    <Leading title="Made of" name="things below" from={step} ways={step.down} />
  </>
);

function Leading({
  title,
  name,
  from: { id, title: fromTitle },
  ways,
}: {
  title: string;
  name: string;
  from: TrailStep;
  ways: Way[];
}) {
  const navigate = useNavigate();
  const trailOn = useTrailOn();
  const go: Go = (to) => ({
    to: '/finance/drill',
    search: { from: to },
    state: { trail: trailOn({ id, title: fromTitle }, to) },
  });
  if (ways.length === 0) return null;
  return (
    <section className="part" aria-label={title}>
      <h3>{title}</h3>
      <DataTable
        name={name}
        rows={ways}
        columns={columnsWith(go)}
        rowId={({ what, id: to, note }) => `${what} ${to} ${note}`}
        open={({ id: to }) => to !== null && void navigate(go(to))}
      />
    </section>
  );
}

type Go = (to: string) => {
  to: '/finance/drill';
  search: { from: string };
  state: { trail: readonly TrailStep[] };
};

const columnsWith = (go: Go): readonly Column<Way>[] => [
  {
    id: 'what',
    header: 'What',
    value: ({ what }) => what,
    shown: ({ what, id }) => (id === null ? what : <Link {...go(id)}>{what}</Link>),
  },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (way) => way.amount_micro_usd ?? undefined,
    shown: (way) => way.amount_micro_usd !== null && <Money microUsd={way.amount_micro_usd} />,
    align: 'end',
  },
  {
    id: 'at',
    header: 'At',
    value: ({ at }) => at ?? undefined,
    shown: ({ at }) => at !== null && <Time seconds={at / 1_000} />,
  },
  {
    id: 'name',
    header: 'Name',
    value: ({ id }) => id ?? undefined,
    shown: ({ id }) => id !== null && <code>{id}</code>,
  },
  { id: 'note', header: 'Note', value: ({ note }) => note ?? undefined },
];

import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { Difference } from './difference.tsx';
import { colleagues, type Exception, exceptionsLike, openByAge } from './queries.ts';
import { ages, type ExceptionsShown, statuses } from './shown.ts';
import { ageWords, statusWords } from './words.ts';

const columns: readonly Column<Exception>[] = [
  {
    id: 'reason',
    header: 'What is wrong',
    value: ({ reason }) => reason,
    shown: ({ id, reason }) => (
      <Link to="/finance/exceptions/$exceptionId" params={{ exceptionId: id }}>
        {reason}
      </Link>
    ),
  },
  { id: 'status', header: 'Kind', value: ({ status }) => statusWords[status] },
  { id: 'side', header: 'Seen at', value: ({ side }) => side },
  {
    id: 'difference',
    header: 'Difference',
    unit: 'micro-USD',
    value: (each) => each.difference_micro_usd,
    shown: (each) => <Difference microUsd={each.difference_micro_usd} currency={each.currency} />,
    align: 'end',
  },
  {
    id: 'occurred',
    header: 'Since',
    value: (each) => each.occurred_at,
    shown: (each) => <Time seconds={each.occurred_at / 1_000} />,
  },
  { id: 'age', header: 'Age', value: ({ age }) => ageWords[age] },
  { id: 'assignee', header: 'Looked after by', value: ({ assignee }) => assignee ?? 'nobody' },
  { id: 'state', header: 'State', value: stateOf },
  { id: 'id', header: 'Id', value: ({ id }) => id },
];

/** With what it waits for. */
function stateOf({ state, proposal }: Exception): string {
  if (state === 'resolved' || proposal === null) return state;
  return proposal.approved_by === null ? 'open, correction proposed' : 'open, correction approved';
}

export function FinanceExceptions() {
  const shown = useSearch({ from: '/finance/exceptions' });
  const navigate = useNavigate();
  return (
    <>
      <PageHead
        title="Exceptions"
        says="What ledger, Stripe and bank do not agree on, until somebody explains it."
      />
      <Ages shown={shown} />
      <Choice shown={shown} />
      <section className="part" aria-label="Exceptions">
        <PagedTable
          name="exceptions"
          list={exceptionsLike(shown)}
          columns={columns}
          rowId={({ id }) => id}
          open={({ id }) =>
            void navigate({ to: '/finance/exceptions/$exceptionId', params: { exceptionId: id } })
          }
          empty={<p className="soft">There is none such.</p>}
        />
      </section>
    </>
  );
}

/** Open ones by how long they wait: a press shows those alone. */
const Ages = ({ shown }: { shown: ExceptionsShown }) => (
  <Awaited query={useQuery(openByAge)}>
    {(counts) => (
      <nav className="tabs" aria-label="Open, by age">
        <Link to="/finance/exceptions" search={{}} activeOptions={{ exact: true, includeSearch: true }}>
          All open: {ages.reduce((sum, age) => sum + (counts?.[age] ?? 0), 0)}
        </Link>
        {ages.map((age) => (
          <Link
            key={age}
            to="/finance/exceptions"
            search={{ age }}
            aria-current={shown.age === age && !shown.state ? 'page' : undefined}
          >
            {ageWords[age]}: {counts?.[age] ?? 0}
          </Link>
        ))}
      </nav>
    )}
  </Awaited>
);

type Option = { value: string; name: string };

/** An address without what is not chosen. */
function Choice({ shown }: { shown: ExceptionsShown }) {
  const navigate = useNavigate();
  const people = useQuery(colleagues).data ?? [];
  const choose = (name: keyof ExceptionsShown) => (value: string) => {
    const { [name]: _, ...others } = shown;
    void navigate({
      to: '/finance/exceptions',
      search: { ...others, ...(value !== '' && { [name]: value }) },
    });
  };
  return (
    <div className="row">
      <OneOf
        name="State"
        value={shown.state ?? ''}
        choose={choose('state')}
        options={[
          { value: '', name: 'open' },
          { value: 'resolved', name: 'resolved' },
          { value: 'all', name: 'all' },
        ]}
      />
      <OneOf
        name="Kind"
        value={shown.status ?? ''}
        choose={choose('status')}
        options={[any, ...statuses.map((value) => ({ value, name: statusWords[value] }))]}
      />
      <OneOf
        name="Looked after by"
        value={shown.assignee ?? ''}
        choose={choose('assignee')}
        options={[
          any,
          { value: 'nobody', name: 'nobody' },
          ...people.map(({ id, name }) => ({ value: id, name })),
        ]}
      />
    </div>
  );
}

const any: Option = { value: '', name: 'any' };

const OneOf = ({
  name,
  value,
  options,
  choose,
}: {
  name: string;
  value: string;
  options: readonly Option[];
  choose: (value: string) => void;
}) => (
  <Named name={name}>
    <select className="field" value={value} onChange={({ target }) => choose(target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </select>
  </Named>
);

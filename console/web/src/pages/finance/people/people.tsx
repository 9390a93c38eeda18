import '../../../styles/page.css';
import { Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type Person, people } from '../book-queries.ts';
import { LetIn } from './let-in.tsx';
import { PersonActs } from './person-acts.tsx';

const stateOf = ({ revoked_at, asked }: Person): string => {
  if (revoked_at !== null) return 'removed';
  return asked.length > 0 ? 'to be confirmed' : 'in force';
};

const columns: readonly Column<Person>[] = [
  { id: 'name', header: 'Name', value: ({ name }) => name },
  { id: 'email', header: 'E-mail', value: ({ email }) => email },
  { id: 'state', header: 'State', value: stateOf },
  {
    id: 'acts',
    header: 'Decide',
    value: () => undefined,
    shown: (person) => person.revoked_at === null && <PersonActs person={person} />,
  },
  { id: 'may', header: 'May', value: ({ may }) => may.join(', ') },
  { id: 'asked', header: 'Once confirmed', value: ({ asked }) => asked.join(', ') || undefined },
  { id: 'in', header: 'Let in by', value: (person) => person.let_in_by ?? 'by hand' },
  { id: 'confirmed', header: 'Confirmed by', value: (person) => person.confirmed_by ?? undefined },
  {
    id: 'since',
    header: 'Since',
    value: (person) => person.created_at,
    shown: (person) => <Time seconds={person.created_at / 1_000} />,
  },
  {
    id: 'removed',
    header: 'Removed',
    value: (person) => person.revoked_at ?? undefined,
    shown: ({ revoked_at: at }) => at !== null && <Time seconds={at / 1_000} />,
  },
];

export const FinancePeople = () => (
  <>
    <PageHead
      title="People"
      says="One lets a person in, another confirms what they may do beyond reading. Nobody gets two keys alone."
    />
    <LetIn />
    <section className="part" aria-label="People of finance">
      <PagedTable
        list={people}
        name="people"
        columns={columns}
        rowId={({ id }) => id}
        empty={<p className="soft">Nobody yet.</p>}
      />
    </section>
  </>
);

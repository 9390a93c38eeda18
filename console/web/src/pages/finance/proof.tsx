import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Count, Money } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { Drilled } from './drilled.tsx';
import { type Proof, proof } from './queries.ts';

export const FinanceProof = () => (
  <>
    <PageHead title="Proof" says="Every rule that money must keep, judged from the table and from Stripe." />
    <Awaited query={useQuery(proof)}>
      {(now) => (
        <>
          <Verdict of={now} />
          <section className="part" aria-labelledby="invariants">
            <h2 id="invariants">Invariants</h2>
            <DataTable
              name="invariants"
              rows={now.invariants}
              columns={invariantColumns}
              rowId={({ id }) => String(id)}
            />
          </section>
          {now.unmatched > 0 && <Unmatched items={now.unmatchedItems} />}
          <Balances balances={now.balances} />
        </>
      )}
    </Awaited>
  </>
);

const invariantColumns: readonly Column<Proof['invariants'][number]>[] = [
  { id: 'no', header: 'No.', value: ({ id }) => id, align: 'end' },
  {
    id: 'holds',
    header: 'Verdict',
    value: ({ holds }) => (holds ? 'holds' : 'broken'),
    shown: ({ holds }) => (holds ? 'holds' : <strong className="bad">broken</strong>),
  },
  { id: 'name', header: 'Rule', value: ({ name }) => name },
  { id: 'detail', header: 'Figures', value: ({ detail }) => detail },
];

function Verdict({ of: { holds, invariants, entries, ...sums } }: { of: Proof }) {
  const broken = invariants.filter((each) => !each.holds);
  return (
    <>
      <p role="status" className={holds ? undefined : 'bad'}>
        {holds
          ? `The books are right: all ${invariants.length} invariants hold.`
          : `The books are wrong: ${broken.length} of ${invariants.length} invariants do not hold.`}
      </p>
      {broken.map(({ id, name, detail }) => (
        <p key={id} className="bad">
          {id}. {name}: {detail}
        </p>
      ))}
      <dl className="tiles">
        <div className="tile">
          <dt>Entries</dt>
          <dd>
            <Count count={entries} />
          </dd>
        </div>
        <div className="tile">
          <dt>Sum of all postings</dt>
          <dd>
            <Money microUsd={sums.sumMicroUsd} />
          </dd>
        </div>
        <div className="tile">
          <dt>Explained at Stripe, in {sums.explainedTransactions} movements</dt>
          <dd>
            <Money microUsd={sums.explained} />
          </dd>
        </div>
        <div className="tile">
          <dt>Unmatched</dt>
          <dd>
            <Count count={sums.unmatched} />
          </dd>
        </div>
      </dl>
    </>
  );
}

const unmatchedColumns: readonly Column<Proof['unmatchedItems'][number]>[] = [
  { id: 'side', header: 'Stands alone in', value: ({ side }) => side },
  {
    id: 'id',
    header: 'Name',
    value: ({ id }) => id,
    // What stands alone at Stripe is named by no entry, and can't be followed.
    shown: ({ side, id }) => (side === 'ledger' ? <Drilled from={id} /> : id),
  },
  { id: 'reason', header: 'Why', value: ({ reason }) => reason },
  {
    id: 'difference',
    header: 'Difference',
    unit: 'micro-USD',
    value: (item) => item.differenceMicroUsd,
    shown: (item) => <Money microUsd={item.differenceMicroUsd} />,
    align: 'end',
  },
];

const Unmatched = ({ items }: { items: Proof['unmatchedItems'] }) => (
  <section className="part" aria-labelledby="unmatched">
    <h2 id="unmatched">Unmatched</h2>
    <DataTable
      name="unmatched items"
      rows={items}
      columns={unmatchedColumns}
      rowId={({ side, id }) => `${side} ${id}`}
    />
  </section>
);

type Balance = { kind: string; microUsd: number };
const balanceColumns: readonly Column<Balance>[] = [
  { id: 'kind', header: 'Kind of account', value: ({ kind }) => kind },
  {
    id: 'balance',
    header: 'Balance',
    unit: 'micro-USD',
    value: ({ microUsd }) => microUsd,
    shown: ({ microUsd }) => <Money microUsd={microUsd} />,
    align: 'end',
  },
];

const Balances = ({ balances }: { balances: Proof['balances'] }) => (
  <section className="part" aria-labelledby="balances">
    <h2 id="balances">Balances by kind</h2>
    <DataTable
      name="balances"
      rows={Object.entries(balances).map(([kind, microUsd]) => ({ kind, microUsd }))}
      columns={balanceColumns}
      rowId={({ kind }) => kind}
    />
  </section>
);

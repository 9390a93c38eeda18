import '../../../styles/page.css';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { saveFile } from '../../../api/save-file.ts';
import { Count, Money } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type TaxPayee, taxYearOf } from '../book-queries.ts';
import { quarters, type TaxSearch, taxSearchOf } from './tax-search.ts';

type Amounts = TaxPayee['year'];

/** Of a quarter, or of the year. A quarter in which nothing was earned is not told. */
const amountsOf = (payee: TaxPayee, quarter: number | undefined): Partial<Amounts> =>
  quarter === undefined ? payee.year : (payee.quarters.find((each) => each.quarter === quarter) ?? {});

const thisYear = new Date().getUTCFullYear();
const yearsBack = 7;
/** As many owners as one file may be of. */
const ownersMax = 10_000;

const columnsOf = (quarter: number | undefined): Column<TaxPayee>[] => {
  const money = (id: keyof Amounts, header: string): Column<TaxPayee> => ({
    id,
    header,
    unit: 'micro-USD',
    value: (payee) => amountsOf(payee, quarter)[id],
    shown: (payee) => <Money microUsd={amountsOf(payee, quarter)[id] ?? 0} />,
    align: 'end',
  });
  return [
    {
      id: 'owner',
      header: 'Owner',
      value: (payee) => payee.owner_id,
      shown: ({ owner_id: id }) => (
        <Link to="/finance/drill" search={{ from: id }}>
          <code>{id}</code>
        </Link>
      ),
    },
    { id: 'beneficiary', header: 'Beneficiary', value: (payee) => payee.beneficiary_id ?? undefined },
    { id: 'name', header: 'Name at Stripe', value: ({ name }) => name ?? undefined },
    { id: 'country', header: 'Country', value: ({ country }) => country ?? undefined },
    { id: 'tax-id', header: 'Tax id', value: (payee) => payee.tax_id ?? undefined },
    { id: 'forms', header: 'Forms due', value: ({ forms }) => forms.join(', ') || undefined },
    money('gross_micro_usd', 'Earned'),
    money('fees_micro_usd', 'Fees'),
    money('withheld_micro_usd', 'Withheld'),
    money('transferred_micro_usd', 'Transferred'),
    {
      id: 'transfers',
      header: 'Transfers',
      value: (payee) => amountsOf(payee, quarter).transfers,
      shown: (payee) => <Count count={amountsOf(payee, quarter).transfers ?? 0} />,
      align: 'end',
    },
  ];
};

export function FinanceTaxYear() {
  // Its table has words of its own there.
  const asked = taxSearchOf(useSearch({ from: '/finance/tax' }));
  const { year = thisYear, quarter } = asked;
  const columns = useMemo(() => columnsOf(quarter), [quarter]);
  return (
    <>
      <PageHead title="Tax" says="What tax forms ask for, by payee. A tax id itself never leaves Stripe." />
      <Choice year={year} asked={asked} />
      <section className="part" aria-label="Payees">
        <PagedTable
          list={taxYearOf(year)}
          name="payees"
          columns={columns}
          rowId={(payee) => `${payee.owner_id} ${payee.beneficiary_id}`}
          empty={<p className="soft">Nobody earned anything in {year}.</p>}
        />
      </section>
    </>
  );
}

function Choice({ year, asked }: { year: number; asked: TaxSearch }) {
  const navigate = useNavigate({ from: '/finance/tax' });
  const change = (wish: Record<string, number>) =>
    void navigate({ search: taxSearchOf({ ...asked, ...wish }), replace: true });
  const save = useMutation({
    mutationFn: () => saveFile(`/v1/finance/tax/${year}?format=csv&limit=${ownersMax}`),
  });
  return (
    <>
      <div className="row">
        <Named name="Year (UTC)">
          <select
            className="field"
            value={year}
            onChange={({ target }) => change({ year: Number(target.value) })}
          >
            {Array.from({ length: yearsBack }, (_, at) => thisYear - at).map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </Named>
        <Named name="Amounts of">
          <select
            className="field"
            value={asked.quarter ?? 0}
            onChange={({ target }) => change({ quarter: Number(target.value) })}
          >
            <option value={0}>The year</option>
            {quarters.map((each) => (
              <option key={each} value={each}>
                Quarter {each}
              </option>
            ))}
          </select>
        </Named>
        <button type="button" className="button" disabled={save.isPending} onClick={() => save.mutate()}>
          Save CSV, with all quarters
        </button>
      </div>
      {save.error && <ErrorSaid error={save.error} />}
    </>
  );
}

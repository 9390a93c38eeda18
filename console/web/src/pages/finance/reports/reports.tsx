import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { PageHead } from '../../page-head.tsx';
import { MonthChoice } from '../month-choice.tsx';
import {
  type ReportName,
  type ReportSearch,
  reportNames,
  reportSearchOf,
  reportTitles,
} from './report-names.ts';
import { reportOf, reportPath } from './report-queries.ts';
import { ReportSheet } from './report-sheet.tsx';

export function FinanceReports() {
  // Its tables have words of their own there.
  const search = reportSearchOf(useSearch({ from: '/finance/reports' }));
  const { report: name = 'trial_balance', month, party } = search;
  const navigate = useNavigate({ from: '/finance/reports' });
  const choose = (chosen: ReportSearch) => void navigate({ search: { report: name, ...chosen } });
  return (
    <>
      <PageHead
        title="Reports"
        says="What the journal says of a month, each with the checks of its own sums."
      />
      <nav className="tabs" aria-label="Reports">
        {reportNames.map((each) => (
          <Link
            key={each}
            to="/finance/reports"
            search={{ report: each, ...(month && { month }), ...(party && { party }) }}
            aria-current={each === name ? 'page' : undefined}
          >
            {reportTitles[each]}
          </Link>
        ))}
      </nav>
      <div className="row">
        <MonthChoice
          month={month}
          choose={(chosen) => choose({ ...(chosen && { month: chosen }), ...(party && { party }) })}
        />
        {name === 'statement' && (
          <Party
            key={party}
            party={party ?? ''}
            choose={(chosen) => choose({ ...(month && { month }), party: chosen })}
          />
        )}
      </div>
      {(name !== 'statement' || party) && <Told key={JSON.stringify(search)} wanted={{ ...search, name }} />}
    </>
  );
}

const Told = ({ wanted }: { wanted: ReportSearch & { name: ReportName } }) => (
  <Awaited query={useQuery(reportOf(wanted))}>
    {(report) => <ReportSheet report={report} path={reportPath(wanted)} />}
  </Awaited>
);

function Party({ party, choose }: { party: string; choose: (party: string) => void }) {
  const [asked, setAsked] = useState(party);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose(asked.trim());
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Owner or customer: own_… or cus_…">
        <input
          className="field"
          required
          pattern="\s*(own|cus)_\w+\s*"
          value={asked}
          onChange={({ target }) => setAsked(target.value)}
        />
      </Named>
      <button type="submit" className="button" data-kind="first">
        Look
      </button>
    </form>
  );
}

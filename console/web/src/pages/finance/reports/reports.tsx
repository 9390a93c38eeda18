import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Awaited } from '../../../said/awaited.tsx';
import { PageHead } from '../../page-head.tsx';
import { reportOf } from '../book-queries.ts';
import { MonthChoice } from '../month-choice.tsx';
import { reportNames, reportTitles } from './report-names.ts';
import { ReportSheet } from './report-sheet.tsx';

export function FinanceReports() {
  const search = useSearch({ from: '/finance/reports' });
  const { report: name = 'trial_balance', month } = search;
  const navigate = useNavigate({ from: '/finance/reports' });
  const choose = (chosen: string | undefined) =>
    void navigate({ search: { report: name, ...(chosen && { month: chosen }) }, replace: true });
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
            search={{ ...search, report: each }}
            aria-current={each === name ? 'page' : undefined}
          >
            {reportTitles[each]}
          </Link>
        ))}
      </nav>
      <div className="row">
        <MonthChoice month={month} choose={choose} />
      </div>
      <Awaited key={`${name} ${month}`} query={useQuery(reportOf(name, month))}>
        {(report) => (
          <ReportSheet
            report={report}
            path={`/v1/finance/reports/${name}?${new URLSearchParams(month === undefined ? {} : { month })}`}
          />
        )}
      </Awaited>
    </>
  );
}

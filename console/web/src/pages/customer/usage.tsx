import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type DaySums, daysOf } from '../../charts/day-sums.ts';
import { StackedBars } from '../../charts/stacked-bars.tsx';
import { moneyText } from '../../format/money.ts';
import { Money } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { Said } from '../../said/said.tsx';
import { PageHead } from '../page-head.tsx';
import { usage } from './account-queries.ts';
import { type UsageGroup, usageGroups } from './usage-groups.ts';
import { type UsageRow, UsageTable } from './usage-table.tsx';

const daysShown = 30;
const seriesMax = 5;

/** What was used and charged, by day and one thing more; which one stands in the address. */
export function CustomerUsage() {
  const { by = 'model' } = useSearch({ from: '/customer/usage' });
  return (
    <>
      <PageHead
        title="Usage"
        says={`Last ${daysShown} days (UTC); it agrees with the ledger to the micro-dollar.`}
      />
      <nav className="tabs" aria-label="By day and">
        {usageGroups.map((each) => (
          <Link
            key={each}
            to="/customer/usage"
            search={{ by: each }}
            aria-current={each === by ? 'page' : undefined}
          >
            By {each}
          </Link>
        ))}
      </nav>
      <Awaited query={useQuery(usage(`day,${by}`, daysShown))}>
        {({ data, total, start, end }) =>
          data.length === 0 ? (
            <Said kind="empty" title="Nothing was used yet">
              <p>What your batches and calls use stands here as soon as it is settled.</p>
            </Said>
          ) : (
            <>
              <p className="part">
                In all: <Money microUsd={total.charged_micro_usd} /> charged,{' '}
                <Money microUsd={total.credited_micro_usd} /> given back.
              </p>
              <StackedBars
                title={`Charged by day and ${by}`}
                {...chargedByDay(data, by, { start, end })}
                format={(microUsd) => moneyText(Math.round(microUsd))}
              />
              <section className="part" aria-label="Usage by day">
                <UsageTable rows={data} by={by} />
              </section>
            </>
          )
        }
      </Awaited>
    </>
  );
}

type Span = { start: string; end: string };

/** Every day of the span, also those of which nothing is told; the smallest series are told together. */
function chargedByDay(rows: UsageRow[], by: UsageGroup, span: Span) {
  const nameOf = (row: UsageRow) => row[usageGroupMember[by]] ?? 'none';
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(nameOf(row), (totals.get(nameOf(row)) ?? 0) + row.charged_micro_usd);
  const names = [...totals].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const series = names.length <= seriesMax ? names : [...names.slice(0, seriesMax - 1), 'others'];
  const days = daysOf(span).map((day): DaySums => {
    const sums: Record<string, number> = {};
    for (const row of rows.filter((each) => each.day === day)) {
      const name = series.includes(nameOf(row)) ? nameOf(row) : 'others';
      sums[name] = (sums[name] ?? 0) + row.charged_micro_usd;
    }
    return { day, sums };
  });
  return { days, series };
}

const usageGroupMember = {
  model: 'model',
  key: 'api_key_id',
  project: 'project_id',
  window: 'window',
} as const satisfies Record<UsageGroup, keyof UsageRow>;

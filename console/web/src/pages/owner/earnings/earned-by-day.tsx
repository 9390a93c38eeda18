import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type DaySums, daysOf } from '../../../charts/day-sums.ts';
import { StackedBars } from '../../../charts/stacked-bars.tsx';
import { moneyText } from '../../../format/money.ts';
import { Count, Money } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { Said } from '../../../said/said.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { type EarningsDay, earningsDays, vehicles } from '../queries.ts';

const daysUsual = 30;
const spans = [7, 30, 90] as const;
const series = ['net', 'energy', 'wear'] as const;

/** What all vehicles that are shown have earned, by day. */
function sumsByDay(rows: readonly EarningsDay[], span: { start: string; end: string }): DaySums[] {
  const nothing = { net: 0, energy: 0, wear: 0 };
  const days = new Map(daysOf(span).map((day) => [day, nothing]));
  for (const row of rows) {
    const { net, energy, wear } = days.get(row.day) ?? nothing;
    days.set(row.day, {
      net: net + row.net_micro_usd,
      energy: energy + row.energy_micro_usd,
      wear: wear + row.wear_micro_usd,
    });
  }
  return [...days].map(([day, sums]) => ({ day, sums }));
}

const money = (id: string, header: string, value: (row: EarningsDay) => number): Column<EarningsDay> => ({
  id,
  header,
  unit: 'micro-USD',
  value,
  shown: (row) => <Money microUsd={value(row)} />,
  align: 'end',
});

const columns: readonly Column<EarningsDay>[] = [
  { id: 'day', header: 'Day (UTC)', value: ({ day }) => day },
  { id: 'vehicle', header: 'Vehicle', value: (row) => row.vehicle_id ?? 'not told apart' },
  money('net', 'Net', (row) => row.net_micro_usd),
  money('energy', 'Energy', (row) => row.energy_micro_usd),
  money('wear', 'Wear', (row) => row.wear_micro_usd),
  money('gross', 'Gross', (row) => row.gross_micro_usd),
  {
    id: 'requests',
    header: 'Requests',
    value: ({ requests }) => requests,
    shown: ({ requests }) => <Count count={requests} />,
    align: 'end',
  },
];

/** As the address asks. */
export function useEarnedByDay() {
  const { vehicle, days = daysUsual } = useSearch({ from: '/owner/' });
  return useQuery(earningsDays(days, vehicle));
}

export function EarnedByDay() {
  const query = useEarnedByDay();
  return (
    <section className="part" aria-labelledby="by-day">
      <h2 id="by-day">By day and vehicle</h2>
      <Choice />
      <Awaited query={query}>
        {({ rows, ...span }) =>
          rows.length === 0 ? (
            <Said kind="empty" title="Nothing was earned in these days">
              <p>
                Earnings stand here from the first settlement of a batch that a vehicle of yours worked on.
              </p>
            </Said>
          ) : (
            <>
              <StackedBars
                title="Gross: net, energy and wear by day (UTC)"
                days={sumsByDay(rows, span)}
                series={series}
                format={moneyText}
              />
              <DataTable name="days and vehicles" rows={rows} columns={columns} rowId={({ id }) => id} />
            </>
          )
        }
      </Awaited>
    </section>
  );
}

function Choice() {
  const { vehicle = '', days = daysUsual } = useSearch({ from: '/owner/' });
  const navigate = useNavigate({ from: '/owner/' });
  const { data = [] } = useQuery(vehicles);
  return (
    <div className="row">
      <Named name="Days">
        <select
          className="field"
          value={days}
          onChange={({ target }) =>
            void navigate({ search: (now) => ({ ...now, days: Number(target.value) }), replace: true })
          }
        >
          {spans.map((span) => (
            <option key={span} value={span}>
              Last {span}
            </option>
          ))}
        </select>
      </Named>
      <Named name="Vehicle">
        <select
          className="field"
          value={vehicle}
          onChange={({ target }) =>
            void navigate({
              search: target.value ? { days, vehicle: target.value } : { days },
              replace: true,
            })
          }
        >
          <option value="">All</option>
          {data.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </Named>
    </div>
  );
}

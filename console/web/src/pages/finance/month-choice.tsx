import { useQuery } from '@tanstack/react-query';
import { Named } from '../../parts/named.tsx';
import { type Periods, periods } from './book-queries.ts';

/** The running month of UTC, and all before it in which something was booked. */
export function MonthChoice({
  month,
  choose,
}: {
  month: string | undefined;
  choose: (month: string | undefined) => void;
}) {
  const { data } = useQuery(periods);
  const months = new Set([...monthsUntilNow(data), ...(month === undefined ? [] : [month])]);
  return (
    <Named name="Month (UTC)">
      <select
        className="field"
        value={month ?? ''}
        onChange={({ target }) => choose(target.value || undefined)}
      >
        <option value="">The running one</option>
        {[...months].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </Named>
  );
}

/** Latest first, without the running one. */
function monthsUntilNow(told: Periods | undefined): string[] {
  const first = told?.data[0]?.month ?? told?.next_month;
  const months: string[] = [];
  for (let month = monthBefore(new Date()); first && month >= first; month = monthBefore(new Date(month)))
    months.push(month);
  return months;
}

const monthBefore = (at: Date) =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1)).toISOString().slice(0, 7);

import { useQuery } from '@tanstack/react-query';
import { StackedBars } from '../../../charts/stacked-bars.tsx';
import { moneyText } from '../../../format/money.ts';
import { Awaited } from '../../../said/awaited.tsx';
import { costs } from '../queries.ts';
import { spendByDay } from '../spend-by-day.ts';

export const daysShown = 30;

export const Spend = () => (
  <section className="part" aria-label="Spend">
    <Awaited query={useQuery(costs(daysShown))}>
      {(buckets) => (
        <StackedBars
          title={`Spent by day, last ${daysShown} days (UTC)`}
          {...spendByDay(buckets)}
          format={(usd) => moneyText(Math.round(usd * 1_000_000))}
        />
      )}
    </Awaited>
  </section>
);

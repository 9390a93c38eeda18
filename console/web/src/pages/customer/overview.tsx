import { useQuery } from '@tanstack/react-query';
import { StackedBars } from '../../charts/stacked-bars.tsx';
import { moneyText } from '../../format/money.ts';
import { Money } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { PageHead } from '../page-head.tsx';
import { balance, costs } from './queries.ts';
import { spendByDay } from './spend-by-day.ts';

const daysShown = 30;

export const CustomerOverview = () => (
  <>
    <PageHead title="Overview" />
    <Balance />
    <Spend />
  </>
);

const Balance = () => (
  <Awaited query={useQuery(balance)}>
    {(now) => (
      <dl className="tiles">
        <Tile name="Can be spent" microUsd={now.available_micro_usd} />
        <Tile name="Of it, given credit" microUsd={now.promo_micro_usd} />
        <Tile name="Used and not paid" microUsd={now.owed_micro_usd} />
      </dl>
    )}
  </Awaited>
);

const Tile = ({ name, microUsd }: { name: string; microUsd: number }) => (
  <div className="tile">
    <dt>{name}</dt>
    <dd>
      <Money microUsd={microUsd} />
    </dd>
  </div>
);

const Spend = () => (
  <Awaited query={useQuery(costs(daysShown))}>
    {(buckets) => (
      <StackedBars
        title={`Spent by day, last ${daysShown} days (UTC)`}
        {...spendByDay(buckets)}
        format={(usd) => moneyText(Math.round(usd * 1_000_000))}
      />
    )}
  </Awaited>
);

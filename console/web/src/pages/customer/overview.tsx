import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Money } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { Together } from '../../said/together.tsx';
import { PageHead } from '../page-head.tsx';
import { projects } from './account-queries.ts';
import { batches } from './batch-queries.ts';
import { Caps } from './overview/caps.tsx';
import { Running } from './overview/running.tsx';
import { daysShown, Spend } from './overview/spend.tsx';
import { TopUps } from './overview/top-ups.tsx';
import { balance, costs } from './queries.ts';

export const CustomerOverview = () => (
  <>
    <PageHead title="Overview" />
    <Together
      queries={[useQuery(balance), useQuery(batches), useQuery(costs(daysShown)), useQuery(projects)]}
    >
      <Balance />
      <Running />
      <Spend />
      <Caps />
      <TopUps />
    </Together>
  </>
);

const Balance = () => (
  <Awaited query={useQuery(balance)}>
    {(now) => (
      <>
        {now.frozen_by.length > 0 && (
          <p className="bad" role="alert">
            Your balance is frozen by {now.frozen_by.join(', ')}: nothing can be spent until that is settled.
          </p>
        )}
        <dl className="tiles">
          <Tile name="Can be spent" microUsd={now.available_micro_usd} />
          <Tile name="Of it, given credit" microUsd={now.promo_micro_usd} />
          <Tile name="Used and not paid" microUsd={now.owed_micro_usd} />
          <Tile name="Credit limit" microUsd={now.credit_limit_micro_usd} />
        </dl>
      </>
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

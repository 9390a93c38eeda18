import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Count, Money } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { Together } from '../../said/together.tsx';
import { PageHead } from '../page-head.tsx';
import { EarnedByDay, useEarnedByDay } from './earnings/earned-by-day.tsx';
import { Payouts } from './earnings/payouts.tsx';
import { Statements } from './earnings/statements.tsx';
import { earnings, payouts } from './queries.ts';

export const OwnerEarnings = () => (
  <>
    <PageHead title="Earnings" says="Net is what is left of gross after energy and wear." />
    <Together queries={[useQuery(earnings), useQuery(payouts), useEarnedByDay()]}>
      <Balance />
      <EarnedByDay />
      <Payouts />
      <Statements />
    </Together>
  </>
);

const Balance = () => (
  <Awaited query={useQuery(earnings)}>
    {(now) => (
      <dl className="tiles">
        <Tile name="Pending" microUsd={now.pendingMicroUsd} />
        <Tile name="Released" microUsd={now.releasedMicroUsd} />
        <Tile name="In transit" microUsd={now.inTransitMicroUsd} />
        <Tile name="Gross, ever" microUsd={now.grossMicroUsd} />
        <Tile name="Energy" microUsd={now.energyMicroUsd} />
        <Tile name="Wear" microUsd={now.wearMicroUsd} />
        <Tile name="Net, ever" microUsd={now.netMicroUsd} />
        {now.netInKwh && (
          <div className="tile">
            <dt>Net, in watt-hours</dt>
            <dd>
              <Count count={now.netInKwh.watt_hours} />
            </dd>
          </div>
        )}
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

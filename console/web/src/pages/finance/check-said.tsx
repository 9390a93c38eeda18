import { Count, Money } from '../../format/shown.tsx';
import type { Drill } from './queries.ts';

/** Whether parts add up to what is above them. Some are of other units than money, and say so. */
export function CheckSaid({ check: { says, holds, ...sides } }: { check: Drill['checks'][number] }) {
  const Side = says.endsWith('(no money)') ? Count : MicroUsd;
  return (
    <p className={holds ? 'soft' : 'bad'}>
      {holds ? 'Adds up' : 'Does not add up'}: {says} (<Side count={sides.left_micro_usd} />,{' '}
      <Side count={sides.right_micro_usd} />)
    </p>
  );
}

const MicroUsd = ({ count }: { count: number }) => <Money microUsd={count} />;

import { Money } from '../../../format/shown.tsx';

/** An amount of the currency that Stripe or the bank speaks of: others than the ledger's own are told in millionths. */
export const Difference = ({ microUsd, currency }: { microUsd: number; currency: string }) =>
  currency === 'usd' ? (
    <Money microUsd={microUsd} />
  ) : (
    <data value={microUsd}>
      {microUsd.toLocaleString('en-US')} millionths of {currency}
    </data>
  );

import type { components } from '../../api/schema.ts';
import { moneyText } from '../../format/money.ts';
import { Money } from '../../format/shown.tsx';

export type Project = components['schemas']['Project'];

/** Charged and held in the month, of what may be. */
export function SpendOfCap({ project: { name, monthly_cap_micro_usd: cap, spend } }: { project: Project }) {
  const taken = spend.charged_micro_usd + spend.held_micro_usd;
  return (
    <>
      {cap !== null && (
        <meter
          className="bar-of"
          min={0}
          max={Math.max(1, cap)}
          value={taken}
          aria-label={`${name}: ${moneyText(taken)} of its cap of ${moneyText(cap)}`}
        />
      )}
      <p>
        <Money microUsd={spend.charged_micro_usd} /> charged, <Money microUsd={spend.held_micro_usd} /> held
        {cap === null ? ', no cap' : <CapText cap={cap} />}
      </p>
    </>
  );
}

const CapText = ({ cap }: { cap: number }) => (
  <>
    {' '}
    of a cap of <Money microUsd={cap} />
  </>
);

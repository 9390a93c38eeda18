import type { Charter } from '../queries.ts';
import { Choice, TimeField, UsdField } from './fields.tsx';
import { weekdays } from './week.ts';

type Tariff = Charter['tariff'];
type TimeOfUse = Extract<Tariff, { kind: 'time-of-use' }>;

const kinds = { fixed: 'Fixed', 'time-of-use': 'By time of day', dynamic: 'A feed in the car' } as const;

/** The price that there was goes on as that of all hours, or of those outside the windows. */
function tariffOf(kind: Tariff['kind'], before: Tariff): Tariff {
  const { ceilingMicroUsdPerKwh } = before;
  const price = priceOf(before);
  if (kind === 'dynamic') return { kind, ceilingMicroUsdPerKwh };
  if (kind === 'fixed') return { kind, microUsdPerKwh: price, ceilingMicroUsdPerKwh };
  return {
    kind,
    windows: [{ days: [...weekdays], from: '22:00', to: '06:00', microUsdPerKwh: price }],
    otherwiseMicroUsdPerKwh: price,
    ceilingMicroUsdPerKwh,
  };
}

function priceOf(tariff: Tariff): number {
  if (tariff.kind === 'fixed') return tariff.microUsdPerKwh;
  return tariff.kind === 'time-of-use' ? tariff.otherwiseMicroUsdPerKwh : tariff.ceilingMicroUsdPerKwh;
}

export function PriceFields({ tariff, change }: { tariff: Tariff; change: (tariff: Tariff) => void }) {
  return (
    <fieldset className="card">
      <legend>Electricity</legend>
      <div className="row">
        <Choice
          name="Its price is"
          value={tariff.kind}
          among={kinds}
          change={(kind) => change(tariffOf(kind, tariff))}
        />
        {tariff.kind === 'fixed' && (
          <UsdField
            name="USD a kWh"
            microUsd={tariff.microUsdPerKwh}
            change={(microUsdPerKwh) => change({ ...tariff, microUsdPerKwh })}
          />
        )}
        {tariff.kind === 'time-of-use' && (
          <UsdField
            name="USD a kWh, at other times"
            microUsd={tariff.otherwiseMicroUsdPerKwh}
            change={(otherwiseMicroUsdPerKwh) => change({ ...tariff, otherwiseMicroUsdPerKwh })}
          />
        )}
        <UsdField
          name="Not above, USD a kWh"
          microUsd={tariff.ceilingMicroUsdPerKwh}
          change={(ceilingMicroUsdPerKwh) => change({ ...tariff, ceilingMicroUsdPerKwh })}
        />
      </div>
      {tariff.kind === 'time-of-use' && <Windows tariff={tariff} change={change} />}
    </fieldset>
  );
}

const Windows = ({ tariff, change }: { tariff: TimeOfUse; change: (tariff: Tariff) => void }) => {
  const set = (at: number, to: Partial<TimeOfUse['windows'][number]>) =>
    change({
      ...tariff,
      windows: tariff.windows.map((window, each) => (each === at ? { ...window, ...to } : window)),
    });
  return tariff.windows.map((window, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a window's place in the list is all that it is known by
    <fieldset key={at} className="row bare" aria-label={`Price ${at + 1}`}>
      <TimeField name="Priced from" value={window.from} change={(from) => set(at, { from })} />
      <TimeField name="Priced until" value={window.to} change={(to) => set(at, { to })} />
      <UsdField
        name="USD a kWh then"
        microUsd={window.microUsdPerKwh}
        change={(microUsdPerKwh) => set(at, { microUsdPerKwh })}
      />
      <span className="soft">{window.days.join(', ')}</span>
    </fieldset>
  ));
};

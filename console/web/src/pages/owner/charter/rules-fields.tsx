import { Named } from '../../../parts/named.tsx';
import type { Charter } from '../queries.ts';
import { Choice, NumberField, Tick, UsdField } from './fields.tsx';

type Part = { charter: Charter; change: (to: Partial<Charter>) => void };

const kindWords = { embeddings: 'Embeddings', chat: 'Chat', ocr: 'Pages' } as const;
const kinds = ['embeddings', 'chat', 'ocr'] as const;

export const PayFields = ({ charter, change }: Part) => (
  <fieldset className="card">
    <legend>Pay and work</legend>
    <div className="row">
      <UsdField
        name="An hour leaves at least, USD"
        microUsd={charter.netFloorMicroUsdPerHour}
        change={(netFloorMicroUsdPerHour) => change({ netFloorMicroUsdPerHour })}
      />
      <UsdField
        name="Wear a month at most, USD"
        microUsd={charter.wearBudgetMicroUsdPerMonth ?? 20_000_000}
        change={(wearBudgetMicroUsdPerMonth) => change({ wearBudgetMicroUsdPerMonth })}
      />
      {kinds.map((kind) => (
        <Tick
          key={kind}
          name={kindWords[kind]}
          isOn={charter.kinds.includes(kind)}
          change={(isOn) =>
            change({ kinds: kinds.filter((each) => (each === kind ? isOn : charter.kinds.includes(each))) })
          }
        />
      ))}
    </div>
  </fieldset>
);

export const CarFields = ({ charter, change }: Part) => {
  const { car, network, temperatures } = charter;
  const setCar = (to: Partial<Charter['car']>) => change({ car: { ...car, ...to } });
  return (
    <fieldset className="card">
      <legend>Car and plug</legend>
      <div className="row">
        <NumberField
          name="Charge kept, %"
          value={charter.stateOfChargeFloorPercent}
          range={[0, 100]}
          change={(stateOfChargeFloorPercent) => change({ stateOfChargeFloorPercent })}
        />
        <NumberField
          name="Battery, kWh"
          value={car.packKwh}
          range={[1, 500]}
          change={(packKwh) => setCar({ packKwh })}
        />
        <Choice
          name="Its chemistry"
          value={car.chemistry}
          among={{ nmc: 'NMC', lfp: 'LFP' }}
          change={(chemistry) => setCar({ chemistry })}
        />
        <NumberField
          name="Charger, W"
          value={car.chargerWatts}
          range={[300, 50_000]}
          change={(watts) => setCar({ chargerWatts: Math.round(watts) })}
        />
        <NumberField
          name="Circuit, W"
          value={charter.circuitWatts}
          range={[100, 100_000]}
          change={(watts) => change({ circuitWatts: Math.round(watts) })}
        />
        {temperatures.cabin && (
          <NumberField
            name="Cabin at most, °C"
            value={temperatures.cabin.maxCelsius}
            range={[-40, 120]}
            change={(maxCelsius) =>
              change({ temperatures: { ...temperatures, cabin: { signal: 'required', maxCelsius } } })
            }
          />
        )}
        <Named name="Time zone">
          <input
            className="field"
            required
            value={charter.timeZone}
            onChange={({ target }) => change({ timeZone: target.value })}
          />
        </Named>
        <Tick name="Awake anyway" isOn={car.awakeAnyway} change={(awakeAnyway) => setCar({ awakeAnyway })} />
        <Tick
          name="Wi-Fi only"
          isOn={network.wifiOnly}
          change={(wifiOnly) => change({ network: { ...network, wifiOnly } })}
        />
      </div>
    </fieldset>
  );
};

import { NumberField, Tick, TimeField } from './fields.tsx';
import type { Departure } from './preview.ts';

const usual: Departure = { at: '07:00', targetPercent: 80, nowPercent: 60 };

/** For the picture alone: a charter has no times of departure, and neither the API nor this page keeps one. */
export const DepartureFields = ({
  departure,
  change,
}: {
  departure: Departure | undefined;
  change: (departure: Departure | undefined) => void;
}) => (
  <fieldset className="card">
    <legend>Departure</legend>
    <p className="soft">
      Private to the car: what you write here is sent once, to work out the picture above, and kept nowhere.
      Put your plans into the charter file in the car.
    </p>
    <div className="row">
      <Tick
        name="Show a departure"
        isOn={departure !== undefined}
        change={(isOn) => change(isOn ? usual : undefined)}
      />
      {departure && (
        <>
          <TimeField name="Leaves at" value={departure.at} change={(at) => change({ ...departure, at })} />
          <NumberField
            name="Charged to, %"
            value={departure.targetPercent}
            range={[0, 100]}
            change={(targetPercent) => change({ ...departure, targetPercent })}
          />
          <NumberField
            name="Charge now, %"
            value={departure.nowPercent}
            range={[0, 100]}
            change={(nowPercent) => change({ ...departure, nowPercent })}
          />
        </>
      )}
    </div>
  </fieldset>
);

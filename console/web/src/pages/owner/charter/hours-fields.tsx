import type { Charter } from '../queries.ts';
import { Tick, TimeField } from './fields.tsx';
import { weekdays } from './week.ts';

type Window = NonNullable<Charter['hours']>[number];

const dayWords = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
} as const;
const usualWindow: Window = { days: [...weekdays], from: '22:00', to: '06:00' };

/** Weekly windows; none: at any hour. Windows stand in their order and have no names: their place is who they are. */
export function HoursFields({
  hours,
  change,
}: {
  hours: readonly Window[];
  change: (hours: Window[]) => void;
}) {
  const set = (at: number, to: Partial<Window>) =>
    change(hours.map((window, each) => (each === at ? { ...window, ...to } : window)));
  return (
    <fieldset className="card">
      <legend>Hours</legend>
      {hours.length === 0 && <p>At any hour.</p>}
      {hours.map((window, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window's place in the list is all that it is known by
        <fieldset key={at} className="row bare" aria-label={`Hours ${at + 1}`}>
          {weekdays.map((day) => (
            <Tick
              key={day}
              name={dayWords[day]}
              isOn={window.days.includes(day)}
              change={(isOn) =>
                set(at, {
                  days: weekdays.filter((each) => (each === day ? isOn : window.days.includes(each))),
                })
              }
            />
          ))}
          <TimeField name="From" value={window.from} change={(from) => set(at, { from })} />
          <TimeField name="Until" value={window.to} change={(to) => set(at, { to })} />
          <button
            type="button"
            className="button"
            onClick={() => change(hours.filter((_, each) => each !== at))}
          >
            Leave out
          </button>
        </fieldset>
      ))}
      <button type="button" className="button" onClick={() => change([...hours, usualWindow])}>
        {hours.length === 0 ? 'Only at certain hours' : 'More hours'}
      </button>
    </fieldset>
  );
}

const dayMillis = 86_400_000;

/** The calendar of a time zone. Days are counted from 1970-01-01, which was a Thursday. */
export type LocalDays = {
  dayOf(at: number): number;
  /** Hours since midnight by the clock on the wall. */
  hourOf(at: number): number;
  /** When the wall's clock shows `hour` on that day; an hour that the day lacks is taken an hour later. */
  timeOf(day: number, hour: number): number;
};

/** Throws a RangeError that names the zone if there is none of that name. */
export function localDays(timeZone: string): LocalDays {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsets = new Map<number, number>();
  function offsetOf(at: number): number {
    // Zones change their offset at a full quarter of an hour only.
    const quarter = Math.floor(at / 900_000);
    const kept = offsets.get(quarter);
    if (kept !== undefined) return kept;
    const part = Object.fromEntries(
      format.formatToParts(quarter * 900_000).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter * 900_000;
    if (offsets.size > 1_000) offsets.clear();
    offsets.set(quarter, offset);
    return offset;
  }
  return {
    dayOf: (at) => Math.floor((at + offsetOf(at)) / dayMillis),
    hourOf(at) {
      const local = at + offsetOf(at);
      return (local - Math.floor(local / dayMillis) * dayMillis) / 3_600_000;
    },
    timeOf(day, hour) {
      const wall = Math.round(day * dayMillis + hour * 3_600_000);
      const guess = wall - offsetOf(wall);
      return wall - offsetOf(guess);
    },
  };
}

import type { Charter } from '../queries.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof weekdays)[number];
type Window = { days: readonly Weekday[]; from: string; to: string };

export const minutesADay = 1_440;

/** "07:30" as minutes after midnight; "24:00" is the day's end. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

export const timeOf = (minute: number): string => {
  const within = ((minute % minutesADay) + minutesADay) % minutesADay;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
};

/** Whether a weekly window holds: what ends before it begins goes on into the next day. */
function isWithin({ days, from, to }: Window, day: number, minute: number): boolean {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const isOn = (at: number) => days.some((each) => each === weekdays[(at + 7) % 7]);
  if (end > start) return isOn(day) && minute >= start && minute < end;
  return (isOn(day) && minute >= start) || (isOn(day - 1) && minute < end);
}

/** What a kilowatt-hour costs then; undefined where a feed tells it to the car alone. */
export function priceAt({ tariff }: Charter, day: number, minute: number): number | undefined {
  if (tariff.kind === 'dynamic') return undefined;
  if (tariff.kind === 'fixed') return tariff.microUsdPerKwh;
  const window = tariff.windows.find((each) => isWithin(each, day, minute));
  return window?.microUsdPerKwh ?? tariff.otherwiseMicroUsdPerKwh;
}

export function mayComputeAt(charter: Charter, day: number, minute: number): boolean {
  const { hours, tariff } = charter;
  const price = priceAt(charter, day, minute);
  if (price !== undefined && price > tariff.ceilingMicroUsdPerKwh) return false;
  return hours === undefined || hours.some((window) => isWithin(window, day, minute));
}

const stepMinutes = 15;

/** The share of a week's hours in which the rules allow computing, and what a kilowatt-hour costs in them, on average. */
export function allowedShare(charter: Charter): { share: number; microUsdPerKwh: number | undefined } {
  let allowed = 0;
  let cost = 0;
  let priced = 0;
  for (let day = 0; day < 7; day++)
    for (let minute = 0; minute < minutesADay; minute += stepMinutes) {
      if (!mayComputeAt(charter, day, minute)) continue;
      allowed++;
      const price = priceAt(charter, day, minute);
      if (price === undefined) continue;
      cost += price;
      priced++;
    }
  return {
    share: (allowed * stepMinutes) / (7 * minutesADay),
    microUsdPerKwh: priced > 0 ? Math.round(cost / priced) : undefined,
  };
}

import { dayMillis, hourMillis, wallTimeAt } from '../../../shared/charter/local-time.ts';
import type { SignalValues } from '../signal-source.ts';
import { chanceOf } from './chance.ts';
import type { Commuter } from './commuter.ts';
import type { Pack } from './pack.ts';

/** The warmest day and hour. */
const warmestDay = 200;
const warmestHour = 15;
const drivenCabinCelsius = 21;

/** Temperatures in a simulated car by season and hour, by the sun on a parked car, and by what the car does. */
export function weatherOf(seed: number, { timeZone, climate }: Commuter) {
  const wave = (position: number) => Math.cos(2 * Math.PI * position);
  let today = { day: Number.NaN, celsius: 0 };
  /** Drawn by the day's own seed, so that a day has the same weather whenever one begins to look. */
  function weather(day: number): number {
    if (today.day !== day) {
      const celsius = chanceOf(seed ^ Math.imul(day, 0x9e3779b1), 3).normal({
        mean: 0,
        sd: climate.weatherCelsius,
      });
      today = { day, celsius };
    }
    return today.celsius;
  }
  return (at: number, pack: Pack, awake: boolean): SignalValues => {
    const wallTime = wallTimeAt(timeZone, at);
    const day = Math.floor(wallTime / dayMillis);
    const hour = (wallTime - day * dayMillis) / hourMillis;
    const season = wave((day - warmestDay) / 365.25);
    const outside =
      climate.meanCelsius +
      weather(day) +
      climate.seasonCelsius * season +
      climate.dayCelsius * wave((hour - warmestHour) / 24);
    const sun = climate.sunCelsius * (0.65 + 0.35 * season) * Math.max(0, wave((hour - 13) / 24));
    const cabin = pack.driving ? drivenCabinCelsius : outside + sun;
    const worked = pack.driving || pack.charging();
    return {
      cabinCelsius: tenths(cabin),
      batteryCelsius: tenths(outside + (worked ? 10 : 3)),
      computerCelsius: tenths(cabin + (awake ? 15 : 5)),
    };
  };
}

const tenths = (celsius: number) => Math.round(celsius * 10) / 10;

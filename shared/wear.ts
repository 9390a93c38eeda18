import type { Charter } from './charter.ts';
import { batteryMilliWatts, type Standing, wallMilliWatts } from './energy.ts';

/**
 * What computing wears out of a parked car, an hour, as a reserve that is taken out of gross pay. It is a model: each
 * part states its source, and none is measured on the car.
 *
 * Assumed: all of the load goes through the battery, which is topped up (φ = 1), until the car's own current and
 * voltage show otherwise; and a battery costs $150 a kilowatt-hour and ends at 80 % of its capacity.
 */
export type WearInput = {
  computeMilliWatts: number;
  standing: Standing;
  car: Pick<Charter['car'], 'packKwh' | 'chemistry' | 'chargerWatts'>;
  /** Left out: 25 °C, at which the calendar takes nothing more than it takes anyway. */
  batteryCelsius?: number | undefined;
  /** Of the chip. Left out: by the load. */
  computerCelsius?: number | undefined;
  /** Part of the load that goes through the battery, 0..1. Left out: 1. */
  throughPack?: number | undefined;
  /** By how much of its capacity (0..1) the battery stands fuller on average because of computing. Left out: 0. */
  fuller?: number | undefined;
};

/** Micro-USD an hour, not rounded. */
export type WearParts = {
  cycle: number;
  calendar: number;
  computer: number;
  cooling: number;
  contactors: number;
  charger: number;
};

const packMicroUsdPerKwh = 150_000_000;
const lifeShare = 0.2;

/**
 * Share of the capacity lost by a full cycle: twice what NREL's BLAST-Lite fits give for shallow cycles at 25 °C, 0.010 % for
 * NMC and NCA, 0.005 % for LFP. That is $0.075 and $0.0375 for each kilowatt-hour out of the battery.
 */
export const capacityLostByCycle = { nmc: 0.0001, lfp: 0.00005 } as const;

/** Yearly loss of a battery that only stands, at 25 °C (Geotab, 2026: 1.5 %). */
const lostByYear = 0.015;
const hoursPerYear = 8_766;

/** Kelvin of 0 °C. */
const zeroCelsius = 273.15;

/** A chip's life at 87 °C (360 K), and what its computer costs, of which 0.3 is charged to computing. */
const computerLifeHours = 12_000;
const computerMicroUsd = 2_000_000_000;
const computerShare = 0.3;

/** Pump and fan, contactors, on-board charger while it is energised: estimates, in micro-USD an hour. */
const coolingMicroUsd = 10_000;
const contactorsMicroUsd = 3_000;
const chargerMicroUsd = 50_000;

export function wearParts(input: WearInput): WearParts {
  const { computeMilliWatts, standing, car, throughPack = 1 } = input;
  const batteryKilowatts = batteryMilliWatts(computeMilliWatts, standing) / 1e6;
  const wallWatts = wallMilliWatts(computeMilliWatts, standing.woken, standing.hot) / 1e3;
  return {
    cycle:
      (throughPack * batteryKilowatts * packMicroUsdPerKwh * capacityLostByCycle[car.chemistry]) / lifeShare,
    calendar: calendarWear(input),
    computer: computerWear(input.computerCelsius ?? chipCelsius(computeMilliWatts)),
    cooling: coolingMicroUsd,
    contactors: contactorsMicroUsd,
    // What is drawn more than charging anyway takes keeps the charger on for longer.
    charger: chargerMicroUsd * Math.min(1, wallWatts / car.chargerWatts),
  };
}

/** The reserve of an hour of computing, micro-USD, rounded up. */
export const wearMicroUsdPerHour = (input: WearInput): number =>
  Math.ceil(Object.values(wearParts(input)).reduce((sum, part) => sum + part, 0));

/** More than an hour can wear: woken on a hot day, a battery of 45 °C, a chip at 95 °C. */
export const mostWearMicroUsdPerHour = (car: Charter['car']): number =>
  wearMicroUsdPerHour({
    computeMilliWatts: car.computerWatts * 1_000,
    standing: { woken: true, hot: true },
    car,
    batteryCelsius: 45,
    computerCelsius: 95,
  });

/**
 * What standing warmer or fuller takes of the battery's life on top of what standing takes anyway:
 * kWh · $150 / 0.2 · 1.5 % / 8,766 h · (e^(3340 · (1/298.15 - 1/T) + 1.18 · fuller) - 1), T in kelvin. All of the
 * warmth over 25 °C is put down to computing; a colder battery earns nothing.
 */
function calendarWear({ car, batteryCelsius = 25, fuller = 0 }: WearInput): number {
  const kelvin = zeroCelsius + Math.max(-40, Math.min(80, batteryCelsius));
  const faster = Math.exp(3_340 * (1 / 298.15 - 1 / kelvin) + 1.18 * fuller) - 1;
  const packMicroUsd = (car.packKwh * packMicroUsdPerKwh) / lifeShare;
  return Math.max(0, (packMicroUsd * lostByYear * faster) / hoursPerYear);
}

/** Arrhenius with 0.7 eV: at 60 °C a chip lasts 6.2 times as long as at 87 °C, at 65 °C 4.3 times, at 75 °C 2.2. */
function computerWear(celsius: number): number {
  const kelvin = zeroCelsius + Math.max(-40, Math.min(125, celsius));
  const lastsLonger = Math.exp(8_123 * (1 / kelvin - 1 / 360));
  return (computerShare * computerMicroUsd) / (computerLifeHours * lastsLonger);
}

/** Without a sensor: 58 °C and 22 °C for each kilowatt. An assumption; 61 °C at 150 W, 80 °C at 1 kW. */
const chipCelsius = (computeMilliWatts: number) => 58 + 22 * (computeMilliWatts / 1e6);

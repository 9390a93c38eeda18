import type { Charter } from '../../../shared/charter.ts';
import { standardCharter } from '../../../shared/charter.ts';
import type { SignalName, Signals } from '../../../shared/signals.ts';

export type SignalValues = { [Name in SignalName]?: NonNullable<Signals[Name]>['value'] };

/** A Monday, 18:00 in UTC, 19:00 in Berlin. */
export const monday = Date.UTC(2026, 2, 2, 18);

/** A car at home with nothing against computing: every signal that a charter can need. */
export const goodValues = {
  pluggedIn: true,
  charging: false,
  chargingWatts: 0,
  stateOfChargePercent: 85,
  chargeLimitPercent: 90,
  gear: 'P',
  userPresent: false,
  doorOpen: false,
  appInUse: false,
  locked: true,
  sentry: false,
  softwareUpdate: false,
  preconditioning: false,
  crash: false,
  tow: false,
  serviceMode: false,
  cabinCelsius: 21,
  batteryCelsius: 24,
  computerCelsius: 55,
  awake: false,
  network: 'wifi',
  wearThisMonthMicroUsd: 3_000_000,
  dataTodayBytes: 5_000_000,
} as const satisfies SignalValues;

export const readings = (values: SignalValues, at: number): Signals =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value, at }]),
  ) as Signals;

/** The good car, but for some signals; undefined leaves one out. */
export const goodSignals = (
  but: { [Name in SignalName]?: SignalValues[Name] | undefined } = {},
  at = monday,
): Signals => readings({ ...goodValues, ...but } as SignalValues, at);

/** Nothing but a fixed price, and no plan: eligible at any hour. */
export const plainCharter: Charter = {
  ...standardCharter,
  timeZone: 'Europe/Berlin',
  departure: { ...standardCharter.departure, weekly: [] },
};

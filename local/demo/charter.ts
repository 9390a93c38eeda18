import { type Charter, standardCharter } from '../../shared/charter.ts';

/**
 * The rules of the demo's cars: they stand at their owners' plugs all day, and nobody but SIGUSR2 comes near. Only
 * what such a car knows is asked of it; the tariff is its owner's.
 */
export const demoCharter = (tariffMicroUsdPerKwh: number): Charter => ({
  ...standardCharter,
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  car: { ...standardCharter.car, awakeAnyway: true },
  stateOfChargeFloorPercent: 0,
  departure: { ...standardCharter.departure, weekly: [] },
  tariff: {
    kind: 'fixed',
    microUsdPerKwh: tariffMicroUsdPerKwh,
    ceilingMicroUsdPerKwh: standardCharter.tariff.ceilingMicroUsdPerKwh,
  },
  temperatures: {},
  network: { wifiOnly: false },
  interlocks: {
    ...standardCharter.interlocks,
    userPresent: 'required',
    doorOpen: 'required',
    softwareUpdate: 'if-told',
    sentry: 'if-told',
    preconditioning: 'if-told',
  },
});

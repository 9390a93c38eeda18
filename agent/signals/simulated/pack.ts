import type { Commuter } from './commuter.ts';

/** Loss of charging on alternating current, kW, by the draw at the plug (ADAC's measurements of a Model 3). */
const lossKw = (plugKw: number) => 0.218 + 0.0572 * plugKw;
/** A driver whose car is that empty charges it on the way, which no plug of a stay shows. */
const emptyPercent = 10;
const quickChargedPercent = 50;

/** The pack of a simulated car: empties on trips, fills at a plug up to its limit. */
export type Pack = {
  driving: boolean;
  /** What the plug can give, kW; 0: not plugged in. */
  plugKw: number;
  percent(): number;
  charging(): boolean;
  /** At the plug. */
  chargingWatts(): number;
  /** Milliseconds until it is charged up to the limit; Infinity while it does not charge. */
  millisToLimit(): number;
  pass(millis: number): void;
};

export function packOf({ car }: Commuter): Pack {
  const limitKwh = (car.packKwh * car.chargeLimitPercent) / 100;
  let kwh = (car.packKwh * car.startPercent) / 100;
  const drawKw = () => Math.min(pack.plugKw, car.chargerKw);
  const gainKw = () => drawKw() - lossKw(drawKw());
  const pack: Pack = {
    driving: false,
    plugKw: 0,
    percent: () => (kwh / car.packKwh) * 100,
    charging: () => !pack.driving && pack.plugKw > 0 && gainKw() > 0 && kwh < limitKwh,
    chargingWatts: () => (pack.charging() ? Math.round(drawKw() * 1_000) : 0),
    millisToLimit: () =>
      pack.charging() ? Math.ceil(((limitKwh - kwh) / gainKw()) * 3_600_000) : Number.POSITIVE_INFINITY,
    pass(millis) {
      const hours = millis / 3_600_000;
      if (pack.charging()) kwh = Math.min(limitKwh, kwh + gainKw() * hours);
      else if (pack.driving) kwh -= car.drivingKw * hours;
      if (kwh < (car.packKwh * emptyPercent) / 100) kwh = (car.packKwh * quickChargedPercent) / 100;
    },
  };
  return pack;
}

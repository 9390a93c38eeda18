import { energyCost } from './energy.ts';
import type { MicroUsd } from './money.ts';

/** What computing costs this owner at this plug in this hour, as the car works it out from charter, tariff and wear. */
export type PlugCosts = {
  /** Price of a kilowatt-hour. Negative when the grid pays. */
  energyMicroUsdPerKwh: number;
  /** What computing adds at the wall: computer, cooling, losses of charger and converter, waking. */
  wallMilliWatts: number;
  /** The reserve for what computing wears out. */
  wearMicroUsdPerHour: number;
  /** The charter's: an hour of computing must leave at least this, after energy and wear. */
  floorMicroUsdPerHour: number;
};

export type NetPay = {
  grossMicroUsd: MicroUsd;
  energyMicroUsd: MicroUsd;
  wearMicroUsd: MicroUsd;
  netMicroUsd: MicroUsd;
};

const microsPerHour = 3_600_000_000n;

/** net = gross - energy at that plug and hour - wear reserve, over so much running. Costs are rounded up. */
export function netPayOf(grossMicroUsd: MicroUsd, runningMicros: number, costs: PlugCosts): NetPay {
  const milliWattHours = Math.ceil((costs.wallMilliWatts * runningMicros) / Number(microsPerHour));
  const energyMicroUsd = energyCost(milliWattHours, costs.energyMicroUsdPerKwh);
  const wearMicroUsd = perHourUp(costs.wearMicroUsdPerHour, runningMicros);
  return {
    grossMicroUsd,
    energyMicroUsd,
    wearMicroUsd,
    netMicroUsd: grossMicroUsd - energyMicroUsd - wearMicroUsd,
  };
}

/** Whether it leaves what the owner's charter asks for an hour, and never less than nothing. */
export const meetsFloor = ({ netMicroUsd }: NetPay, runningMicros: number, costs: PlugCosts): boolean =>
  netMicroUsd >= 0n && netMicroUsd >= perHourUp(costs.floorMicroUsdPerHour, runningMicros);

function perHourUp(microUsdPerHour: number, runningMicros: number): MicroUsd {
  const whole = BigInt(microUsdPerHour) * BigInt(Math.round(runningMicros));
  return whole <= 0n ? 0n : (whole + microsPerHour - 1n) / microsPerHour;
}

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

/**
 * In nano-USD: a single live call earns less than a micro-USD, and costs less. net = gross - energy - wear, exactly.
 */
export type NetPay = { grossNanoUsd: bigint; energyNanoUsd: bigint; wearNanoUsd: bigint; netNanoUsd: bigint };

/** net = gross - energy at that plug and hour - wear reserve, over so much running. Costs are rounded up. */
export function netPayOf(grossNanoUsd: bigint, runningMicros: number, costs: PlugCosts): NetPay {
  const { energyNanoUsd, wearNanoUsd } = runningCosts(runningMicros, costs);
  return { grossNanoUsd, energyNanoUsd, wearNanoUsd, netNanoUsd: grossNanoUsd - energyNanoUsd - wearNanoUsd };
}

/** What so much running costs at this plug in this hour. */
export function runningCosts(
  runningMicros: number,
  { energyMicroUsdPerKwh, wallMilliWatts, wearMicroUsdPerHour }: PlugCosts,
): { energyNanoUsd: bigint; wearNanoUsd: bigint } {
  const micros = BigInt(Math.ceil(runningMicros));
  const wear = BigInt(wearMicroUsdPerHour) * micros * nanosPerMicro;
  const energy = BigInt(wallMilliWatts) * BigInt(energyMicroUsdPerKwh) * micros * nanosPerMicro;
  return {
    energyNanoUsd: roundedUp(energy, microsPerHour * milliWattsPerKiloWatt),
    wearNanoUsd: roundedUp(wear, microsPerHour),
  };
}

/** Whether it leaves what the owner's charter asks for an hour, and never less than nothing. */
export function meetsFloor(
  { netNanoUsd }: NetPay,
  runningMicros: number,
  { floorMicroUsdPerHour }: PlugCosts,
): boolean {
  const floor = BigInt(floorMicroUsdPerHour) * BigInt(Math.ceil(runningMicros)) * nanosPerMicro;
  return netNanoUsd >= roundedUp(floor, microsPerHour);
}

/** What so many nano-USD are in whole micro-USD, rounded up: of costs, after they are added up. */
export const microUsdUp = (nanoUsd: bigint): bigint => roundedUp(nanoUsd, nanosPerMicro);

const nanosPerMicro = 1_000n;
const microsPerHour = 3_600_000_000n;
const milliWattsPerKiloWatt = 1_000_000n;

/** BigInt division cuts toward zero, which is already up for what is negative: its remainder is below zero. */
const roundedUp = (amount: bigint, divisor: bigint): bigint =>
  amount / divisor + (amount % divisor > 0n ? 1n : 0n);

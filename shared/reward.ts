import type { MicroUsd } from './money.ts';

/** How an owner wants earnings shown: the ledger's unit is money, whatever is chosen here. */
export type Reward = { kind: 'money' } | { kind: 'kwh'; microUsdPerKwh: number };

export type InKwh = {
  wattHours: number;
  /** What is less than a watt-hour: to be carried. */
  remainderNanoUsd: number;
};

const nanosPerMicro = 1_000n;

/**
 * A net amount as energy at a stated price, exactly: net · 1000 + carried = wattHours · price + remainder, and the
 * remainder is from 0 to below the price of a watt-hour, of a negative net too.
 */
export function inKwh(netMicroUsd: MicroUsd, microUsdPerKwh: number, carriedNanoUsd = 0): InKwh {
  // A micro-USD per kWh is a nano-USD per Wh.
  const price = BigInt(microUsdPerKwh);
  const nano = netMicroUsd * nanosPerMicro + BigInt(carriedNanoUsd);
  const remainder = ((nano % price) + price) % price;
  return { wattHours: Number((nano - remainder) / price), remainderNanoUsd: Number(remainder) };
}

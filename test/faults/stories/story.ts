import type { startMarket } from '../../support/market-rig.ts';
import type { FaultyMarket } from '../faulty-market.ts';

/** What a run came to, as its people see it: the same whatever failed on the way. */
export type Outcome = Record<string, unknown>;

export type Story = {
  name: string;
  options?: Parameters<typeof startMarket>[0];
  /** What there is before anything fails: vehicles, for instance, that all runs share. */
  begin?: (market: FaultyMarket) => Promise<unknown>;
  /** Plays it with people of its own, named after `no`. */
  tell: (market: FaultyMarket, no: string) => Promise<Outcome>;
};

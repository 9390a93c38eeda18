import type { CustomersPlan, LoadPlan } from './customers.ts';
import type { MarketReport } from './market.ts';
import type { Sent } from './sent.ts';
import type { FleetPlan, FleetReport } from './vehicles.ts';

/** What is measured with: each a process of its own. */
export type Processes = {
  market: (ask: 'how are you?') => Promise<MarketReport>;
  customers: (plan: CustomersPlan | LoadPlan) => Promise<Sent>;
  fleet: (plan: FleetPlan | 'finished?') => Promise<FleetReport>;
  endFleet: () => Promise<void>;
};

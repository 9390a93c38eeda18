import type { Patch } from './patch.ts';
import { deliveryBugs } from './patches/delivery.ts';
import { doorBugs } from './patches/doors.ts';
import { leaseBugs } from './patches/leases.ts';
import { moneyInBugs } from './patches/money-in.ts';
import { moneyOutBugs } from './patches/money-out.ts';
import { settlementBugs } from './patches/settlement.ts';
import { vehicleBugs } from './patches/vehicles.ts';

export const patches: readonly Patch[] = [
  ...leaseBugs,
  ...settlementBugs,
  ...moneyInBugs,
  ...moneyOutBugs,
  ...deliveryBugs,
  ...vehicleBugs,
  ...doorBugs,
];

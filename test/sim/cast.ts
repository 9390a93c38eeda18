import type { CustomerPlan, Deed } from './actors/customer.ts';
import { models } from './world/base-world.ts';
import { type Random, randomOf } from './world/random.ts';

/** Who is in a seed and what they are up to: few, and others in each. */
export type Cast = {
  kind: 'batches' | 'live' | 'money';
  customers: readonly CustomerPlan[];
  /** Which of the base world's cars, by number. */
  cars: readonly { no: number; isDishonest: boolean; isOnDuty: boolean; millisMax: number }[];
  /** What customers ask for and cars offer. */
  models: readonly string[];
  hasFinance: boolean;
  /** An owner takes the last car out of the market. */
  revokes: boolean;
  /** All of Stripe's webhooks are lost, all the time: the poller alone brings the ledger to the truth. */
  losesWebhooks: boolean;
  /** How many of the calls go wrong, and for how long. */
  faultShare: number;
  faultMinutes: number;
  auditShare: number;
};

/** Drawn at random: what is named more often comes more often. */
const kinds = [
  ...['batches', 'batches', 'batches', 'batches'],
  ...['live', 'live'],
  ...['money', 'money', 'money'],
] as const satisfies readonly Cast['kind'][];

const deedsOf: Record<Cast['kind'], readonly Deed[]> = {
  batches: ['file batch', 'inline batch', 'quoted batch', 'cancelled batch', 'inline batch', 'look'],
  live: ['chat', 'streamed chat', 'embedding', 'chat', 'inline batch'],
  money: ['top-up', 'refund', 'inline batch', 'top-up', 'refund', 'file batch', 'look'],
};

export function castOf(seed: number): Cast {
  const random = randomOf(seed, 'cast');
  const kind = random.pick(kinds);
  const customers = random.chance(0.3) ? 2 : 1;
  const cars = carsOf(random, kind);
  const deeds = (kind === 'live' ? 2 : 1) + random.below(customers === 1 ? 3 : 1);
  return {
    kind,
    customers: Array.from({ length: customers }, (_, no) => ({
      name: `customer-${no}`,
      deeds: Array.from({ length: deeds }, () => random.pick(deedsOf[kind])),
    })),
    cars,
    models: kind === 'live' || random.chance(0.2) ? models : [random.pick(models)],
    hasFinance: kind === 'money',
    revokes: cars.length > 2 && random.chance(0.3),
    losesWebhooks: kind === 'money' && random.chance(0.3),
    faultShare: random.pick([0.06, 0.12, 0.18, 0.24, 0.34]),
    faultMinutes: 1 + random.below(4),
    auditShare: random.pick([0, 0.3, 1]),
  };
}

/** Two or three, of two owners at least, so that a check finds somebody else. The first is honest. */
function carsOf(random: Random, kind: Cast['kind']): Cast['cars'] {
  const first = random.below(2);
  const nos = random.chance(0.25) ? [first, 2, 3 + random.below(2)] : [first, 2];
  return nos.map((no, at) => ({
    no,
    isDishonest: at > 0 && random.chance(0.35),
    isOnDuty: kind === 'live' && random.chance(0.7),
    millisMax: random.pick([300, 4_000, 15_000, 30_000]),
  }));
}

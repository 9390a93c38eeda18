import { type BankDeed, bankDeeds } from './actors/bank.ts';
import type { CustomerPlan, Deed } from './actors/customer-plan.ts';
import { type DeskDeed, deskDeeds } from './actors/desk.ts';
import { models } from './world/base-world.ts';
import { beginsAt, monthEndsAt } from './world/environment.ts';
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
  /** What card holders' banks do. */
  bank: readonly BankDeed[];
  /** What finance decides beside payout runs. */
  desk: readonly DeskDeed[];
  /** An owner shares what comes with others. */
  sharesPay: boolean;
  /** The owner of the first car is paid all, and erased. */
  closesAccount: boolean;
  /** The operator halts cars for a while. */
  halts: boolean;
  /** An owner takes the last car out of the market. */
  revokes: boolean;
  /** All of Stripe's webhooks are lost, all the time: the poller alone brings the ledger to the truth. */
  losesWebhooks: boolean;
  /** Milliseconds since the epoch. */
  startsAt: number;
  /** Finance closes the month that ends while things go wrong. */
  closesMonth: boolean;
  /** Drivers want something from their cars every few seconds: tasks are finished in parts, and what is left continued. */
  isRestless: boolean;
  /** All cars are away for so long, from soon after the beginning: windows are missed, and what was asked for expires. */
  awayMinutes: number;
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
  batches: [
    'webhooks',
    ...(['file batch', 'inline batch', 'quoted batch', 'cancelled batch', 'inline batch', 'look'] as const),
  ],
  live: ['chat', 'streamed chat', 'embedding', 'chat', 'inline batch'],
  money: ['top-up', 'refund', 'inline batch', 'automatic top-up', 'refund', 'file batch', 'look'],
};

export function castOf(seed: number): Cast {
  const random = randomOf(seed, 'cast');
  const cast = usualCast(random);
  return cast.kind === 'batches' ? { ...cast, ...oddDrivers(random, cast) } : cast;
}

/** Until then no car can do anything, but in the beginning; in the past where they stay. */
export const awayUntil = ({ startsAt, awayMinutes }: Cast): number => startsAt + awayMinutes * 60_000;

/** Drivers as few are, where somebody asks for something. */
function oddDrivers(random: Random, { customers, cars }: Cast): Partial<Cast> {
  const asks = customers.some(({ deeds }) => deeds.some((deed) => deed.endsWith('batch')));
  if (!asks || !random.chance(0.08)) return {};
  // For some windows too long, or for all.
  if (random.chance(0.4)) return { awayMinutes: random.pick([5, 25]) * 60 };
  return {
    isRestless: true,
    // So little else goes wrong that a task gets to its third part.
    faultShare: 0.06,
    faultMinutes: 4,
    cars: cars.map((car) => ({ ...car, millisMax: 8_000 })),
    // The model that a customer can pay so much of.
    models: models.slice(0, 1),
    customers: customers.map((plan) => ({ ...plan, deeds: ['long batch'] })),
  };
}

function usualCast(random: Random): Cast {
  const kind = random.pick(kinds);
  const customers = random.chance(0.3) ? 2 : 1;
  const cars = carsOf(random, kind);
  const deeds = (kind === 'live' ? 2 : 1) + random.below(customers === 1 ? 3 : 1);
  const plans = Array.from({ length: customers }, (_, no) => ({
    name: `customer-${no}`,
    isOnAccount: false,
    deeds: Array.from({ length: deeds }, () => random.pick(deedsOf[kind])),
  }));
  const cast = {
    kind,
    cars,
    models: kind === 'live' || random.chance(0.2) ? models : [random.pick(models)],
    hasFinance: kind === 'money',
    revokes: cars.length > 2 && random.chance(0.3),
    losesWebhooks: kind === 'money' && random.chance(0.3),
    faultShare: random.pick([0.06, 0.12, 0.18, 0.24, 0.34]),
    faultMinutes: 1 + random.below(4),
    auditShare: random.pick([0, 0.3, 1]),
    halts: random.chance(0.1),
    ...usualDrivers,
  };
  if (kind !== 'money')
    return { ...cast, customers: plans, bank: [], desk: [], ...staying, startsAt: beginsAt };
  const isOnAccount = random.chance(0.35);
  const closesMonth = random.chance(0.05);
  const spending = plans.map((plan) => ({
    ...plan,
    isOnAccount: true,
    deeds: plan.deeds.map(() => random.pick(deedsOf.batches)),
  }));
  return {
    ...cast,
    customers: isOnAccount ? [...spending.slice(0, 1), ...plans.slice(1)] : plans,
    bank: some(random, bankDeeds),
    desk: isOnAccount ? ['invoice', ...some(random, deskDeeds)] : some(random, deskDeeds),
    sharesPay: random.chance(0.3),
    // Others must be left, to work and to check.
    closesAccount: cars.length > 2 && !cast.revokes && random.chance(0.6),
    closesMonth,
    startsAt: closesMonth ? monthEndsAt - 1_000 * (1 + random.below(200)) : beginsAt,
  };
}

const staying = { sharesPay: false, closesAccount: false, closesMonth: false };
const usualDrivers = { isRestless: false, awayMinutes: 0 };

/** A few of what people do about money besides what customers do. */
const some = <Deed>(random: Random, deeds: readonly Deed[]): Deed[] =>
  Array.from({ length: random.below(3) }, () => random.pick(deeds));

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

import { monthOf } from '../../../shared/project.ts';
import { awayUntil, type Cast } from '../cast.ts';
import type { Violation } from '../checks/violation.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { type BaseWorld, onAccount } from '../world/base-world.ts';
import type { Cloud } from '../world/cloud.ts';
import { type Environment, newInstance, running } from '../world/environment.ts';
import { randomOf } from '../world/random.ts';
import type { Trace } from '../world/trace.ts';
import { runBank } from './bank.ts';
import type { Caller } from './caller.ts';
import type { Car } from './car.ts';
import { runCustomer } from './customer.ts';
import type { Customer, Remembered } from './customer-plan.ts';
import { runDesk } from './desk.ts';
import { closeMonth, runFinance } from './finance.ts';
import { haltForAWhile } from './operator.ts';
import { closeAccount, revoke, sharePay } from './owner.ts';
import { startVehicle, type VehicleActor } from './vehicle.ts';

export type Acting = {
  env: Environment;
  seed: number;
  cast: Cast;
  base: BaseWorld;
  faults: FaultPlan;
  trace: Trace;
  cloud: Cloud;
  without?: ReadonlySet<string> | undefined;
  onViolation(violation: Violation): void;
};

/** Nobody asks for anything, and nothing is to be had: who looks now and then loses nothing. */
const idleMillis = 900_000;
/** Once nothing goes wrong any more a car is told when there is something: see `onWork`. */
const untilToldMillis = 7_200_000;
const restlessMillis = 45_000;

/** Everybody who is in the seed begins. */
export function startActors(acting: Acting) {
  const { cast, without = new Set() } = acting;
  const busy = new Set<string>();
  const names: string[] = [];
  const remembered = new Map<string, Remembered>();
  let isOver = false;
  const begin = (name: string, act: () => Promise<unknown>) => {
    names.push(name);
    if (without.has(name)) return;
    busy.add(name);
    act()
      .catch((error: unknown) =>
        acting.onViolation({ name: 'fault: an actor broke', detail: `${name}: ${String(error)}` }),
      )
      .finally(() => busy.delete(name));
  };
  for (const [no, plan] of cast.customers.entries()) {
    const customer = customerOf(acting, no);
    remembered.set(plan.name, customer.remembered);
    begin(plan.name, () => running.run(customer.instance, () => runCustomer(customer)));
  }
  /** Customers alone do: nothing that others are about brings vehicles work. */
  const asksForWork = () => [...remembered.keys()].some((name) => busy.has(name));
  const vehicles: VehicleActor[] = [];
  const patience = () => {
    if (cast.kind === 'live' && asksForWork()) return 0;
    const visibleAt = acting.cloud.workVisibleAt();
    if (visibleAt !== undefined) return Math.min(restlessMillis, Math.max(0, visibleAt - acting.env.now()));
    if (asksForWork() || acting.cloud.hasWork()) return restlessMillis;
    return acting.faults.ended ? untilToldMillis : idleMillis;
  };
  for (const { no, ...how } of cast.cars) {
    const car = acting.base.cars[no];
    if (!car) throw new Error(`There is no car ${no}.`);
    names.push(car.name);
    if (without.has(car.name)) continue;
    vehicles.push(
      startVehicle({
        ...acting,
        ...how,
        isRestless: cast.isRestless,
        awayUntil: awayUntil(cast),
        patience,
        onWork: acting.cloud.onWork,
        car: { ...car, models: cast.models, deviceFile: { ...car.deviceFile }, disk: new Map() },
      }),
    );
  }
  const isDone = () => isOver && !acting.cloud.hasWork() && !asksForWork();
  for (const [name, act] of peopleOf(acting, isDone)) begin(name, act);
  const revoked = new Map<string, number>();
  const leaving = leavingOf(
    cast,
    vehicles.map(({ car }) => car),
  );
  const [first] = leaving;
  if (first)
    begin('owner', () => {
      const { apiKey = '' } = acting.base.owners[first.ownerNo] ?? {};
      const owner = callerOf(acting, 'owner', apiKey);
      const done = () => {
        for (const { name } of leaving) revoked.set(name, acting.env.now());
      };
      return running.run(owner.instance, () =>
        cast.closesAccount ? closeAccount(owner, done) : revoke(owner, first, done),
      );
    });
  return {
    names,
    /** By car: since when no call of it may be let in. */
    revoked,
    /** Which cars their owner takes out of the market. */
    leaving: new Set(leaving.map(({ name }) => name)),
    remembered,
    vehicles,
    busy: () => [...busy],
    /** Finance makes no more runs; what is proposed is still approved. */
    faultsEnded() {
      isOver = true;
    },
  };
}

/** All cars of the first one's owner, who closes the account, or the last one alone. */
function leavingOf({ closesAccount, revokes }: Cast, cars: readonly Car[]): readonly Car[] {
  if (closesAccount) return cars.filter(({ ownerNo }) => ownerNo === cars[0]?.ownerNo);
  return revokes ? cars.slice(-1) : [];
}

type Act = () => Promise<unknown>;

/** Who works for the market, owns cars or works for banks, and what each is up to in this seed. */
function* peopleOf(acting: Acting, isDone: () => boolean): Generator<[name: string, act: Act]> {
  const { cast, base, cloud } = acting;
  const as = (name: string, apiKey = ''): [Caller, (act: Act) => Act] => {
    const caller = callerOf(acting, name, apiKey);
    return [caller, (act) => () => running.run(caller.instance, act)];
  };
  const [makerKey, approverKey] = base.financeKeys;
  if (cast.hasFinance) {
    const [maker, asMaker] = as('finance-maker', makerKey);
    const [approver] = as('finance-approver', approverKey);
    yield ['finance', asMaker(() => runFinance({ maker, approver, until: isDone }))];
  }
  if (cast.closesMonth) {
    const [closer, asCloser] = as('closer', approverKey);
    yield ['closer', asCloser(() => closeMonth(closer, monthOf(cast.startsAt)))];
  }
  if (cast.desk.length > 0) {
    const [maker, asMaker] = as('desk-maker', makerKey);
    const [approver] = as('desk-approver', approverKey);
    const customerIds = base.customers.map(({ customerId }) => customerId);
    const desk = { maker, approver, customerIds, onAccount: customerIds.slice(onAccount), cloud };
    yield ['desk', asMaker(() => runDesk({ ...desk, deeds: cast.desk }))];
  }
  if (cast.bank.length > 0) {
    const [{ random }, asBank] = as('bank');
    yield ['bank', asBank(() => runBank({ deeds: cast.bank, cloud, random }))];
  }
  if (cast.sharesPay) {
    const [owner, asOwner] = as('sharing-owner', base.owners[0]?.apiKey);
    yield ['sharing-owner', asOwner(() => sharePay(owner, cloud))];
  }
  if (cast.halts) {
    const [operator, asOperator] = as('operator', base.operatorKey);
    yield ['operator', asOperator(() => haltForAWhile(operator, cast.models))];
  }
}

function callerOf({ env, trace, faults, seed }: Acting, name: string, apiKey: string): Caller {
  return { env, trace, faults, instance: newInstance(name), apiKey, random: randomOf(seed, name) };
}

function customerOf(acting: Acting, no: number): Customer {
  const plan = acting.cast.customers[no];
  const { apiKey = '' } = acting.base.customers[plan?.isOnAccount ? onAccount : no] ?? {};
  if (!plan) throw new Error(`There is no customer ${no}.`);
  return {
    ...callerOf(acting, plan.name, apiKey),
    plan,
    models: acting.cast.models,
    remembered: {
      ...{ accepted: new Map(), live: new Map(), isTold: false, toBeTold: new Set() },
      canary: `canary${acting.seed}x${no}`,
    },
    payAtStripe: (session) => void acting.cloud.atStripe('POST', `/_test/checkout/sessions/${session}/pay`),
  };
}

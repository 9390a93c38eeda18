import type { Cast } from '../cast.ts';
import type { Violation } from '../checks/violation.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { BaseWorld } from '../world/base-world.ts';
import type { Cloud } from '../world/cloud.ts';
import { type Environment, newInstance, running } from '../world/environment.ts';
import { randomOf } from '../world/random.ts';
import type { Trace } from '../world/trace.ts';
import type { Caller } from './caller.ts';
import { type Customer, type Remembered, runCustomer } from './customer.ts';
import { runFinance } from './finance.ts';
import { revoke } from './owner.ts';
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
  const vehicles: VehicleActor[] = [];
  const patience = () => {
    if (cast.kind === 'live' && busy.size > 0) return 0;
    const visibleAt = acting.cloud.workVisibleAt();
    if (visibleAt !== undefined) return Math.min(restlessMillis, Math.max(0, visibleAt - acting.env.now()));
    if (busy.size > 0 || acting.cloud.hasWork()) return restlessMillis;
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
        patience,
        onWork: acting.cloud.onWork,
        car: { ...car, models: cast.models, deviceFile: { ...car.deviceFile }, disk: new Map() },
      }),
    );
  }
  if (cast.hasFinance)
    begin('finance', () => {
      const [maker, approver] = acting.base.financeKeys.map((apiKey, no) =>
        callerOf(acting, no === 0 ? 'finance-maker' : 'finance-approver', apiKey),
      ) as [Caller, Caller];
      return running.run(maker.instance, () =>
        runFinance({ maker, approver, until: () => isOver && !acting.cloud.hasWork() && busy.size <= 1 }),
      );
    });
  const revoked = new Map<string, number>();
  const car = cast.revokes ? vehicles.at(-1)?.car : undefined;
  if (car)
    begin('owner', () => {
      const { apiKey = '' } = acting.base.owners[car.ownerNo] ?? {};
      const owner = callerOf(acting, 'owner', apiKey);
      return running.run(owner.instance, () =>
        revoke(owner, car, () => revoked.set(car.name, acting.env.now())),
      );
    });
  return {
    names,
    /** By car: since when no call of it may be let in. */
    revoked,
    /** Which car its owner takes out of the market. */
    leaving: car?.name,
    remembered,
    vehicles,
    busy: () => [...busy],
    /** Finance makes no more runs; what is proposed is still approved. */
    faultsEnded() {
      isOver = true;
    },
  };
}

function callerOf({ env, trace, faults, seed }: Acting, name: string, apiKey: string): Caller {
  return { env, trace, faults, instance: newInstance(name), apiKey, random: randomOf(seed, name) };
}

function customerOf(acting: Acting, no: number): Customer {
  const plan = acting.cast.customers[no];
  const { apiKey = '' } = acting.base.customers[no] ?? {};
  if (!plan) throw new Error(`There is no customer ${no}.`);
  return {
    ...callerOf(acting, plan.name, apiKey),
    plan,
    models: acting.cast.models,
    remembered: { accepted: new Map(), live: new Map(), canary: `canary${acting.seed}x${no}` },
    payAtStripe: (session) => acting.cloud.payAtStripe(session),
  };
}

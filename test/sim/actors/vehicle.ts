import type { AgentEvent } from '../../../agent/events.ts';
import { runLoop } from '../../../agent/loop.ts';
import { type Market, MarketRefusal } from '../../../agent/market.ts';
import { createParked, type Parked } from '../../../agent/parked.ts';
import { modelledCosts } from '../../../agent/run-costs.ts';
import type { WorkRequest } from '../../../shared/contract/vehicle.ts';
import type { Fault, FaultPlan } from '../faults/fault-plan.ts';
import { type Environment, type Instance, kill, newInstance, running } from '../world/environment.ts';
import { type Random, randomOf } from '../world/random.ts';
import type { Trace } from '../world/trace.ts';
import { type Car, deviceOf, marketOf } from './car.ts';
import { memorySpool } from './memory-spool.ts';
import { simEngines } from './sim-engine.ts';

export type VehicleOptions = {
  env: Environment;
  seed: number;
  faults: FaultPlan;
  trace: Trace;
  car: Car;
  /** How long a request takes it at most. */
  millisMax: number;
  /** Whether it waits for live calls. */
  isOnDuty: boolean;
  isDishonest: boolean;
  /** Its driver comes back in the middle of tasks. */
  isRestless: boolean;
  /** It is away until then, from soon after the beginning; in the past where it stays. */
  awayUntil: number;
  /** How much longer than the market says it waits before it asks again: where nothing can be had, much longer. */
  patience(): number;
  /** Called whenever there is something to be had: then it waits no longer than the market says. */
  onWork(listener: () => void): () => void;
};

export type VehicleActor = {
  car: Car;
  isDishonest: boolean;
  /** Says that it is not wanted any more: nothing more is heard of it. */
  refusedBy(): string | undefined;
  /** It finishes what it has, and asks for nothing more. */
  end(): void;
};

const lifeMillis = 45_000;

/** A parked car: the agent's own loop over its own market client, which dies and leaves as the seed says. */
export function startVehicle(options: VehicleOptions): VehicleActor {
  const { env, seed, faults, trace, car } = options;
  const random = randomOf(seed, car.name);
  let starts = 0;
  let ended = false;
  let refused: string | undefined;
  let parked: Parked | undefined;

  function start() {
    if (ended || refused) return;
    const skews = faults.at(`clock of ${car.name}`, ['skewed'], 2);
    const skewMillis = skews ? skews.random.below(600_000) - 300_000 : 0;
    const instance = newInstance(`${car.name}.${++starts}`, skewMillis);
    parked = createParked();
    trace.note(instance.name, 'starts');
    void running
      .run(instance, () => drive(instance, parked ?? createParked(), { ...options, random, finished }))
      .catch((error: unknown) => {
        trace.note(instance.name, `ends: ${String(error).slice(0, 120)}`);
        // What is refused for good is for its owner to look at; all else it tries again.
        if (error instanceof MarketRefusal && isFinal(error)) refused = error.code ?? 'refused';
        else env.after(20_000 + random.below(20_000), start);
        kill(instance);
      });
    env.after(random.below(lifeMillis), () => live(instance));
    const { awayUntil } = options;
    if (env.now() < awayUntil)
      env.after(random.below(60_000), () => leave(instance, 'for long', awayUntil - env.now()));
  }

  function leave(instance: Instance, how: string, awayMillis: number) {
    if (!instance.alive) return;
    trace.note(instance.name, `left (${how})`);
    kill(instance);
    env.after(awayMillis, start);
  }

  /** Now and then it is unplugged, or its driver comes back. */
  function live(instance: Instance) {
    if (!instance.alive || ended) return;
    const fault = faults.at(`${car.name} parked`, ['left_silently', 'driver_returned', 'driver_returned'], 5);
    if (fault?.kind === 'left_silently')
      return leave(instance, fault.id, 5_000 + fault.random.below(240_000));
    if (fault?.kind === 'driver_returned') drives(instance, fault, 5_000 + fault.random.below(120_000));
    env.after(lifeMillis, () => live(instance));
  }

  function drives(instance: Instance, { id }: Fault, millis: number) {
    trace.note(instance.name, `driver is back (${id})`);
    parked?.driverReturns();
    env.after(millis, () => {
      if (instance.alive) parked?.driverLeaves();
    });
  }

  /** A restless driver is back before the next request is done. */
  function finished(instance: Instance) {
    const fault = options.isRestless && faults.at(`${car.name} computes`, ['driver_returned'], 14);
    if (fault) env.after(1, () => drives(instance, fault, 100 + fault.random.below(2_000)));
  }

  env.after(random.below(5_000), start);
  return {
    car,
    isDishonest: options.isDishonest,
    refusedBy: () => refused,
    end() {
      ended = true;
      parked?.end();
    },
  };
}

const isFinal = ({ code }: MarketRefusal) => code === 'vehicle_revoked' || code === 'vehicle_quarantined';

type Running = VehicleOptions & { random: Random; finished(instance: Instance): void };

async function drive(instance: Instance, parked: Parked, options: Running): Promise<void> {
  const { env, car, faults, isDishonest, isOnDuty, millisMax, random } = options;
  const isAlive = () => instance.alive;
  const now = () => env.now() + instance.skewMillis;
  const device = await deviceOf(car, now, isAlive);
  const market = marketOf(device, now, env.now);
  const lies = isDishonest ? () => lieOf(faults, car.name) : () => undefined;
  const finished = () => options.finished(instance);
  const engines = simEngines({ models: car.models, random, millisMax, lie: lies, finished });
  const emit = (event: AgentEvent) => options.trace.note(instance.name, toldOf(event));
  await runLoop({
    market: isDishonest ? cheating(market, options) : market,
    engines,
    device,
    spool: memorySpool(car.disk, isAlive),
    costsOf: modelledCosts('AI4'),
    parked,
    emit,
    want: () => ({ seconds: 40, tasks: 2, ...(isOnDuty && { waitSeconds: 5 }) }),
    wait: (millis, signal) => waitForWork(instance, millis, signal, options),
  });
}

/**
 * As long as the market says, and on until there may be something: what is patient here costs no call. While things go
 * wrong it looks by itself.
 */
function waitForWork(
  instance: Instance,
  millis: number,
  signal: AbortSignal,
  { env, faults, patience, onWork }: VehicleOptions,
): Promise<void> {
  return new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    const leastUntil = env.now() + millis;
    const end = () => {
      clearTimeout(timer);
      forget();
      instance.atDeath.delete(forget);
      signal.removeEventListener('abort', end);
      resolve();
    };
    let timer = setTimeout(end, Math.max(millis, patience()));
    const forget = onWork(() => {
      if (!faults.ended) return;
      clearTimeout(timer);
      running.run(instance, () => {
        timer = setTimeout(end, Math.max(0, leastUntil - env.now()));
      });
    });
    instance.atDeath.add(forget);
    signal.addEventListener('abort', end, { once: true });
  });
}

function lieOf(faults: FaultPlan, name: string) {
  const fault = faults.at(`${name} answers`, ['wrong_result', 'wrong_result', 'inflated_units'], 10);
  return fault && (fault.kind === 'wrong_result' ? { wrong: true } : { inflated: true });
}

/** One that hands in again, later, what it handed in before, and other than it was. */
function cheating(market: Market, { faults, car, trace }: VehicleOptions): Market {
  const handed: WorkRequest['handIns'] = [];
  return {
    ...market,
    marketNow: market.marketNow,
    async work(request, cut) {
      const again = faults.at(`${car.name} hands in`, ['replayed_request', 'stale_completion'], 4);
      const old = again && handed.length > 0 ? handed[again.random.below(handed.length)] : undefined;
      if (again && old) {
        trace.note(car.name, `hands in again (${again.id})`);
        const isOther = again.kind === 'stale_completion' && old.result && 'sealed' in old.result;
        const handIn = isOther ? { ...old, result: null } : old;
        await market.work({ handIns: [handIn], want: null }).catch(() => undefined);
      }
      const reply = await market.work(request, cut);
      handed.push(...request.handIns.filter(({ result }) => result !== null));
      return reply;
    },
  };
}

function toldOf(event: AgentEvent): string {
  const { event: name, ...rest } = event;
  return `${name} ${Object.values(rest).join(' ')}`;
}

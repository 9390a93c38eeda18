import { AsyncLocalStorage } from 'node:async_hooks';
import nodeCrypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import fakeTimers from '@sinonjs/fake-timers';
import { type Random, randomOf } from './random.ts';
import { rememberedImport, seededSubtle } from './seeded-crypto.ts';

/**
 * What runs and can die: an instance of a function, a vehicle's program. From its death on nothing that it began is
 * carried out, no answer reaches it, and no timer of its calls it.
 */
export type Instance = {
  readonly name: string;
  alive: boolean;
  /** How far its own clock is off. */
  skewMillis: number;
  /** Called once, when it dies. */
  readonly atDeath: Set<() => void>;
};

export const newInstance = (name: string, skewMillis = 0): Instance => ({
  name,
  alive: true,
  skewMillis,
  atDeath: new Set(),
});

export function kill(instance: Instance): void {
  if (!instance.alive) return;
  instance.alive = false;
  for (const each of instance.atDeath) each();
  instance.atDeath.clear();
}

/** What becomes of a call that nobody lives to hear of. */
export const never = <Answer>(): Promise<Answer> => new Promise<Answer>(() => {});

/** Whose code runs now; nobody's outside of instances. */
export const running = new AsyncLocalStorage<Instance>();

/** Most seeds begin at this moment: an hour after the base world was made. */
export const beginsAt = Date.UTC(2027, 0, 11, 9, 0, 0);
/** The end of that month: some begin shortly before it. */
export const monthEndsAt = Date.UTC(2027, 1, 1);

export type Environment = {
  now(): number;
  /** Runs `act` after so many milliseconds of virtual time, whoever lives then. */
  after(millis: number, act: () => void): void;
  /** Lets everything happen that needs no time, then what is due next. False where nothing is due at all. */
  turn(): Promise<boolean>;
  settle(): Promise<void>;
};

let product: Random = randomOf(0, 'product');

/** From here on all that product code draws by chance comes from this seed. */
export const reseed = (seed: number): void => {
  product = randomOf(seed, 'product');
};

export const productBytes = (count: number): Uint8Array<ArrayBuffer> => product.bytes(count);

const immediately = setImmediate;

const faked = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;

/**
 * Takes this process's time, timers and chance over: they are the seed's from here on, until `giveBack`. One at a time
 * in a process. Time stands still but for `turn`.
 */
export function takeOver(
  startsAt: number = beginsAt,
): Environment & { giveBack(): void; restart(at: number): void } {
  const clock = fakeTimers.install({
    now: startsAt,
    toFake: [...faked],
    loopLimit: Number.MAX_SAFE_INTEGER,
  });
  const undo = [tagTimers(), takeChance(), takeSignals()];
  syncBuiltinESMExports();
  const settle = () => new Promise<void>((resolve) => immediately(resolve));
  return {
    now: () => clock.now,
    after: (millis, act) => void clock.setTimeout(act, millis),
    settle,
    async turn() {
      await settle();
      if (clock.countTimers() === 0) return false;
      clock.next();
      return true;
    },
    restart(at) {
      clock.reset();
      clock.setSystemTime(at);
    },
    giveBack() {
      for (const each of undo) each();
      clock.uninstall();
      syncBuiltinESMExports();
    },
  };
}

/** A timer belongs to whoever set it: it runs as that instance, and not at all once that is dead. */
function tagTimers(): () => void {
  const { setTimeout: once, setInterval: often } = globalThis;
  const tagged =
    (set: typeof setTimeout | typeof setInterval) =>
    (act: (...args: unknown[]) => void, millis?: number, ...args: unknown[]) => {
      const instance = running.getStore();
      if (!instance) return set(act, millis, ...args);
      const timer = set(() => {
        if (instance.alive) running.run(instance, act, ...args);
        // Nobody is left to end it.
        else clearInterval(timer);
      }, millis);
      return timer;
    };
  globalThis.setTimeout = tagged(once) as typeof setTimeout;
  globalThis.setInterval = tagged(often) as typeof setInterval;
  return () => {
    globalThis.setTimeout = once;
    globalThis.setInterval = often;
  };
}

/** `AbortSignal.timeout` has a clock of its own. */
function takeSignals(): () => void {
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (millis: number) => {
    const controller = new AbortController();
    setTimeout(
      () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      millis,
    );
    return controller.signal;
  };
  return () => {
    AbortSignal.timeout = timeout;
  };
}

const uuid = (): `${string}-${string}-${string}-${string}-${string}` => {
  const hex = Buffer.from(productBytes(16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

function takeChance(): () => void {
  const { random } = Math;
  const { randomBytes, randomUUID } = nodeCrypto;
  const getRandomValues = <Filled extends ArrayBufferView>(filled: Filled): Filled => {
    new Uint8Array(filled.buffer, filled.byteOffset, filled.byteLength).set(productBytes(filled.byteLength));
    return filled;
  };
  Math.random = () => product.unit();
  Object.assign(nodeCrypto, {
    randomBytes: (count: number) => Buffer.from(productBytes(count)),
    randomUUID: uuid,
  });
  const subtle = { ...seededSubtle(productBytes), importKey: rememberedImport(crypto.subtle) };
  const own = (object: object, methods: object) => {
    for (const [name, value] of Object.entries(methods))
      Object.defineProperty(object, name, { value, configurable: true });
  };
  own(crypto, { getRandomValues, randomUUID: uuid });
  own(crypto.subtle, subtle);
  return () => {
    Math.random = random;
    Object.assign(nodeCrypto, { randomBytes, randomUUID });
    for (const name of ['getRandomValues', 'randomUUID'] as const) Reflect.deleteProperty(crypto, name);
    for (const name of Object.keys(subtle)) Reflect.deleteProperty(crypto.subtle, name);
  };
}

import { builtInModels } from './built-in.ts';
import type { Engine } from './engine.ts';
import { type EngineChild, startEngineChild } from './engine-child.ts';
import { createEngines, type EngineOpener, type Engines } from './engines.ts';

/** The built-in engines in a process of their own, which is started when one is needed. */
export type EngineProcess = Engines & {
  /** Of the process that runs now, if one does. */
  readonly pid: number | undefined;
  /** Ends the process at once, whatever it computes; it is started again when next needed. */
  stop(): Promise<void>;
};

/** Models in a cache: more of them as they are downloaded. */
export type HeldModels = { cache: string; models(): readonly string[] };

export type EngineProcessOptions = {
  /** What this vehicle offers: all built-in models and `others` if left out. */
  models?: readonly string[] | undefined;
  /** Where built-in engines find their models, and which are there now; left out: those that ship. */
  held?: HeldModels | undefined;
  /** Whether the driver is in the car: read anew for each parking, as `Parked` gives it. */
  driverBack(): AbortSignal;
  /**
   * With a driver in the car, keeps the process and the models in memory, and only ends what it computes. The process
   * is ended all the same if an engine does not let go of its request, as Tesseract never does of a page.
   */
  keepWarm?: boolean;
  /** Engines that need no process here, by model: those that ask another server. They outrank built-in ones. */
  others?: Readonly<Record<string, EngineOpener>>;
};

/** So that a process which is kept is quiet as soon as one that is not is gone. */
const letGoMillis = 100;

/**
 * Engines that a returning driver stops within milliseconds: their process is killed, in the middle of a computation
 * too, and `run` throws the signal's reason. While the driver is in the car nothing starts it. A crash fails the
 * request that ran with `EngineProcessEnded`; the next one starts the process anew. Throws when `models` names one
 * that nothing here runs.
 */
export function openEngineProcess(options: EngineProcessOptions): EngineProcess {
  const others = createEngines(options.others ?? {});
  const known = [...new Set([...builtInModels, ...others.models])];
  const wanted = options.models ?? known;
  const unknown = wanted.find((model) => !known.includes(model));
  if (unknown !== undefined)
    throw new Error(`No engine runs the model '${unknown}': it is none of ${known.join(', ')}.`);
  let child: EngineChild | undefined;
  let heeded: { child: EngineChild; driverBack: AbortSignal } | undefined;

  function models(): readonly string[] {
    const held = options.held?.models();
    return held ? wanted.filter((model) => held.includes(model) || others.models.includes(model)) : wanted;
  }

  function running(): EngineChild {
    const driverBack = options.driverBack();
    driverBack.throwIfAborted();
    if (!child || child.isOver) child = startEngineChild(options.held?.cache);
    if (heeded?.child !== child || heeded.driverBack !== driverBack) {
      heeded = { child, driverBack };
      stopWhen(heeded, options.keepWarm ? letGoMillis : undefined);
    }
    return child;
  }

  async function get(model: string): Promise<Engine> {
    if (!models().includes(model)) throw new Error(`This vehicle does not offer the model '${model}'.`);
    if (others.models.includes(model)) return others.get(model);
    const about = await running().load(model);
    return {
      model,
      ...about,
      run: async (body, signal, onChoice) => await running().run({ model, body, signal, onChoice }),
      close: () => drop(model),
    };
  }

  async function drop(model: string) {
    if (others.models.includes(model)) await others.drop(model);
    else if (child && !child.isOver) await child.drop(model);
  }

  async function stop() {
    child?.kill(new Error('The engines were stopped.'));
    await child?.exited;
  }

  return {
    get models() {
      return models();
    },
    get,
    drop,
    stop,
    get pid() {
      return child?.isOver ? undefined : child?.pid;
    },
    async close() {
      await Promise.all([stop(), others.close()]);
    },
  };
}

/** `letsGoIn`: the process is ended where it still has not answered by then; left out, at once. */
function stopWhen({ child, driverBack }: { child: EngineChild; driverBack: AbortSignal }, letsGoIn?: number) {
  const kill = () => child.kill(driverBack.reason);
  const letGo = () => {
    const asked = child.unanswered();
    // The driver may have left again, and another request have begun.
    const killIfStuck = () => {
      if (child.unanswered().some((id) => asked.includes(id))) kill();
    };
    setTimeout(killIfStuck, letsGoIn);
  };
  const stop = letsGoIn === undefined ? kill : letGo;
  driverBack.addEventListener('abort', stop, { once: true });
  void child.exited.then(() => driverBack.removeEventListener('abort', stop));
}

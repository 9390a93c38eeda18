import type { Engine } from './engine.ts';

export type EngineOpener = () => Promise<Engine>;

/** The engines of one vehicle: each is loaded when first needed and kept. */
export type Engines = {
  models: readonly string[];
  get(model: string): Promise<Engine>;
  /** Unloads a model, so that the next `get` starts it anew: after a fault. */
  drop(model: string): Promise<void>;
  close(): Promise<void>;
};

/** `openers`: how to load each model that this vehicle offers, by the model's id. */
export function createEngines(openers: Readonly<Record<string, EngineOpener>>): Engines {
  const loaded = new Map<string, Promise<Engine>>();

  async function drop(model: string) {
    const engine = loaded.get(model);
    loaded.delete(model);
    // What failed to load, or crashed, may fail to close as well; it is gone either way.
    await engine?.then((each) => each.close()).catch(() => undefined);
  }

  return {
    models: Object.keys(openers),
    get(model) {
      const known = loaded.get(model);
      if (known) return known;
      const open = openers[model];
      if (!open) throw new Error(`This vehicle does not offer the model '${model}'.`);
      const engine = open();
      loaded.set(model, engine);
      // A failed load is tried again next time.
      engine.catch(() => loaded.delete(model));
      return engine;
    },
    drop,
    async close() {
      for (const model of [...loaded.keys()]) await drop(model);
    },
  };
}

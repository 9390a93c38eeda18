import type { Engine } from './engines/engine.ts';
import type { Engines } from './engines/engines.ts';

type Hearers = {
  /** An engine begins to compute, and, whatever becomes of it, is quiet again. */
  began(): void;
  ended(): void;
  /** It answered. */
  requestFinished(): void;
};

/** The same engines; whoever meters hears when they compute. */
export function meteredEngines(engines: Engines, hearers: Hearers): Engines {
  const metered = (engine: Engine): Engine => ({
    ...engine,
    async run(body, signal, onChoice) {
      hearers.began();
      try {
        const reply = await engine.run(body, signal, onChoice);
        hearers.requestFinished();
        return reply;
      } finally {
        hearers.ended();
      }
    },
  });
  return {
    ...engines,
    // They may become more.
    get models() {
      return engines.models;
    },
    get: async (model) => metered(await engines.get(model)),
  };
}

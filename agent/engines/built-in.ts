import type { Clock } from './engine.ts';
import type { EngineOpener } from './engines.ts';

/**
 * How to load each model that an engine is built in for, from `cache` or, if left out, as it ships. `import()` keeps
 * what a vehicle does not offer out of its memory: each engine brings a native library or a WebAssembly module of its own.
 */
export function builtInOpeners(now: Clock, cache?: string): Record<string, EngineOpener> {
  return {
    'parkade-embed-1': async () => (await import('./embeddings.ts')).openEmbeddings({ cache }),
    'parkade-dictionary-1': async () => (await import('./chat.ts')).openChat({ now, cache }),
    'tesseract-eng': async () => (await import('./ocr.ts')).openOcr({ now, cache }),
  };
}

export const builtInModels: readonly string[] = Object.keys(builtInOpeners(Date.now));

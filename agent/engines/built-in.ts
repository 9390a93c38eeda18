import type { Clock } from './engine.ts';
import type { EngineOpener } from './engines.ts';

/**
 * How to load each model that ships with the agent. `import()` keeps what a vehicle does not offer out of its
 * memory: each engine brings a native library or a WebAssembly module of its own.
 */
export function builtInOpeners(now: Clock): Record<string, EngineOpener> {
  return {
    'parkade-embed-1': async () => (await import('./embeddings.ts')).openEmbeddings(),
    'parkade-dictionary-1': async () => (await import('./chat.ts')).openChat({ now }),
    'tesseract-eng': async () => (await import('./ocr.ts')).openOcr({ now }),
  };
}

export const builtInModels: readonly string[] = Object.keys(builtInOpeners(Date.now));

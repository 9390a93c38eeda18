import { onTestFinished } from 'vitest';
import { type EngineProcessOptions, openEngineProcess } from '../../../agent/engines/engine-process.ts';
import { ocrLines } from '../../../local/demo/batches.ts';

export const embed = 'parkade-embed-1';
export const chat = 'parkade-dictionary-1';
export const ocr = 'tesseract-eng';
export const textOf = (input: string) => ({ model: embed, input });
export const definition = { model: chat, messages: [{ role: 'user', content: 'Define harbor.' }] };
export const [page = { body: {} }] = ocrLines();

/** How soon a request must have let go of the car, or of the engine. */
export const stopMillisMax = 250;

/** Engines in a process of their own until the test ends, and the driver who may come back. */
export function open(options: Partial<EngineProcessOptions> = {}) {
  const driver = { back: new AbortController() };
  const engines = openEngineProcess({ driverBack: () => driver.back.signal, ...options });
  onTestFinished(() => engines.close());
  return { engines, driver };
}

/** How a promise ends that is to fail, and after how many milliseconds from now. */
export async function failure(promise: Promise<unknown>) {
  const startedAt = performance.now();
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, millis: performance.now() - startedAt };
}

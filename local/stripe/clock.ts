import { z } from 'zod';
import { findNote, writeNote } from './notes.ts';
import type { ObjectStore } from './object-store.ts';

const offsetNote = 'clock-offset-seconds';

/** Seconds since 1970 by the stand-in's clock: real (or injected) time plus the offset set by `setClock`. */
export function readClock(store: ObjectStore, now: () => number): number {
  return Math.floor(now() / 1000) + (findNote(store, offsetNote, z.number()) ?? 0);
}

/** Moves the clock so that it now reads `seconds`; it runs on from there, also after a restart. */
export function setClock(store: ObjectStore, now: () => number, seconds: number): void {
  writeNote(store, offsetNote, seconds - Math.floor(now() / 1000));
}

import { withLatest } from '../../shared/live-call.ts';

/** What live calls took lately, by model, as this instance saw it: when it is worth looking for the next answer. */
export function callTimes() {
  const expected = new Map<string, number>();
  return {
    /** Milliseconds; 0 where none was seen yet. */
    expectedMillis: (model: string): number => expected.get(model) ?? 0,
    note(model: string, tookMillis: number): void {
      expected.set(model, withLatest(expected.get(model) ?? 0, tookMillis));
    },
  };
}

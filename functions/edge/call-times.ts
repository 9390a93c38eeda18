/** So many calls tell how long one takes at the least. */
const rememberedCalls = 30;

/** What live calls took lately, by model, as this instance saw it: from when on it is worth looking for the next answer. */
export function callTimes() {
  const lately = new Map<string, number[]>();
  return {
    /** Milliseconds; 0 where too few were seen. */
    shortestMillis(model: string): number {
      const times = lately.get(model) ?? [];
      return times.length < rememberedCalls ? 0 : Math.min(...times);
    },
    note(model: string, tookMillis: number): void {
      lately.set(model, [...(lately.get(model) ?? []), tookMillis].slice(-rememberedCalls));
    },
  };
}

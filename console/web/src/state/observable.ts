import { useSyncExternalStore } from 'react';

/** One value that the page follows: its readers are drawn again when it is set. */
export function observable<Value>(first: Value) {
  let value = first;
  const heard = new Set<() => void>();
  return {
    get: () => value,
    set(next: Value) {
      value = next;
      for (const hear of heard) hear();
    },
    subscribe(hear: () => void) {
      heard.add(hear);
      return () => void heard.delete(hear);
    },
  };
}

export type Observable<Value> = ReturnType<typeof observable<Value>>;

export const useObservable = <Value>({ subscribe, get }: Observable<Value>): Value =>
  useSyncExternalStore(subscribe, get);

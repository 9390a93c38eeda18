export type Step<State> = { name: string; to: State; breaks?: readonly string[] };

/** What is searched: all that can be, from `initial` on. States with one key are one state. */
export type Instance<State> = {
  initial: State;
  steps: (state: State) => Iterable<Step<State>>;
  keyOf: (state: State) => string | number;
  /** Is shown every state, once. */
  look?: (state: State) => void;
};

export type Searched = {
  states: number;
  transitions: number;
  /** Nothing was left to look at: what holds here holds in every order of every step. */
  isComplete: boolean;
  /** The shortest way to the first thing that broke. */
  counterexample?: { story: readonly string[]; breaks: readonly string[] };
};

/** Breadth first, so that the first counterexample is a shortest one; ends at it, or when nothing is left. */
export function search<State>(
  { initial, steps, keyOf, look }: Instance<State>,
  mostStates = 2_000_000,
): Searched {
  const states = [initial];
  const cameBy: { from: number; name: string }[] = [{ from: -1, name: '' }];
  const known = new Set([keyOf(initial)]);
  let transitions = 0;
  for (let at = 0; at < states.length; at++) {
    look?.(states[at] as State);
    for (const { name, to, breaks } of steps(states[at] as State)) {
      transitions++;
      if (breaks && breaks.length > 0) {
        const story = [...storyOf(cameBy, at), name];
        return { states: states.length, transitions, isComplete: false, counterexample: { story, breaks } };
      }
      const key = keyOf(to);
      if (known.has(key)) continue;
      known.add(key);
      states.push(to);
      cameBy.push({ from: at, name });
    }
    if (states.length > mostStates) return { states: states.length, transitions, isComplete: false };
  }
  return { states: states.length, transitions, isComplete: true };
}

function storyOf(cameBy: readonly { from: number; name: string }[], last: number): string[] {
  const story: string[] = [];
  for (let at = last; at > 0; at = cameBy[at]?.from ?? 0) story.unshift(cameBy[at]?.name ?? '');
  return story;
}

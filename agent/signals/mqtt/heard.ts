import type { SignalName } from '../../../shared/signals.ts';

/** Of what different topics say of a signal, this counts: a person is not gone because another door is shut. */
const weightier: Readonly<Partial<Record<SignalName, boolean>>> = {
  pluggedIn: false,
  locked: false,
  userPresent: true,
  doorOpen: true,
  appInUse: true,
  sentry: true,
  softwareUpdate: true,
  preconditioning: true,
  crash: true,
  tow: true,
  serviceMode: true,
};

type Said = Readonly<Record<string, unknown>>;
type Timed = { value: unknown; at: number };

/** What each topic said last and when that was known to be so, and what that makes of the signals. */
export type Heard = {
  /** Replaces what the topic said before. */
  take(topic: string, said: Said, at: number): void;
  /** All that was heard is so at that time as well. */
  confirm(at: number): void;
  /** Of all signals, or of those given. A signal of which too little was heard is not in it. */
  values(of?: readonly string[]): Record<string, Timed>;
  forget(): void;
};

type Needs = Readonly<Partial<Record<SignalName, readonly string[]>>>;
type Topics = ReadonlyMap<string, { said: Said; at: number }>;

export function createHeard(needs: Needs): Heard {
  const topics = new Map<string, { said: Said; at: number }>();
  return {
    take(topic, said, at) {
      // Taken out first: the map is in the order of hearing.
      topics.delete(topic);
      topics.set(topic, { said, at });
    },
    confirm(at) {
      for (const topic of topics.values()) topic.at = at;
    },
    values(of) {
      const names = new Set(of ?? [...topics.values()].flatMap(({ said }) => Object.keys(said)));
      const values: Record<string, Timed> = {};
      for (const name of names) {
        const value = signalOf(name as SignalName, topics, needs);
        if (value) values[name] = value;
      }
      return values;
    },
    forget: () => topics.clear(),
  };
}

function signalOf(name: SignalName, topics: Topics, needs: Needs): Timed | undefined {
  const told = [...topics.values()]
    .map(({ said, at }) => ({ value: said[name], at }))
    .filter(({ value }) => value !== undefined);
  const worst = told.findLast(({ value }) => isWeightier(name, value));
  if (worst) return worst;
  const needed = needs[name];
  if (!needed) return told.at(-1);
  const [first] = told;
  if (!first || needed.some((topic) => topics.get(topic)?.said[name] === undefined)) return undefined;
  // As old as the oldest word that it rests on.
  return { value: first.value, at: Math.min(...told.map(({ at }) => at)) };
}

const isWeightier = (name: SignalName, value: unknown) =>
  name === 'gear' ? value !== 'P' : weightier[name] === value;

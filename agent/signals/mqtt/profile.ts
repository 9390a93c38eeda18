import type { SignalName } from '../../../shared/signals.ts';

/** A payload that is none of what its topic says. */
export const notUnderstood = Symbol('not understood');

/**
 * What a topic says of a signal. `read` gives the value; undefined where the payload says that the value is not
 * known; `notUnderstood` where it is no payload of this topic.
 */
export type Meaning = { signal: SignalName; read(payload: string): unknown };

/** What a publisher sends, and what can be concluded from it. Topics are written without the prefix. */
export type MqttProfile = {
  name: string;
  /** Ends in a slash, or is empty. It may name the car: it is told to nobody. */
  prefix: string;
  /** Only these are subscribed to: a position is not even received. */
  topics: Readonly<Record<string, readonly Meaning[]>>;
  /** A signal that is only known to be harmless once all of these were heard: every door, not one of them. */
  needs: Readonly<Partial<Record<SignalName, readonly string[]>>>;
  /**
   * Publishers send a value when it changes, and that it has not changed is seen from their going on to send.
   * Whether a message shows that this publisher looks at the car.
   */
  beats(topic: string, payload: string): boolean;
  /** What a message says of the publisher's sight of the car; undefined if nothing. */
  sight?(topic: string, payload: string): 'sees' | 'sees-nothing' | 'forget' | undefined;
};

/** What the words mean; others are not understood. Letters may be large or small. */
export const words =
  (meanings: Readonly<Record<string, unknown>>) =>
  (payload: string): unknown => {
    const word = payload.trim().toLowerCase();
    return Object.hasOwn(meanings, word) ? meanings[word] : notUnderstood;
  };

export const truth = words({
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
  '': undefined,
  nil: undefined,
  unknown: undefined,
});

/** A number, maybe with its unit behind it ("49.5%"), times `factor`. */
export const number =
  (factor = 1) =>
  (payload: string): unknown => {
    const text = payload.trim();
    if (text === '' || text === 'nil') return undefined;
    const value = Number(/^(.*\d)\s*(?:%|°?C|kW|W)$/.exec(text)?.[1] ?? text) * factor;
    return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : notUnderstood;
  };

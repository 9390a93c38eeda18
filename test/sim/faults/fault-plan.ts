import { type Random, randomOf } from '../world/random.ts';
import { type SimFault, simFaults } from './sim-fault.ts';

/** One thing that goes wrong. `id` names the place and how many chances that place had had: `settle/TransactWrite#3`. */
export type Fault = { id: string; kind: SimFault; random: Random };

export type FaultPlan = {
  /** Whether something goes wrong here now, of these kinds. Each call counts one chance for `place`. */
  at(place: string, kinds: readonly SimFault[], share?: number): Fault | undefined;
  /** Notes one that an actor brought about by itself. False where it is left out: then it does not happen. */
  allow(place: string, kind: SimFault): boolean;
  /** From here on nothing goes wrong any more. */
  end(): void;
  readonly ended: boolean;
  readonly happened: readonly { id: string; kind: SimFault }[];
  readonly counts: Readonly<Record<SimFault, number>>;
};

type Options = {
  seed: number;
  /** How many of the calls go wrong: 0 to 1. */
  share: number;
  /** Of these alone; all, where left out. */
  only?: ReadonlySet<string> | undefined;
};

/**
 * What goes wrong in a seed. Each place has its own stream of chance, so that what is left out here shifts nothing
 * there: this is what lets a failing seed be made smaller.
 */
export function faultPlan({ seed, share: usual, only }: Options): FaultPlan {
  const places = new Map<string, { random: Random; chances: number }>();
  const happened: { id: string; kind: SimFault }[] = [];
  const counts = Object.fromEntries(simFaults.map((kind) => [kind, 0])) as Record<SimFault, number>;
  let ended = false;

  function chanceAt(place: string) {
    const known = places.get(place) ?? { random: randomOf(seed, `fault ${place}`), chances: 0 };
    places.set(place, known);
    known.chances++;
    return known;
  }

  function note(id: string, kind: SimFault): boolean {
    if (only && !only.has(id)) return false;
    happened.push({ id, kind });
    counts[kind]++;
    return true;
  }

  return {
    at(place, kinds, share = 1) {
      if (ended) return undefined;
      const { random, chances } = chanceAt(place);
      const drawn = random.unit();
      const kind = kinds[random.below(kinds.length)];
      if (drawn >= usual * share || !kind) return undefined;
      const id = `${place}#${chances}`;
      return note(id, kind) ? { id, kind, random } : undefined;
    },
    allow(place, kind) {
      if (ended) return false;
      return note(`${place}#${chanceAt(place).chances}`, kind);
    },
    end() {
      ended = true;
    },
    get ended() {
      return ended;
    },
    happened,
    counts,
  };
}

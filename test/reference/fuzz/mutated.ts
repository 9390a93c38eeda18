import fc from 'fast-check';
import { nastyValue } from './nasty.ts';

const strangeKeys = ['__proto__', 'constructor', 'toString', 'unknown', '', 'a.b', '\u0000', 'x_parkade'];

/** `value` with one or a few places changed: left out, of another type, or with a stranger beside it. */
export const mutated = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(fc.nat(), nastyValue, fc.constantFrom(...strangeKeys), fc.nat(2)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((changes) =>
      changes.reduce<unknown>(
        (changing, [place, nasty, key, how]) => changed(changing, { place, nasty, key, how }),
        structuredClone(value),
      ),
    );

type Change = { place: number; nasty: unknown; key: string; how: number };

function changed(value: unknown, { place, nasty, key, how }: Change): unknown {
  const places = placesIn(value);
  const found = places[place % Math.max(places.length, 1)];
  if (!found) return nasty;
  const { holder, at } = found;
  if (how === 0) delete holder[at];
  else if (how === 1) holder[at] = nasty;
  else
    Object.defineProperty(holder, key, {
      value: nasty,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return value;
}

type Place = { holder: Record<string, unknown>; at: string };

function placesIn(value: unknown): Place[] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((at) => [{ holder, at }, ...placesIn(holder[at])]);
}

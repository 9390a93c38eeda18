import type { Way } from './expressions.ts';
import { invalid } from './table-errors.ts';
import { type Image, isMap, type Stored, type StoredMap } from './values.ts';

/** A copy of the item with another value at the way's end, or without it where that is undefined. */
export function changed(image: Image, way: Way, value: Stored | undefined): Image {
  return placed(image, way, value) as Image;
}

function placed(at: Stored | undefined, [step, ...rest]: Way, value: Stored | undefined): Stored {
  if (typeof step === 'number') return placedInList(at, [step, ...rest], value);
  if (!isMap(at) || step === undefined) throw wrongWay();
  if (rest.length > 0) return { ...at, [step]: placed(at[step], rest, value) };
  if (value !== undefined) return { ...at, [step]: value };
  const { [step]: _gone, ...left } = at as StoredMap;
  return left;
}

function placedInList(at: Stored | undefined, way: readonly [number, ...Way], value: Stored | undefined) {
  const [place, ...rest] = way;
  if (!Array.isArray(at)) throw wrongWay();
  const copy = [...at] as Stored[];
  if (rest.length > 0) copy[place] = placed(copy[place], rest, value);
  else if (value === undefined) copy.splice(place, 1);
  else copy[Math.min(place, copy.length)] = value;
  return copy;
}

const wrongWay = () => invalid('The document path provided in the update expression is invalid for update');

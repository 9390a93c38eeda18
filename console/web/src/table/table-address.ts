import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router';

/** What a table shows, as far as a link to its page says it. */
export type TableAddress = {
  /** A column's id; after a minus, from the greatest down. */
  sort?: string | undefined;
  filter?: string | undefined;
  /** How many answers of a long list are there; one, if it is not said. */
  pages?: number | undefined;
};

const keysOf = (name: string) => {
  const table = name.replaceAll(' ', '-');
  return { sort: `${table}.sort`, filter: `${table}.filter`, pages: `${table}.pages` };
};

const textOf = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

/** What the page's address says of the table of this name. */
export function readAddress(name: string): TableAddress {
  const search: Record<string, unknown> = defaultParseSearch(location.search);
  const keys = keysOf(name);
  const pages = Number(search[keys.pages]);
  return {
    sort: textOf(search[keys.sort]),
    filter: textOf(search[keys.filter]),
    pages: Number.isInteger(pages) && pages > 1 ? pages : undefined,
  };
}

/**
 * Says so in the page's address, beside what stands there of others. Past the router, which would draw the page anew
 * with each letter of a filter; it reads the address again when it goes somewhere.
 */
export function writeAddress(name: string, changes: TableAddress): void {
  const keys = keysOf(name);
  const named = Object.entries(changes).map(([word, value]) => [
    keys[word as keyof TableAddress],
    value || undefined,
  ]);
  const search = { ...defaultParseSearch(location.search), ...Object.fromEntries(named) };
  const next = `${location.pathname}${defaultStringifySearch(search)}${location.hash}`;
  if (next !== `${location.pathname}${location.search}${location.hash}`)
    History.prototype.replaceState.call(history, history.state, '', next);
}

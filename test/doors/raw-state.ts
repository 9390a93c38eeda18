import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { unmetered } from '../../local/meter.ts';
import type { Market } from '../support/market-rig.ts';

type RawItem = Readonly<Record<string, unknown>>;

/** Every item of the table, as it lies there. */
function rawItems({ cloud }: Pick<Market, 'cloud'>): Promise<RawItem[]> {
  return unmetered(async () => {
    const scan = paginateScan(
      { client: cloud.clients.db },
      { TableName: cloud.deps.tableName, ConsistentRead: true },
    );
    const items: RawItem[] = [];
    for await (const { Items = [] } of scan) items.push(...Items);
    return items;
  });
}

/** Table and buckets, by name: what lies under it, as text. */
export async function rawState(market: Pick<Market, 'cloud' | 'dir'>): Promise<Map<string, string>> {
  const state = new Map<string, string>();
  for (const item of await rawItems(market)) state.set(`${item.pk} ${item.sk}`, textOf(item));
  for (const { path, bytes, changedAt } of filesUnder(join(market.dir, 's3')))
    state.set(path, `${bytes} bytes of ${changedAt}`);
  return state;
}

/** What is not as it was: by name, with what it was and is. */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  mayChange: (name: string) => boolean,
): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name) && !mayChange(name))
    .map((name) => `${name}: ${before.get(name) ?? 'nothing'} -> ${after.get(name) ?? 'nothing'}`);
}

/** In one order, whichever the table gives its attributes in; with binaries and bigints, which JSON has not. */
const textOf = (item: RawItem): string =>
  JSON.stringify(item, (_key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}`;
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    if (value instanceof Set) return [...value].sort();
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

function filesUnder(folder: string): { path: string; bytes: number; changedAt: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(path);
      return { path: path.slice(folder.length), bytes: size, changedAt: mtimeMs };
    });
}

import { conditionOf } from './conditions.ts';
import { givenTo, type Sent } from './expressions.ts';
import { type Keys, keyConditionOf, type Stretch, stretchOf } from './key-conditions.ts';
import { projectionOf } from './projections.ts';
import { type Entry, type Row, type Rows, sizeOfRow } from './rows.ts';
import { invalid } from './table-errors.ts';
import { compareText, copyMapOut, type Image } from './values.ts';

export type QueryInput = Sent & {
  TableName?: string;
  IndexName?: string;
  KeyConditionExpression?: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  Select?: string;
  Limit?: number;
  ExclusiveStartKey?: Record<string, unknown>;
  ScanIndexForward?: boolean;
  ConsistentRead?: boolean;
};

type Output = {
  Items?: Record<string, unknown>[];
  Count: number;
  ScannedCount: number;
  LastEvaluatedKey?: Record<string, string>;
};

/** What a page looks at: a row of the table, or of the index. */
type Seen = { row: Row; sk: string; image: Image; size: number };

type Shelf<Each> = {
  all: readonly Each[];
  skOf: (each: Each) => string;
  see: (each: Each) => Seen | undefined;
};

/** A page ends where it would hold more. */
const pageBytes = 1_048_576;
const tableKeys: Keys = { pk: 'pk', sk: 'sk' };
const indexKeys: Keys = { pk: 'indexPk', sk: 'indexSk' };

/** `pageMax`: how many items a page looks at, where the service would look at more: so that there are pages to turn. */
export function queryOver(rows: Rows, { pageMax, readMillis }: { pageMax: number; readMillis: number }) {
  const shelfOfTable = (pk: string, isConsistent: boolean): Shelf<Row> => ({
    all: rows.partition(pk)?.sorted.all() ?? [],
    skOf: ({ sk }) => sk,
    see(row) {
      const image = isConsistent ? row.image : rows.staleImage(row, readMillis);
      return image && { row, sk: row.sk, image, size: sizeOfRow(row) };
    },
  });
  const shelfOfIndex = (indexPk: string): Shelf<Entry> => ({
    all: rows.entries(indexPk).all(),
    skOf: ({ indexSk }) => indexSk,
    see({ indexSk, row }) {
      const { pk, sk } = row;
      return {
        row,
        sk: indexSk,
        image: { pk, sk, indexPk, indexSk },
        size: keyBytes(pk, sk, indexPk, indexSk),
      };
    },
  });

  return (input: QueryInput): Output => {
    checkInput(input);
    const keys = input.IndexName === undefined ? tableKeys : indexKeys;
    const asked = askedBy(input, keys);
    const page = pageOf(asked, Math.min(input.Limit ?? pageMax, pageMax));
    if (keys === indexKeys) turn(shelfOfIndex(asked.stretch.pk), asked, page);
    else turn(shelfOfTable(asked.stretch.pk, input.ConsistentRead === true), asked, page);
    return page.output();
  };
}

const keyBytes = (...keys: string[]) => 100 + keys.reduce((sum, key) => sum + Buffer.byteLength(key), 0);

function checkInput({ KeyConditionExpression, IndexName, ConsistentRead, Limit, Select }: QueryInput): void {
  if (KeyConditionExpression === undefined)
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  if (IndexName !== undefined && IndexName !== 'index')
    throw invalid(`The table does not have the specified index: ${IndexName}`);
  if (IndexName !== undefined && ConsistentRead)
    throw invalid('Consistent reads are not supported on global secondary indexes');
  if (Limit !== undefined && !(Number.isInteger(Limit) && Limit >= 1))
    throw invalid(
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  if (Select !== undefined && Select !== 'COUNT')
    throw new Error(`The table's model knows Select of COUNT only, not ${Select}.`);
}

type Asked = ReturnType<typeof askedBy>;

function askedBy(input: QueryInput, keys: Keys) {
  const { KeyConditionExpression = '', FilterExpression, ProjectionExpression } = input;
  const sought = keyConditionOf(KeyConditionExpression);
  const filter =
    FilterExpression === undefined ? undefined : conditionOf('FilterExpression', FilterExpression);
  const projection = ProjectionExpression === undefined ? undefined : projectionOf(ProjectionExpression);
  const given = givenTo(input, [
    ['KeyConditionExpression', sought],
    filter && ['FilterExpression', filter],
    projection && ['ProjectionExpression', projection],
  ]);
  const stretch = stretchOf(sought, given, keys);
  return {
    keys,
    stretch,
    forward: input.ScanIndexForward !== false,
    start: input.ExclusiveStartKey && startOf(input.ExclusiveStartKey, keys, stretch),
    meets: filter && ((image: Image) => filter.test(image, given)),
    isCount: input.Select === 'COUNT',
    shown: projection ? (image: Image) => projection.project(image, given) : copyMapOut,
  };
}

/** Where the last page ended: it need not exist any more, but it must lie in what is asked for. */
function startOf(start: Record<string, unknown>, keys: Keys, stretch: Stretch): Record<string, string> {
  const names = keys === tableKeys ? ['pk', 'sk'] : ['indexPk', 'indexSk', 'pk', 'sk'];
  const isWhole =
    Object.keys(start).length === names.length &&
    names.every((name) => typeof start[name] === 'string' && start[name] !== '');
  if (!isWhole) throw invalid('The provided starting key is invalid');
  const { [keys.pk]: pk, [keys.sk]: sk = '' } = start as Record<string, string>;
  if (pk !== stretch.pk)
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  if (stretch.isBefore(sk) || stretch.isBehind(sk))
    throw invalid('The provided starting key does not match the range key predicate');
  return start as Record<string, string>;
}

function turn<Each>({ all, skOf, see }: Shelf<Each>, asked: Asked, page: Page): void {
  const { stretch, forward, start, keys } = asked;
  const step = forward ? 1 : -1;
  const isOut = forward ? stretch.isBehind : stretch.isBefore;
  const isNotYet = (sk: string) =>
    (forward ? stretch.isBefore(sk) : stretch.isBehind(sk)) ||
    (start !== undefined && compareText(sk, start[keys.sk] as string) * step < 0);
  for (let at = firstPlace(all.length, step, (place) => isNotYet(skOf(all[place] as Each))); ; at += step) {
    const each = all[at];
    if (each === undefined || isOut(skOf(each))) return;
    const seen = see(each);
    if (!seen || (start && !isAfter(seen, start, keys, step))) continue;
    if (!page.take(seen)) return;
  }
}

/** The first place in this direction that is not to be passed by. */
function firstPlace(count: number, step: 1 | -1, isPassed: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPassed(middle) === (step === 1)) low = middle + 1;
    else high = middle;
  }
  return step === 1 ? low : low - 1;
}

function isAfter({ sk, row }: Seen, start: Record<string, string>, keys: Keys, step: 1 | -1): boolean {
  const order =
    compareText(sk, start[keys.sk] as string) ||
    (keys === indexKeys
      ? compareText(row.pk, start.pk as string) || compareText(row.sk, start.sk as string)
      : 0);
  return order * step > 0;
}

type Page = ReturnType<typeof pageOf>;

function pageOf({ keys, stretch, meets, isCount, shown }: Asked, most: number) {
  const items: Record<string, unknown>[] = [];
  let [count, scanned, bytes] = [0, 0, 0];
  let last: Seen | undefined;
  let isEnded = true;
  return {
    /** Whether the page goes on. */
    take(seen: Seen): boolean {
      if (scanned > 0 && bytes + seen.size > pageBytes) {
        isEnded = false;
        return false;
      }
      scanned++;
      bytes += seen.size;
      last = seen;
      if (!meets || meets(seen.image)) {
        count++;
        if (!isCount) items.push(shown(seen.image));
      }
      if (scanned < most) return true;
      isEnded = false;
      return false;
    },

    output(): Output {
      const key = !isEnded && last && { pk: last.row.pk, sk: last.row.sk };
      return {
        ...(!isCount && { Items: items }),
        Count: count,
        ScannedCount: scanned,
        ...(key && {
          LastEvaluatedKey:
            keys === tableKeys ? key : { ...key, indexPk: stretch.pk, indexSk: (last as Seen).sk },
        }),
      };
    },
  };
}

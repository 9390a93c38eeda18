import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import DataLoader from 'dataloader';

export type Item = Record<string, unknown>;
type Key = Readonly<Record<string, string>>;

/** DynamoDB's most in one read. */
const togetherMax = 100;

/** Those items that there are, in no order. Strongly consistent. `wanted`: each once. */
export async function readItems(
  db: DynamoDBDocumentClient,
  tableName: string,
  wanted: readonly Key[],
): Promise<Item[]> {
  const found: Item[] = [];
  let left = [...wanted];
  let throttled = 0;
  while (left.length > 0) {
    const Keys = left.slice(0, togetherMax);
    const { Responses, UnprocessedKeys } = await db.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
    );
    for (const item of Responses?.[tableName] ?? []) found.push(item);
    const unread = (UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[];
    left = [...unread, ...left.slice(togetherMax)];
    // A part that was not read is no error to the SDK: it is asked for again, later each time.
    throttled = unread.length > 0 ? throttled + 1 : 0;
    if (throttled > 0) await setTimeout(Math.random() * Math.min(25 * 2 ** throttled, 1_000));
  }
  return found;
}

export type ReadItem = (key: Key) => Promise<Item | undefined>;

/**
 * Reads one item, strongly consistent; undefined where there is none. What is asked for at the same moment is one
 * read: a function that handles many things at once reads their items together, and each of them knows nothing of it.
 * Nothing is kept. A function that asks for several at once may BatchGetItem in infra/.
 */
export function joinedReads(db: DynamoDBDocumentClient, tableName: string): ReadItem {
  const reads = new DataLoader<Key, Item | undefined>(
    async (asked) => {
      const named = new Map(asked.map((key) => [nameOf(key), key]));
      const found = new Map((await read([...named.values()])).map((item) => [nameOf(item), item]));
      return asked.map((key) => found.get(nameOf(key)));
    },
    { cache: false, maxBatchSize: togetherMax },
  );
  const read = async (wanted: readonly Key[]): Promise<Item[]> => {
    const [Key, ...others] = wanted;
    if (!Key || others.length > 0) return readItems(db, tableName, wanted);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item ? [Item] : [];
  };
  return (key) => reads.load(key);
}

const nameOf = ({ pk, sk }: Item): string => `${pk} ${sk}`;

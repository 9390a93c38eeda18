import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Entry } from '../../shared/ledger.ts';
import { entryFrom } from './entries.ts';
import { keys } from './keys.ts';

/** The most that one call may ask for. */
const readsAtOnce = 100;

/** Those entries that stand, in no order. Strongly consistent. `businessKeys`: each once. */
export async function entriesByKey(
  db: DynamoDBDocumentClient,
  tableName: string,
  businessKeys: readonly string[],
): Promise<Entry[]> {
  const found: Entry[] = [];
  let wanted = businessKeys.map(keys.entry);
  while (wanted.length > 0) {
    const Keys = wanted.slice(0, readsAtOnce);
    const { Responses, UnprocessedKeys } = await db.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[tableName] ?? []).map(entryFrom));
    const unread = (UnprocessedKeys?.[tableName]?.Keys ?? []) as typeof wanted;
    wanted = [...unread, ...wanted.slice(readsAtOnce)];
  }
  return found;
}

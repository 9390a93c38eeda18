import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Entry } from '../../shared/ledger.ts';
import { entryFrom } from './entries.ts';
import { keys } from './keys.ts';
import { readItems } from './read-items.ts';

/** Those entries that stand, in no order. Strongly consistent. `businessKeys`: each once. */
export const entriesByKey = async (
  db: DynamoDBDocumentClient,
  tableName: string,
  businessKeys: readonly string[],
): Promise<Entry[]> => (await readItems(db, tableName, businessKeys.map(keys.entry))).map(entryFrom);

import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiKey, Reach } from '../../shared/api-key.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

type Listing = {
  projectId: string | undefined;
  /** `project`: no keys of the organisation. */
  reach: Reach;
  limit: number;
  after?: string | undefined;
};

/** Customers' keys as customers see them; the secrets' own items (credentials.ts) are what a call is let in by. */
export function apiKeysIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found, also where another customer has it. */
    async get(customerId: string, keyId: string): Promise<ApiKey> {
      const Key = keys.apiKey(customerId, keyId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) throw new Refusal('not_found', `No API key found with id '${keyId}'.`);
      return apiKeyFrom(Item);
    },

    /** Newest first, after the one named `after`; of one project where it is named, and of what reach. */
    async list(customerId: string, { projectId, reach, limit, after }: Listing): Promise<ApiKey[]> {
      const found: ApiKey[] = [];
      let from: Record<string, unknown> | undefined = after ? keys.apiKey(customerId, after) : undefined;
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :keys)',
            ExpressionAttributeValues: { ':pk': keys.apiKey(customerId, '').pk, ':keys': 'KEY#' },
            ScanIndexForward: false,
            ConsistentRead: true,
            ExclusiveStartKey: from,
          }),
        );
        const all = (Items ?? []).map(apiKeyFrom);
        found.push(
          ...all
            .filter((key) => projectId === undefined || key.projectId === projectId)
            .filter((key) => reach === 'organization' || key.reach === reach),
        );
        from = LastEvaluatedKey;
      } while (from && found.length < limit);
      return found.slice(0, limit);
    },
  };
}

export const apiKeyWrites = {
  create: (key: ApiKey): Write => ({
    put: {
      Item: { ...keys.apiKey(key.customerId, key.keyId), ...key },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `key ${key.keyId} exists already`),
  }),

  /** `key` is the changed one: its version is one above the loaded one's. */
  save: (key: ApiKey): Write => ({
    put: {
      Item: { ...keys.apiKey(key.customerId, key.keyId), ...key },
      ConditionExpression: '#version = :loaded',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':loaded': key.version - 1 },
    },
    otherwise: new Refusal('changed_meanwhile', `key ${key.keyId} was changed meanwhile; try again`),
  }),
};

function apiKeyFrom(item: Record<string, unknown>): ApiKey {
  const { pk: _pk, sk: _sk, ...key } = item as ApiKey & Record<string, unknown>;
  return key;
}

import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export type Role = 'customer' | 'owner' | 'finance';

/** Who a secret speaks for. `principalId` is the tenant: it makes every key that the caller can reach. */
export type Credential = { role: Role; principalId: string; keyId?: string; projectId?: string };

export type Credentials = ReturnType<typeof credentialsIn>;

export function credentialsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(secretSha256: string): Promise<Credential | undefined> {
      const { Item } = await db.send(
        new GetCommand({ TableName: tableName, Key: keys.credential(secretSha256) }),
      );
      return (
        Item && {
          role: Item.role,
          principalId: Item.principalId,
          keyId: Item.keyId,
          projectId: Item.projectId,
        }
      );
    },
  };
}

export const credentialWrites = {
  create: (secretSha256: string, credential: Credential): Write => ({
    put: {
      Item: { ...keys.credential(secretSha256), ...credential },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', 'this secret is in use already'),
  }),
};

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiKey, KeyGrant, SecretLife } from '../../shared/api-key.ts';
import type { FinanceRight } from '../../shared/finance-right.ts';
import { Refusal } from '../../shared/refusal.ts';
import { retryCollisions, type Write } from './commit.ts';
import { keys } from './keys.ts';

export type Role = 'customer' | 'owner' | 'finance' | 'operator';

/** Who a secret speaks for. `principalId` is the tenant: it makes every key that the caller can reach. */
export type Credential = {
  role: Role;
  principalId: string;
  keyId?: string;
  projectId?: string;
  /** Of a person of finance; absent in keys from before there were people: all. */
  may?: readonly FinanceRight[];
} & Partial<KeyGrant> &
  SecretLife & { lastUsedAt?: number };

export type Credentials = ReturnType<typeof credentialsIn>;

export function credentialsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Strongly consistent: a secret that was revoked is refused from the next call on, everywhere. */
    async find(secretSha256: string): Promise<Credential | undefined> {
      const { Item } = await db.send(
        new GetCommand({ TableName: tableName, Key: keys.credential(secretSha256), ConsistentRead: true }),
      );
      return Item && credentialFrom(Item);
    },

    /** Notes that a secret was used at `now`, unless one who came since `before` did so already. */
    async noteUse(secretSha256: string, { now, before }: { now: number; before: number }): Promise<void> {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: keys.credential(secretSha256),
        UpdateExpression: 'SET lastUsedAt = :now',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(lastUsedAt) OR lastUsedAt <= :before)',
        ExpressionAttributeValues: { ':now': now, ':before': before },
      });
      try {
        await retryCollisions(() => db.send(update));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

const endsOf = { expires: 'expiresAt', rotatedOut: 'rotatedOutAt', revoked: 'revokedAt' } as const;

export const credentialWrites = {
  create: (secretSha256: string, credential: Credential): Write => ({
    put: {
      Item: { ...keys.credential(secretSha256), ...credential },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', 'this secret is in use already'),
  }),

  /** The current secret of a customer's key. */
  ofKey: ({ customerId, keyId, projectId, reach, scopes, expiresAt, current }: ApiKey): Write =>
    credentialWrites.create(current.sha256, {
      role: 'customer',
      principalId: customerId,
      keyId,
      projectId,
      reach,
      scopes,
      ...(expiresAt !== undefined && { expiresAt }),
    }),

  /** From the next call on a person of finance may do this. */
  allow: (secretSha256: string, may: readonly FinanceRight[]): Write => ({
    update: {
      Key: keys.credential(secretSha256),
      UpdateExpression: 'SET may = :may',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
      ExpressionAttributeValues: { ':may': may },
    },
    otherwise: new Refusal('not_found', 'there is no such secret'),
  }),

  /** From `at` on the secret no longer lets anybody in. */
  end: (secretSha256: string, how: keyof typeof endsOf, at: number): Write => ({
    update: {
      Key: keys.credential(secretSha256),
      UpdateExpression: `SET ${endsOf[how]} = :at`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':at': at },
    },
    otherwise: new Refusal('not_found', 'there is no such secret'),
  }),
};

function credentialFrom(item: Record<string, unknown>): Credential {
  const { pk: _pk, sk: _sk, ...credential } = item as Credential & Record<string, unknown>;
  return credential;
}

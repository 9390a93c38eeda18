import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export function enrolmentCodesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Whose vehicles this code enrols. One answer for unknown, used and lapsed ones: a guesser learns nothing. */
    async get(codeSha256: string, now: number): Promise<{ ownerId: string }> {
      const { Item } = await db.send(
        new GetCommand({ TableName: tableName, Key: keys.enrolmentCode(codeSha256), ConsistentRead: true }),
      );
      if (Item?.state !== 'open' || now >= Item.expiresAt) throw invalidCode();
      return { ownerId: Item.ownerId };
    },
  };
}

export const enrolmentCodeWrites = {
  use: (codeSha256: string, now: number): Write => ({
    update: {
      Key: keys.enrolmentCode(codeSha256),
      UpdateExpression: 'SET #state = :used',
      ConditionExpression: '#state = :open AND expiresAt > :now',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':used': 'used', ':open': 'open', ':now': now },
    },
    otherwise: invalidCode(),
  }),
};

const invalidCode = () =>
  new Refusal(
    'invalid_enrolment_code',
    'This enrolment code is unknown, used or older than 10 minutes. Ask for a new one.',
  );

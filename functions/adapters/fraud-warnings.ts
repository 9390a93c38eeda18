import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FraudWarning } from '../../shared/fraud-warning.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { indexedNames } from './read-pages.ts';

/** Warnings of cards' banks: each is a matter for finance until somebody has thawed its customer. */
export function fraudWarningsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Those that nobody has decided on, oldest first. */
    async *open(): AsyncGenerator<FraudWarning> {
      for await (const name of indexedNames(db, tableName, indexKeys.openFraudWarning('').indexPk)) {
        const [createdAt, customerId, warningId] = name.split('/');
        if (createdAt && customerId && warningId)
          yield { customerId, warningId, createdAt: Number(createdAt) };
      }
    },
  };
}

export const fraudWarningWrites = {
  open: (warning: FraudWarning & { paymentIntentId: string; fraudType: string }): Write => ({
    put: {
      Item: {
        ...keys.fraudWarning(warning.customerId, warning.warningId),
        ...warning,
        state: 'open',
        ...indexKeys.openFraudWarning(
          `${String(warning.createdAt).padStart(15, '0')}/${warning.customerId}/${warning.warningId}`,
        ),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('already_posted', `warning ${warning.warningId} is known already`),
  }),

  close: (customerId: string, warningId: string): Write => ({
    update: {
      Key: keys.fraudWarning(customerId, warningId),
      UpdateExpression: 'SET #state = :closed REMOVE indexPk, indexSk',
      ConditionExpression: '#state = :open',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':open': 'open', ':closed': 'closed' },
    },
    otherwise: new Refusal('not_found', `There is no open warning ${warningId} of this customer.`),
  }),
};

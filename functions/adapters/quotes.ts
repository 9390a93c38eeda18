import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type KeptQuote, used } from '../../shared/kept-quote.ts';
import { Refusal } from '../../shared/refusal.ts';
import { termsFrom } from '../../shared/terms.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** Told a day longer than its prices hold: whoever comes late reads why. */
const keptSeconds = 86_400;

export function quotesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found, also where another customer has it. */
    async get(customerId: string, quoteId: string): Promise<KeptQuote> {
      const Key = keys.quote(customerId, quoteId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item)
        throw new Refusal('not_found', `No quote found with id '${quoteId}'.`, { param: 'quote_id' });
      const { pk: _pk, sk: _sk, expiresAtSeconds: _expires, ...quote } = Item as KeptQuote & typeof Item;
      return { ...(quote as KeptQuote), terms: termsFrom(quote.terms) };
    },
  };
}

export const quoteWrites = {
  create: (quote: KeptQuote): Write => ({
    put: {
      Item: {
        ...keys.quote(quote.customerId, quote.quoteId),
        ...quote,
        expiresAtSeconds: Math.ceil(quote.expiresAt / 1_000) + keptSeconds,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `quote ${quote.quoteId} exists already`),
  }),

  /** Of two batches that are made of one quote at once, one is refused. */
  use: ({ customerId, quoteId }: KeptQuote, batchId: string): Write => ({
    update: {
      Key: keys.quote(customerId, quoteId),
      UpdateExpression: 'SET batchId = :batch',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(batchId)',
      ExpressionAttributeValues: { ':batch': batchId },
    },
    otherwise: used(quoteId),
  }),
};

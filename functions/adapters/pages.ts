import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { newPage, type Page, pagesFor } from '../../shared/page.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export function pagesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** All pages of a batch of `tasks` tasks, in order; one that was never written is new. */
    async ofBatch(batchId: string, tasks: number): Promise<Page[]> {
      const found = new Map<number, Page>();
      const query = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :pages)',
          ExpressionAttributeValues: { ':pk': keys.page(batchId, 0).pk, ':pages': 'PAGE#' },
          ConsistentRead: true,
        },
      );
      for await (const { Items } of query)
        for (const item of Items ?? []) found.set(item.no, pageFrom(item as Page));
      return Array.from({ length: pagesFor(tasks) }, (_, no) => found.get(no) ?? newPage(no));
    },
  };
}

export const pageWrites = {
  /** Refused if the page was changed since it was loaded. */
  save: (batchId: string, page: Page): Write => ({
    put: {
      Item: { ...keys.page(batchId, page.no), ...page },
      ...(page.version === 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :loaded',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':loaded': page.version - 1 },
          }),
    },
    otherwise: new Refusal('changed_meanwhile', `page ${page.no} of batch ${batchId} was changed meanwhile`),
  }),
};

const pageFrom = ({ no, version, finished, settled, succeeded, failed, referenceMicros }: Page): Page => ({
  no,
  version,
  finished: new Uint8Array(finished),
  settled: new Uint8Array(settled),
  succeeded,
  failed,
  referenceMicros,
});

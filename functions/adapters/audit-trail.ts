import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditRecord } from '../../shared/audit-trail.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

type Wanted = {
  /** "2027-01" */
  month: string;
  personId?: string | undefined;
  method?: string | undefined;
  /** The path begins with it. */
  path?: string | undefined;
  /** A request's id: those before it. */
  after?: { at: number; requestId: string } | undefined;
  limit: number;
};

/** A call is written before it is carried out, and once more when it is answered: nothing is ever changed in between. */
type Item = AuditRecord & { answered: boolean };

export function auditTrailIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** One month's calls, latest first; one more than `limit` where there are more. */
    async list({ limit, ...wanted }: Wanted): Promise<AuditRecord[]> {
      const found: AuditRecord[] = [];
      const answers = new Map<string, Item>();
      for await (const item of itemsOf(db, tableName, wanted)) {
        if (item.answered) answers.set(item.requestId, item);
        else if (isWanted(item, wanted)) found.push(mergedOf(item, answers.get(item.requestId)));
        if (found.length > limit) break;
      }
      return found;
    },
  };
}

/** Latest first, so that a call's answer comes before the call. */
async function* itemsOf(
  db: DynamoDBDocumentClient,
  tableName: string,
  { month, after }: Pick<Wanted, 'month' | 'after'>,
): AsyncGenerator<Item> {
  let from = after && keys.auditRecord(after.at, after.requestId);
  do {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.auditMonth(month) },
        ScanIndexForward: false,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of Items) yield item as unknown as Item;
    from = LastEvaluatedKey as typeof from;
  } while (from);
}

const isWanted = (item: Item, { personId, method, path }: Omit<Wanted, 'limit'>): boolean =>
  (personId === undefined || item.personId === personId) &&
  (method === undefined || item.method === method) &&
  (path === undefined || item.path.startsWith(path));

const mergedOf = (
  { requestId, at, personId, method, path, ids, bodySha256 }: Item,
  answer: Item | undefined,
): AuditRecord => ({
  requestId,
  at,
  personId,
  method,
  path,
  ids: [...new Set([...ids, ...(answer?.ids ?? [])])],
  bodySha256,
  status: answer?.status ?? null,
});

/** Append only: no record is ever written twice. */
export const auditTrailWrites = {
  begin: (record: AuditRecord): Write => append(record, false),
  answer: (record: AuditRecord): Write => append(record, true),
};

const append = (record: AuditRecord, answered: boolean): Write => {
  const { pk, sk } = keys.auditRecord(record.at, record.requestId);
  return {
    put: {
      Item: { pk, sk: answered ? `${sk}#ANSWER` : sk, ...record, answered },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `${record.requestId} stands in the audit trail already`),
  };
};

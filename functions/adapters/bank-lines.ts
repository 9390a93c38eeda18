import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type BankLine, bankLine } from '../../shared/bank-statements/bank-line.ts';
import type { SeenLine } from '../../shared/reconciliation/sources.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** A file that was taken in; `sha256`, in hex, is of its text. */
export type TakenStatement = {
  account: string;
  sha256: string;
  format: string;
  firstDay: string;
  lastDay: string;
  lines: number;
  takenBy: string;
  takenAt: number;
};

export function bankLinesIn(db: DynamoDBDocumentClient, tableName: string) {
  async function* query(pk: string, first: string, last: string) {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': pk, ':first': first, ':last': last },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) yield* Items ?? [];
  }

  return {
    async accounts(): Promise<string[]> {
      const { pk, sk } = keys.bankAccount('');
      const items = await Array.fromAsync(query(pk, sk, `${sk}~`));
      return items.map(({ account }) => account);
    },

    /** Of one account, booked on `fromDay` ("2027-01-08") or later, by day. */
    async *of(account: string, fromDay: string): AsyncGenerator<SeenLine> {
      const { pk, sk } = keys.bankLine(account, fromDay, '');
      for await (const item of query(pk, sk, 'LINE#~')) yield { account, ...bankLine.parse(item) };
    },

    async find(account: string, bookedOn: string, lineId: string): Promise<SeenLine | undefined> {
      const Key = keys.bankLine(account, bookedOn, lineId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && { account, ...bankLine.parse(Item) };
    },

    async statements(account: string): Promise<TakenStatement[]> {
      const { pk, sk } = keys.bankStatement(account, '');
      const items = await Array.fromAsync(query(pk, sk, `${sk}~`));
      return items.map(({ pk: _pk, sk: _sk, ...statement }) => statement as TakenStatement);
    },
  };
}

const once = (Item: Record<string, string | number>, what: string): Write => ({
  put: { Item, ConditionExpression: 'attribute_not_exists(pk)' },
  otherwise: new Refusal('conflict', `${what} is known already`),
});

/** Each is written once and never changes: `conflict` where it is there. */
export const bankWrites = {
  account: (account: string): Write =>
    once({ ...keys.bankAccount(account), account }, `bank account ${account}`),

  line: (account: string, line: BankLine): Write =>
    once(
      { ...keys.bankLine(account, line.bookedOn, line.lineId), ...line },
      `line ${line.lineId} of ${account}`,
    ),

  statement: (statement: TakenStatement): Write =>
    once({ ...keys.bankStatement(statement.account, statement.sha256), ...statement }, 'this statement'),
};

import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

/** One call of the table, as data: so that two tables can be asked the same, and a failing history be shrunk. */
export type TableCall =
  | { kind: 'put' | 'update' | 'delete' | 'get' | 'query'; input: Record<string, unknown> }
  | { kind: 'batchGet'; keys: Key[] }
  | { kind: 'transact'; writes: Record<string, Record<string, unknown>>[] };

type Key = { pk: string; sk: string };

export function carryOut(db: DynamoDBDocumentClient, TableName: string, call: TableCall): Promise<unknown> {
  switch (call.kind) {
    case 'put':
      return db.send(new PutCommand({ TableName, ...call.input } as never));
    case 'update':
      return db.send(new UpdateCommand({ TableName, ...call.input } as never));
    case 'delete':
      return db.send(new DeleteCommand({ TableName, ...call.input } as never));
    case 'get':
      return db.send(new GetCommand({ TableName, ...call.input } as never));
    case 'query':
      return db.send(new QueryCommand({ TableName, ...call.input } as never));
    case 'batchGet':
      return batchGet(db, TableName, call.keys);
    case 'transact':
      return db.send(
        new TransactWriteCommand({
          TransactItems: call.writes.map((write) =>
            Object.fromEntries(Object.entries(write).map(([kind, input]) => [kind, { TableName, ...input }])),
          ),
        } as never),
      );
  }
}

/** In an order of its own: it has none. */
async function batchGet(db: DynamoDBDocumentClient, TableName: string, Keys: Key[]) {
  const { Responses } = await db.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
  );
  const nameOf = ({ pk, sk }: Record<string, unknown>) => `${pk} ${sk}`;
  return [...(Responses?.[TableName] ?? [])].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

import { givenTo, type Sent } from './expressions.ts';
import type { ModelWorld } from './port.ts';
import { projectionOf } from './projections.ts';
import { type QueryInput, queryOver } from './queries.ts';
import { type Change, type Lag, type Row, rowsOf } from './rows.ts';
import { invalid, noTable } from './table-errors.ts';
import { type TransactInput, transactionsOver } from './transactions.ts';
import { copyMapOut, type Image, isEqual } from './values.ts';
import { checkReturnValues, type Key, keyOf, planned, type WriteInput, type WriteKind } from './writes.ts';

/** A change as the table's stream has it, its images not marshalled yet. */
export type TableChange = {
  /** Counts all changes of the table. */
  sequence: number;
  at: number;
  key: Key;
  before: Image | undefined;
  after: Image | undefined;
  /** Whether the service itself deleted it, since its time was over. */
  isExpiry: boolean;
};

export type TableOptions = ModelWorld & {
  tableName?: string;
  /** How many items a page of a query looks at, at most: 1 MB of them where it is not given. */
  pageMax?: number;
  /** How far behind reads may be that do not ask to be consistent. Nothing where it is not given. */
  lag?: Partial<Lag>;
  /** The share of a BatchGet's keys that is left unread, by chance. Nothing where it is not given. */
  unreadShare?: number;
};

/**
 * The market's table (local/dynamo.ts and infra/storage.ts have its shape): the calls that the adapters make of it,
 * as strict as DynamoDB documents them, in memory. Calls are carried out at once, one after the other: what a real
 * service does beyond that, TransactionConflict and throttling, is the gate's to say.
 *
 * Values are those of the document client. Inside, a number that no JavaScript number says exactly is a Big; images
 * that observers are given are the table's own and must not be changed.
 */
export function tableModel(options: TableOptions) {
  const { now, tableName = 'market', pageMax = Number.POSITIVE_INFINITY, unreadShare = 0 } = options;
  const lag = { readMillis: 0, indexMillis: 0, ...options.lag };
  const listeners = new Set<(change: TableChange) => void>();
  let sequence = 0;
  let isExpiry = false;
  const changed = ({ row: { pk, sk }, before, after }: Change) => {
    // A write that changes nothing leaves no record.
    if (before !== undefined && after !== undefined && isEqual(before, after)) return;
    sequence++;
    const change = { sequence, at: now(), key: { pk, sk }, before, after, isExpiry };
    for (const listener of listeners) listener(change);
  };
  const rows = rowsOf(options, lag, changed);
  const query = queryOver(rows, { pageMax, readMillis: lag.readMillis });
  const transact = transactionsOver(rows, tableName, options);

  const imageAt = (row: Row | undefined, isConsistent: boolean) =>
    row && (isConsistent ? row.image : rows.staleImage(row, lag.readMillis));

  const get = ({ Key, ConsistentRead = false, ProjectionExpression, ...names }: GetInput) => {
    const { pk, sk } = keyOf(Key);
    const shown = shownBy(ProjectionExpression, names);
    const image = imageAt(rows.find(pk, sk), ConsistentRead);
    return image ? { Item: shown(image) } : {};
  };

  const write = (kind: WriteKind, input: WriteInput) => {
    checkReturnValues(kind, input.ReturnValues);
    const plan = planned(kind, input);
    const before = rows.find(plan.key.pk, plan.key.sk)?.image;
    const after = plan.judge(before);
    const Attributes = plan.answer(before, after);
    if (before !== after) rows.set(plan.key, after);
    return Attributes ? { Attributes } : {};
  };

  const batchGet = (input: BatchGetInput) => {
    const { Keys, ConsistentRead = false } = batchIn(input, tableName);
    const found: Record<string, unknown>[] = [];
    const unread: Key[] = [];
    for (const key of Keys) {
      if (unreadShare > 0 && unread.length < Keys.length - 1 && options.random() < unreadShare) {
        unread.push(key);
        continue;
      }
      const image = imageAt(rows.find(key.pk, key.sk), ConsistentRead);
      if (image) found.splice(Math.floor(options.random() * (found.length + 1)), 0, copyMapOut(image));
    }
    const UnprocessedKeys = unread.length > 0 ? { [tableName]: { Keys: unread, ConsistentRead } } : {};
    return { Responses: { [tableName]: found }, UnprocessedKeys };
  };

  const operations: Record<string, (input: never) => object> = {
    Get: get,
    Put: (input: WriteInput) => write('Put', input),
    Update: (input: WriteInput) => write('Update', input),
    Delete: (input: WriteInput) => write('Delete', input),
    Query: (input: QueryInput) => query(input),
    BatchGet: batchGet,
    TransactWrite: (input: TransactInput) => {
      transact(input);
      return {};
    },
  };

  return {
    tableName,

    /** Carries a call out. @throws the SDK's own errors; another Error for what the model does not know */
    call(operation: string, input: object): object {
      const carryOut = operations[operation];
      if (!carryOut) throw new Error(`The table's model knows no ${operation}.`);
      checkParameters(operation, input);
      if ('TableName' in input && input.TableName !== tableName) throw noTable();
      return { ...carryOut(input as never), $metadata: answered };
    },

    /** All items as they are now, in no order. */
    items: () => rows.images(),

    /** One item as it is now. */
    item: (key: Key): Image | undefined => rows.find(key.pk, key.sk)?.image,

    /** Every change, in the moment that it is made. Gives back what ends it. */
    onChange(listener: (change: TableChange) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Deletes what expired, as the service does some time after. */
    expire(): number {
      const over = [...rows.images()].filter(({ expiresAtSeconds: at }) => Number(at) * 1_000 < now());
      isExpiry = true;
      for (const image of over) rows.set(image as Key, undefined);
      isExpiry = false;
      return over.length;
    },
  };
}

export type TableModel = ReturnType<typeof tableModel>;

const answered = Object.freeze({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });

type GetInput = Sent & {
  Key?: Record<string, unknown>;
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
};

type BatchGetInput = {
  RequestItems?: Record<string, { Keys?: Record<string, unknown>[]; ConsistentRead?: boolean }>;
};

function shownBy(ProjectionExpression: string | undefined, sent: Sent) {
  const projection = ProjectionExpression === undefined ? undefined : projectionOf(ProjectionExpression);
  const given = givenTo(sent, [projection && ['ProjectionExpression', projection]]);
  return projection ? (image: Image) => projection.project(image, given) : copyMapOut;
}

function batchIn({ RequestItems = {} }: BatchGetInput, tableName: string) {
  const [[name, asked] = [], ...others] = Object.entries(RequestItems);
  if (!asked || others.length > 0) throw invalid('The requestItems parameter is required for BatchGetItem');
  if (name !== tableName) throw noTable();
  checkParameters('BatchGet of a table', asked);
  const Keys = (asked.Keys ?? []).map(keyOf);
  if (Keys.length === 0 || Keys.length > 100)
    throw invalid('Too many items requested for the BatchGetItem call');
  if (new Set(Keys.map(({ pk, sk }) => `${pk}\0${sk}`)).size < Keys.length)
    throw invalid('Provided list of item keys contains duplicates');
  return { ...asked, Keys };
}

const written = ['TableName', 'ConditionExpression', 'ReturnValues', 'ReturnValuesOnConditionCheckFailure'];
const expressed = ['ExpressionAttributeNames', 'ExpressionAttributeValues'];

/** What the model understands of each call. Another parameter is refused: passed over it would be a lie. */
const parameters: Record<string, ReadonlySet<string>> = {
  Get: new Set(['TableName', 'Key', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames']),
  Put: new Set([...written, ...expressed, 'Item']),
  Update: new Set([...written, ...expressed, 'Key', 'UpdateExpression']),
  Delete: new Set([...written, ...expressed, 'Key']),
  Query: new Set([
    ...expressed,
    'TableName',
    'IndexName',
    'KeyConditionExpression',
    'FilterExpression',
    'ProjectionExpression',
    'Select',
    'Limit',
    'ExclusiveStartKey',
    'ScanIndexForward',
    'ConsistentRead',
  ]),
  BatchGet: new Set(['RequestItems']),
  'BatchGet of a table': new Set(['Keys', 'ConsistentRead']),
  TransactWrite: new Set(['TransactItems', 'ClientRequestToken']),
};

function checkParameters(operation: string, input: object): void {
  for (const name in input)
    if (!parameters[operation]?.has(name) && (input as Record<string, unknown>)[name] !== undefined)
      throw new Error(`The table's model knows no ${name} of ${operation}.`);
}

import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import type { ModelWorld } from './port.ts';
import type { Rows } from './rows.ts';
import { cancelled, invalid, noTable, type Reason, tokenReused } from './table-errors.ts';
import { type Image, sizeOfMap } from './values.ts';
import { type Planned, planned, type WriteInput, type WriteKind } from './writes.ts';

export type TransactInput = {
  TransactItems?: Partial<Record<WriteKind, WriteInput & { TableName?: string }>>[];
  ClientRequestToken?: string;
};

type Judged = { plan: Planned; before: Image | undefined; after: Image | undefined };

/** How long the service remembers the token of a transaction that happened. */
const tokenMillis = 10 * 60_000;
const mostWrites = 100;
const mostBytes = 4 * 1024 * 1024;

/** All writes of a transaction, or none, with the reason of each by its position. */
export function transactionsOver(rows: Rows, tableName: string, { now }: ModelWorld) {
  const done = new Map<string, { at: number; input: TransactInput }>();

  const isRepeated = (input: TransactInput): boolean => {
    for (const [token, { at }] of done) {
      if (now() - at <= tokenMillis) break;
      done.delete(token);
    }
    const before = input.ClientRequestToken === undefined ? undefined : done.get(input.ClientRequestToken);
    if (!before) return false;
    if (before.input !== input && asText(before.input) !== asText(input)) throw tokenReused();
    return true;
  };

  return (input: TransactInput): void => {
    const { TransactItems = [], ClientRequestToken: token } = input;
    checkCount(TransactItems.length);
    const plans = TransactItems.map((item) => planOf(item, tableName));
    checkDistinct(plans);
    if (isRepeated(input)) return;
    const judged = judgedAll(plans, rows);
    const bytes = judged.reduce((sum, { after }) => sum + (after ? sizeOfMap(after) : 0), 0);
    if (bytes > mostBytes)
      throw invalid(
        'Collection size of items exceeded, which can also be caused by the aggregate size of the items in the transaction exceeding the 4MB limit',
      );
    for (const { plan, before, after } of judged) if (before !== after) rows.set(plan.key, after);
    if (token !== undefined) done.set(token, { at: now(), input });
  };
}

function checkCount(count: number): void {
  if (count >= 1 && count <= mostWrites) return;
  throw invalid(
    `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${
      count === 0 ? 'greater than or equal to 1' : `less than or equal to ${mostWrites}`
    }`,
  );
}

function planOf(item: NonNullable<TransactInput['TransactItems']>[number], tableName: string): Planned {
  const [[kind, input] = [], ...others] = Object.entries(item).filter(([, value]) => value !== undefined);
  if (!kind || !input || others.length > 0)
    throw invalid('TransactItem must contain exactly one of Put, Update, Delete, or ConditionCheck');
  if (input.TableName !== tableName) throw noTable();
  return planned(kind as WriteKind, input);
}

function checkDistinct(plans: readonly Planned[]): void {
  const names = new Set(plans.map(({ key }) => `${key.pk}\0${key.sk}`));
  if (names.size < plans.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
}

function judgedAll(plans: readonly Planned[], rows: Rows): Judged[] {
  const reasons: Reason[] = [];
  const judged: Judged[] = [];
  let isRefused = false;
  for (const plan of plans) {
    const before = rows.find(plan.key.pk, plan.key.sk)?.image;
    try {
      judged.push({ plan, before, after: plan.judge(before) });
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(reasonOf(error));
      isRefused = true;
    }
  }
  if (isRefused) throw cancelled(reasons);
  return judged;
}

function reasonOf(error: unknown): Reason {
  if (error instanceof ConditionalCheckFailedException)
    return {
      Code: 'ConditionalCheckFailed',
      Message: error.message,
      ...(error.Item && { Item: error.Item }),
    };
  if (error instanceof DynamoDBServiceException) return { Code: 'ValidationError', Message: error.message };
  throw error;
}

/** Of the same parameters the same text. */
const asText = ({ TransactItems }: TransactInput): string =>
  JSON.stringify(TransactItems, (_name, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Set) return [...value];
    return value;
  });

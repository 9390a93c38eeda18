import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { isRunOpen, type PayoutLine, type PayoutRun } from '../../shared/payout-run.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { indexedNames, latestUnder } from './read-pages.ts';

export function payoutRunsIn(db: DynamoDBDocumentClient, tableName: string) {
  const read = async (Key: Record<string, string>) =>
    (await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
  const find = async (runId: string): Promise<PayoutRun | undefined> => {
    const item = await read(keys.payoutRun(runId));
    return item && runFrom(item);
  };
  return {
    /** Refuses with not_found. */
    async get(runId: string): Promise<PayoutRun> {
      const run = await find(runId);
      if (!run) throw new Refusal('not_found', `There is no payout run ${runId}.`);
      return run;
    },

    /** Latest first, at most `limit`, after the one named `after`. */
    async list({ after, limit }: { after?: string | undefined; limit: number }): Promise<PayoutRun[]> {
      const from = after ? keys.payoutRun(after) : undefined;
      const items = await latestUnder(db, tableName, keys.payoutRun(''), { after: from, limit });
      return items.map(runFrom);
    },

    /** The lines of one chunk; none where it was not written. */
    async lines(runId: string, chunk: number): Promise<PayoutLine[]> {
      const item = await read(keys.payoutRunLines(runId, chunk));
      return ((item?.lines ?? []) as Record<string, unknown>[]).map(lineFrom);
    },

    /** Runs that a step of is still to be done, for the sweep. One that waits for a person is none. */
    open: () => indexedNames(db, tableName, indexKeys.openPayoutRun('').indexPk),
  };
}

const changed = ({ runId }: Pick<PayoutRun, 'runId'>) =>
  new Refusal('changed_meanwhile', `payout run ${runId} went on meanwhile`);

const itemOf = (run: PayoutRun) => ({
  ...keys.payoutRun(run.runId),
  ...run,
  ...(isRunOpen(run) && indexKeys.openPayoutRun(run.runId)),
});

export const payoutRunWrites = {
  create: (run: PayoutRun): Write => ({
    put: { Item: itemOf(run), ConditionExpression: 'attribute_not_exists(pk)' },
    otherwise: new Refusal('conflict', `payout run ${run.runId} exists already`),
  }),

  /** A run moves on by one step of one caller: what it was is the condition. */
  change: (before: PayoutRun, after: PayoutRun): Write => ({
    put: {
      Item: itemOf(after),
      ConditionExpression: '#state = :state AND chunks = :chunks AND executedChunks = :executed',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':state': before.state,
        ':chunks': before.chunks,
        ':executed': before.executedChunks,
      },
    },
    otherwise: changed(before),
  }),

  addLines: (runId: string, chunk: number, lines: readonly PayoutLine[]): Write => ({
    put: {
      Item: { ...keys.payoutRunLines(runId, chunk), lines },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: changed({ runId }),
  }),
};

function runFrom(item: Record<string, unknown>): PayoutRun {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...run } = item;
  const kept = run as PayoutRun;
  return {
    ...kept,
    amountMicroUsd: BigInt(kept.amountMicroUsd),
    withheldMicroUsd: BigInt(kept.withheldMicroUsd),
    nettedMicroUsd: BigInt(kept.nettedMicroUsd),
    paidMicroUsd: BigInt(kept.paidMicroUsd),
  };
}

function lineFrom(item: Record<string, unknown>): PayoutLine {
  const line = item as PayoutLine;
  return {
    ...line,
    releasedMicroUsd: BigInt(line.releasedMicroUsd),
    amountMicroUsd: BigInt(line.amountMicroUsd),
    withheldMicroUsd: BigInt(line.withheldMicroUsd),
    nettedMicroUsd: BigInt(line.nettedMicroUsd),
  };
}

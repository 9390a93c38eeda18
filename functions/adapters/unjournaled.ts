import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { pMapIterable } from 'p-map';
import { type Period, spanOfMonth } from '../../shared/period.ts';
import { monthOf } from '../../shared/project.ts';
import type { journalIn } from './journal.ts';
import type { Named } from './journal-slots.ts';

type Sources = {
  ledger: { roots: () => AsyncIterable<string> };
  journal: Pick<ReturnType<typeof journalIn>, 'head' | 'chainedIn'>;
  periods: { list: () => Promise<Period[]> };
};

/** Reads at a time: the market goes on meanwhile. */
const rootsAtOnce = 20;

/**
 * Entries that stand in the ledger and in no link, exactly, in no order. Reads every entry's name once. In memory are
 * the marks of the months that are open; of closed ones the number of entries says whether any is missing, and only
 * then the month's are looked through.
 */
export async function* unjournaledIn(
  db: DynamoDBDocumentClient,
  tableName: string,
  { ledger, journal, periods }: Sources,
): AsyncGenerator<Named> {
  const { closedUntil } = await journal.head();
  const isChained = await journal.chainedIn({ from: closedUntil, to: Number.POSITIVE_INFINITY });
  const counts = new Map<string, number>();
  const isOpen = ({ at }: Named) => at >= closedUntil;
  for await (const { open, closed } of roots((entry) => isOpen(entry) && !isChained(entry))) {
    yield* open;
    for (const [month, count] of closed) counts.set(month, (counts.get(month) ?? 0) + count);
  }
  const chained = new Map((await periods.list()).map(({ month, entries }) => [month, entries]));
  for (const [month, count] of counts) {
    if (chained.get(month) === count) continue;
    const span = spanOfMonth(month);
    const isChainedThen = await journal.chainedIn(span);
    const isOfMonth = ({ at }: Named) => at >= span.from && at < span.to;
    for await (const { open } of roots((entry) => isOfMonth(entry) && !isChainedThen(entry))) yield* open;
  }

  /** By root: the entries that are wanted, and how many there are of each closed month. */
  function roots(isWanted: (entry: Named) => boolean) {
    const look = async (root: string) => {
      const open: Named[] = [];
      const closed = new Map<string, number>();
      for await (const entry of namesUnder(root)) {
        if (isWanted(entry)) open.push(entry);
        if (isOpen(entry)) continue;
        const month = monthOf(entry.at);
        closed.set(month, (closed.get(month) ?? 0) + 1);
      }
      return { open, closed };
    };
    return pMapIterable(ledger.roots(), look, { concurrency: rootsAtOnce });
  }

  async function* namesUnder(root: string): AsyncGenerator<Named> {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entry)',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':pk': `LEDGER#${root}`, ':entry': 'ENTRY#' },
        ProjectionExpression: 'businessKey, #at',
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) for (const item of Items ?? []) yield item as Named;
  }
}

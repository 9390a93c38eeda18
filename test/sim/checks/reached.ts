import type { Cloud } from '../world/cloud.ts';

type Item = Record<string, unknown>;

/** What an item stands for, by the first word of its sort key. */
const whatOf: Partial<Record<string, (item: Item) => readonly string[]>> = {
  BATCH: ({ kind, status }) => [`${kind} batch ${status}`],
  TASK: whatOfTask,
  ENTRY: ({ kind }) => [`entry ${kind}`],
  ANSWER: ({ state }) => [`kept answer ${state}`],
  TOPUP: ({ kind, state }) => [`${kind} top-up ${state}`],
  CLOSURE: ({ erasedAt }) => [erasedAt === undefined ? 'account closing' : 'account erased'],
  PERIOD: () => ['month closed'],
  HALT: () => ['halt'],
  ...Object.fromEntries(
    ['PAYOUT', 'PAYOUTRUN', 'REFUND', 'HOLD', 'INVOICE', 'DISPUTE', 'DELIVERY'].map((each) => [
      each,
      ({ state }: Item) => [`${each.toLowerCase()} ${state}`],
    ]),
  ),
};

function whatOfTask(item: Item): string[] {
  const isCheck = String(item.pk).endsWith('#AUDIT');
  return [
    `${isCheck ? 'check' : 'task'} ${item.state}`,
    Number(item.fence) > 1 ? 'leased more than once' : '',
    Number(item.lost) > 0 ? 'lease lost' : '',
    ((item.segments as unknown[]) ?? []).length > 1 ? 'finished in parts' : '',
    item.continuedBy === undefined ? '' : 'continued',
    item.audit === undefined ? '' : `checked: ${item.audit}`,
  ].filter((what) => what !== '');
}

/** What came about in a seed, by kind: whether the simulator goes where the market can. */
export function reachedIn({ table }: Pick<Cloud, 'table'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const image of table.items()) {
    const item = image as Item;
    const [word = ''] = String(item.sk).split('#', 1);
    for (const what of whatOf[word]?.(item) ?? []) counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

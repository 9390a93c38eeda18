import type { Cloud } from '../world/cloud.ts';

const inStates: ReadonlySet<string> = new Set([
  ...['PAYOUT', 'PAYOUTRUN', 'REFUND', 'HOLD', 'INVOICE', 'DISPUTE', 'TOPUP'],
]);

/** What came about in a seed, by kind: whether the simulator goes where the market can. */
export function reachedIn({ table }: Pick<Cloud, 'table'>): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  for (const image of table.items()) {
    const item = image as Record<string, unknown>;
    const [word = ''] = String(item.sk).split('#', 1);
    if (word === 'BATCH') count(`${item.kind} batch ${item.status}`);
    if (word === 'TASK') countTask(item, count);
    if (inStates.has(word)) count(`${item.kind ?? ''} ${word.toLowerCase()} ${item.state}`.trim());
    if (word === 'ENTRY') count(`entry ${item.kind}`);
    if (word === 'ANSWER') count(`kept answer ${item.state}`);
  }
  return counts;
}

function countTask(item: Record<string, unknown>, count: (what: string) => void): void {
  const isCheck = String(item.pk).endsWith('#AUDIT');
  count(`${isCheck ? 'check' : 'task'} ${item.state}`);
  if (Number(item.fence) > 1) count('leased more than once');
  if (Number(item.lost) > 0) count('lease lost');
  if (((item.segments as unknown[]) ?? []).length > 1) count('finished in parts');
  if (item.continuedBy !== undefined) count('continued');
  if (item.audit !== undefined) count(`checked: ${item.audit}`);
}

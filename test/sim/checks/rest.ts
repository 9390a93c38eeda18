import { messages } from '../../../shared/messages.ts';
import type { World } from '../seed-world.ts';

/** All but the one that only looks: nothing waits for it, and one that got lost is hidden for long. */
const marketQueues = Object.keys(messages).filter((name) => name !== 'reconcile');

/** What is still to be done, one sentence each; nothing where the market is at rest. */
export function restOf({ cloud, actors }: Pick<World, 'cloud' | 'actors'>): string[] {
  const left = actors.busy().map((name) => `${name} is not done`);
  if (!cloud.stream.isIdle()) left.push('the stream has records that nobody was told of');
  for (const name of marketQueues) {
    const { length } = cloud.queues.messages(name);
    if (length > 0) left.push(`${length} messages lie in the queue ${name}`);
  }
  if (left.length > 0) return left;
  for (const { pk, sk, indexPk } of cloud.table.items())
    if (typeof indexPk === 'string' && indexPk.startsWith('OPEN#') && !waits.has(indexPk))
      left.push(`${pk}/${sk} is ${indexPk}`);
  return left;
}

/** What finance decides on, whenever it likes; and what waits for days, of which the end is judged: judge-end.ts. */
const waits: ReadonlySet<string> = new Set([
  ...['OPEN#EXCEPTION', 'OPEN#FRAUD-WARNING', 'OPEN#INVOICE'],
  'OPEN#CLOSURE',
]);

import type { ReplayReply } from '../../../shared/contract/dead-letters.ts';
import type { DeadLetters } from '../../../shared/dead-letters.ts';
import { laneMessage, type MessageOf, messages, type QueueName } from '../../../shared/messages.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { DeadLetter } from '../../adapters/dead-letters.ts';
import type { Deps } from '../../edge/deps.ts';

type Fate = 'replayed' | 'dropped' | 'unreadable';

/**
 * Sends each letter back and deletes it then, so that none is lost. One that is sent twice since its deletion was lost
 * does no harm: all that takes messages may be told twice.
 */
export async function replay(
  deps: Deps,
  from: DeadLetters,
  letters: readonly DeadLetter[],
): Promise<Omit<ReplayReply, 'object' | 'left'>> {
  const fates: Fate[] = [];
  for (let at = 0; at < letters.length; at += 10) {
    const ten = letters.slice(at, at + 10);
    const its = await Promise.all(ten.map((letter) => sendBack(deps, from, letter)));
    await deps.deadLetters.delete(
      from.name,
      ten.filter((_letter, no) => its[no] !== 'unreadable'),
    );
    fates.push(...its);
  }
  const count = (fate: Fate) => fates.filter((each) => each === fate).length;
  return { replayed: count('replayed'), dropped: count('dropped'), unreadable: count('unreadable') };
}

async function sendBack(deps: Deps, from: DeadLetters, { body }: DeadLetter): Promise<Fate> {
  switch (from.of) {
    case 'queue':
      return sendToQueue(deps, from.queue, body);
    case 'lanes':
      return sendToLane(deps, body);
    case 'stream':
      throw new Refusal(
        'conflict',
        'What could not be dispatched has no queue to go back to: the sweeps bring about whatever no message stands for.',
      );
  }
}

async function sendToQueue(deps: Deps, name: QueueName, body: string): Promise<Fate> {
  const message = messages[name].safeParse(parsed(body));
  if (!message.success) return 'unreadable';
  await deps.queues.send(name, [message.data as MessageOf<typeof name>]);
  return 'replayed';
}

/** A message names its task, and the task its lane. What is no longer open waits for nobody. */
async function sendToLane({ lanes, tasks }: Deps, body: string): Promise<Fate> {
  const message = laneMessage.safeParse(parsed(body));
  if (!message.success) return 'unreadable';
  const task = await tasks.find(message.data);
  if (task?.state !== 'open') return 'dropped';
  await lanes.send(task.lane, [message.data]);
  return 'replayed';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

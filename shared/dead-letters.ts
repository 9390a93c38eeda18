import { catalogue } from './catalogue.ts';
import { messages, type QueueName } from './messages.ts';

/**
 * How often a message is tried before it is a dead letter. A lane's message is received once per lease attempt, and
 * again whenever a driver came back: that wears nothing out, and the task's own attempts are counted in the table. So
 * SQS may give up as late as it can (1,000 is its maximum): what ends there is a message that no lease and no
 * completion ever settled, which is a fault.
 */
export const receivesMost = { queue: 5, lane: 1_000 } as const;

/** Where that ends which nobody could do, by whose it is: a queue's, those of a model's lanes, the table's stream. */
export type DeadLetters = { name: string } & (
  | { of: 'queue'; queue: QueueName }
  | { of: 'lanes'; model: string }
  | { of: 'stream' }
);

export const deadLettersName = (name: string): string => `${name}-dead`;
/** Of all lanes of a model: each message names its task, and the task its lane. */
export const laneDeadLettersName = (model: string): string => deadLettersName(`lanes-${model}`);
export const undispatchedName = 'undispatched';

export const allDeadLetters: readonly DeadLetters[] = [
  ...(Object.keys(messages) as QueueName[]).map((queue) => ({
    name: deadLettersName(queue),
    of: 'queue' as const,
    queue,
  })),
  ...catalogue.map(({ id: model }) => ({
    name: laneDeadLettersName(model),
    of: 'lanes' as const,
    model,
  })),
  { name: undispatchedName, of: 'stream' },
];

/** What a message says, as words by their names: queues carry names of things, and no more. Null: it is none of ours. */
export function saidIn(body: string): Record<string, string> | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return null;
    return Object.fromEntries(
      Object.entries(parsed).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
  } catch {
    return null;
  }
}

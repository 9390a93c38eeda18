import { catalogue } from '../../../shared/catalogue.ts';
import { allLanes, laneName } from '../../../shared/lane.ts';
import { messages } from '../../../shared/messages.ts';
import type { QueueDefinition } from './queue.ts';

/** Every queue of the market with its dead letters, as infra/queues.ts and infra/lanes.ts deploy them. */
export const marketQueues = (): QueueDefinition[] => [
  ...Object.keys(messages).map((name) => ({
    name,
    visibilitySeconds: 360,
    retentionSeconds: 345_600,
    deadLetters: `${name}-dead`,
    maxReceiveCount: 5,
  })),
  ...catalogue.flatMap(({ id }) =>
    allLanes([id]).map((lane) => ({
      name: laneName(lane),
      visibilitySeconds: 120,
      retentionSeconds: 172_800,
      deadLetters: `lanes-${id}-dead`,
      maxReceiveCount: 1_000,
    })),
  ),
];

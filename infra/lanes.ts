import { Duration, NestedStack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { catalogue } from '../shared/catalogue.ts';
import { laneDeadLettersName, receivesMost } from '../shared/dead-letters.ts';
import { allLanes, laneName } from '../shared/lane.ts';
import { addDeadLetters } from './dead-letters.ts';
import { queuePrefix } from './names.ts';

/** Dead letters of all lanes of a model: each message names its task, and SQS moves it back to the lane it came from. */
export type LaneDeadLetters = { name: string; deadLetters: Queue };

/**
 * Every lane of the catalogue, in a stack of its own: there are a hundred, and a stack holds 500 resources. Functions
 * know them by their names (infra/grants.ts).
 */
export function addLanes(scope: Construct): LaneDeadLetters[] {
  const prefix = queuePrefix(scope);
  const nested = new NestedStack(scope, 'Lanes', { description: 'One queue for each lane of tasks' });
  return catalogue.map(({ id }) => {
    const name = `lanes-${id}`;
    const deadLetters = addDeadLetters(nested, laneDeadLettersName(id), prefix);
    for (const lane of allLanes([id]))
      new Queue(nested, laneName(lane), {
        queueName: prefix + laneName(lane),
        encryption: QueueEncryption.SQS_MANAGED,
        enforceSSL: true,
        deadLetterQueue: { queue: deadLetters, maxReceiveCount: receivesMost.lane },
        ...times,
      });
    return { name, deadLetters };
  });
}

/** A task lives 24 hours at most and the sweep sends anew what no message stands for. A lease sets its own visibility. */
const times = { retentionPeriod: Duration.days(2), visibilityTimeout: Duration.minutes(2) };

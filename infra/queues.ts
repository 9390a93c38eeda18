import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { deadLettersName, receivesMost, undispatchedName } from '../shared/dead-letters.ts';
import { messages, type QueueName } from '../shared/messages.ts';
import { addDeadLetters } from './dead-letters.ts';
import { functions } from './functions.ts';
import { addLanes } from './lanes.ts';
import { queuePrefix } from './names.ts';

type MarketQueue = { name: QueueName; queue: Queue; deadLetters: Queue };
export type Queues = ReturnType<typeof addQueues>;

/**
 * Every lane of the catalogue and every queue of the market, each with its dead letters, and the place where stream
 * records go that nobody could dispatch.
 */
export function addQueues(scope: Construct) {
  const market = queueNames.map(
    (name): MarketQueue => ({
      name,
      ...addQueue(scope, name, {
        retentionPeriod: Duration.days(4),
        visibilityTimeout: Duration.seconds(visibilitySecondsOf(name)),
        maxReceiveCount: receivesMost.queue,
      }),
    }),
  );
  const undispatched = addDeadLetters(scope, undispatchedName, queuePrefix(scope));
  Validations.of(undispatched).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: "It is the dead-letter queue, of the table's stream: cdk-nag knows those of queues only.",
  });
  return { lanes: addLanes(scope), market, undispatched };
}

/** The queues that the market's own messages name. */
const queueNames = Object.keys(messages) as QueueName[];

/** Six times the consumer's time, as Lambda's guide asks: a retried batch must not come back while the first one runs. */
function visibilitySecondsOf(name: QueueName): number {
  const consumer = functions.find(({ trigger }) => trigger.kind === 'queue' && trigger.queue === name);
  if (!consumer) throw new Error(`Nothing in infra/functions/ consumes the queue '${name}': add a function.`);
  return consumer.timeoutSeconds * 6;
}

type QueueTimes = { retentionPeriod: Duration; visibilityTimeout: Duration; maxReceiveCount: number };

function addQueue(scope: Construct, name: string, { maxReceiveCount, ...times }: QueueTimes) {
  const deadLetters = addDeadLetters(scope, deadLettersName(name), queuePrefix(scope));
  const queue = new Queue(scope, name, {
    queueName: queuePrefix(scope) + name,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
    ...times,
  });
  return { queue, deadLetters };
}

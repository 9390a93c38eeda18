import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { catalogue } from '../shared/catalogue.ts';
import { laneName, lanesFor, type Priority } from '../shared/lane.ts';
import { messages, type QueueName } from '../shared/messages.ts';
import { functions } from './functions.ts';
import { queuePrefix } from './names.ts';

type Lane = { name: string; priority: Priority; queue: Queue; deadLetters: Queue };
type MarketQueue = { name: QueueName; queue: Queue; deadLetters: Queue };
export type Queues = ReturnType<typeof addQueues>;

/**
 * Every lane of the catalogue and every queue of the market, each with its dead letters, and the place where stream
 * records go that nobody could dispatch.
 */
export function addQueues(scope: Construct) {
  const lanes = lanesFor(catalogue.map((model) => model.id)).map(
    (lane): Lane => ({
      name: laneName(lane),
      priority: lane.priority,
      ...addQueue(scope, laneName(lane), { ...laneTimes, maxReceiveCount: laneMaxReceiveCount }),
    }),
  );
  const market = queueNames.map(
    (name): MarketQueue => ({
      name,
      ...addQueue(scope, name, {
        retentionPeriod: Duration.days(4),
        visibilityTimeout: Duration.seconds(visibilitySecondsOf(name)),
        maxReceiveCount: 5,
      }),
    }),
  );
  const undispatched = addDeadLetters(scope, 'undispatched');
  Validations.of(undispatched).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: "It is the dead-letter queue, of the table's stream: cdk-nag knows those of queues only.",
  });
  return { lanes, market, undispatched };
}

/** The queues that the market's own messages name. */
const queueNames = Object.keys(messages) as QueueName[];

/**
 * A lane's message is received once per lease attempt, and again whenever a driver came back: that wears nothing
 * out, and the task's own attempts are counted in the table. So SQS may give up as late as it can (1,000 is its
 * maximum): what ends there is a message that no lease and no completion ever settled, which is a fault.
 */
const laneMaxReceiveCount = 1_000;

/** A task lives 24 hours at most and the sweep sends anew what no message stands for. A lease sets its own visibility. */
const laneTimes = { retentionPeriod: Duration.days(2), visibilityTimeout: Duration.minutes(2) };

/** Six times the consumer's time, as Lambda's guide asks: a retried batch must not come back while the first one runs. */
function visibilitySecondsOf(name: QueueName): number {
  const consumer = functions.find(({ trigger }) => trigger.kind === 'queue' && trigger.queue === name);
  if (!consumer)
    throw new Error(`Nothing in infra/functions.ts consumes the queue '${name}': add a function.`);
  return consumer.timeoutSeconds * 6;
}

type QueueTimes = { retentionPeriod: Duration; visibilityTimeout: Duration; maxReceiveCount: number };

function addQueue(scope: Construct, name: string, { maxReceiveCount, ...times }: QueueTimes) {
  const deadLetters = addDeadLetters(scope, `${name}-dead`);
  const queue = new Queue(scope, name, {
    queueName: queuePrefix(scope) + name,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
    ...times,
  });
  return { queue, deadLetters };
}

/** Kept as long as SQS keeps anything, so that a fault found on Monday still has its messages. */
function addDeadLetters(scope: Construct, name: string): Queue {
  return new Queue(scope, name, {
    queueName: queuePrefix(scope) + name,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}

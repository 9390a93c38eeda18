import { buildApp } from 'fauxqs';
import { localRegion } from './dynamo.ts';
import { queueUpLongPolls } from './sqs-long-polls.ts';

/** What fauxqs tells of a queue. */
type QueueSeen = {
  name: string;
  approximateMessageCount: number;
  approximateInflightCount: number;
  approximateDelayedCount: number;
};

/** After so many tries a message lies in that queue. */
export type Redrive = { to: string; after: number };

/**
 * SQS in this process's memory (fauxqs), at any free port without `port`. What it forgets when it ends, the sweep sends again from the table.
 * `buildApp().listen` binds 127.0.0.1; fauxqs's own start would listen on every interface.
 */
export async function startSqs(
  queueNames: readonly string[],
  port = 0,
  redrives: ReadonlyMap<string, Redrive> = new Map(),
) {
  const app = buildApp({ logger: false, defaultRegion: localRegion });
  queueUpLongPolls(app);
  const createQueues = async (host: string) => {
    // A queue's address is made from the host that its maker called.
    const headers = {
      host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.CreateQueue',
    };
    for (const QueueName of queueNames) {
      const redrive = redrives.get(QueueName);
      const Attributes = redrive && { RedrivePolicy: redrivePolicy(redrive) };
      const payload = { QueueName, ...(Attributes && { Attributes }) };
      const reply = await app.inject({ method: 'POST', url: '/', headers, payload });
      if (reply.statusCode !== 200) throw new Error(`No queue ${QueueName}: ${reply.body}`);
    }
  };
  // Whoever knows the port already must find the queues there as soon as anything listens.
  if (port !== 0) await createQueues(`127.0.0.1:${port}`);
  const address = await app.listen({ host: '127.0.0.1', port });
  const url = address.replace('localhost', '127.0.0.1');
  if (port === 0) await createQueues(new URL(url).host);
  return {
    url,
    /** The names of the queues that hold any message, be it one that waits or one that somebody has taken. */
    async holding(): Promise<ReadonlySet<string>> {
      const queues = (await app.inject({ url: '/_fauxqs/queues' })).json<QueueSeen[]>();
      return new Set(queues.filter(holdsAny).map(({ name }) => name));
    },
    close: () => app.close(),
  };
}

const holdsAny = (queue: QueueSeen): boolean =>
  queue.approximateMessageCount + queue.approximateInflightCount + queue.approximateDelayedCount > 0;

const redrivePolicy = ({ to, after }: Redrive) =>
  JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:${localRegion}:000000000000:${to}`,
    maxReceiveCount: after,
  });

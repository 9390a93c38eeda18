import { Mutex, withTimeout } from 'async-mutex';
import type { buildApp } from 'fauxqs';

type App = ReturnType<typeof buildApp>;
type Receive = { QueueUrl: string; WaitTimeSeconds: number };

/**
 * A message wakes one of those who wait at a queue, as SQS does. fauxqs wakes all, and answers the others empty-handed
 * before their time: they would all ask again at once. So one long poll a queue is let in, and the others stand in line
 * for what is left of their time.
 */
export function queueUpLongPolls(app: App): void {
  const lines = new Map<string, Mutex>();
  const turns = new WeakMap<object, () => void>();

  app.addHook('preHandler', async (request) => {
    const receive = longPollIn(request.headers['x-amz-target'], request.body);
    if (!receive) return;
    const until = Date.now() + receive.WaitTimeSeconds * 1_000;
    const line = lines.get(receive.QueueUrl) ?? new Mutex();
    lines.set(receive.QueueUrl, line);
    const endTurn = await withTimeout(line, until - Date.now())
      .acquire()
      .catch(() => undefined);
    if (endTurn) turns.set(request, endTurn);
    receive.WaitTimeSeconds = Math.max(0, (until - Date.now()) / 1_000);
  });
  app.addHook('onResponse', async (request) => turns.get(request)?.());
  app.addHook('onRequestAbort', async (request) => turns.get(request)?.());
}

function longPollIn(target: unknown, body: unknown): Receive | undefined {
  if (target !== 'AmazonSQS.ReceiveMessage' || typeof body !== 'object' || body === null) return undefined;
  const { WaitTimeSeconds = 0 } = body as Partial<Receive>;
  return WaitTimeSeconds > 0 ? (body as Receive) : undefined;
}

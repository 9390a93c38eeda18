import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pRetry from 'p-retry';
import type { z } from 'zod';
import type { QueueName } from '../../shared/messages.ts';
import { isRefusal } from '../../shared/refusal.ts';

/** Where another call changed what this one had loaded, it loads again and decides again. */
export const decidedAgain = (handle: () => Promise<unknown>): Promise<unknown> =>
  pRetry(handle, {
    retries: 5,
    minTimeout: 50,
    randomize: true,
    shouldRetry: ({ error }) => isRefusal(error, 'changed_meanwhile'),
  });

type ReportFault = (error: unknown, where: string) => void;

/**
 * How many of a call's messages are handled at once; not named: one after the other. These read the same kinds of
 * items, which are then read together (functions/adapters/read-items.ts).
 */
export const messagesAtOnce: Partial<Record<QueueName, number>> = { settle: 5, accrue: 5, pay: 5 };

/**
 * An SQS consumer: each message is parsed and handled on its own; those that fail, and no others, come back after
 * the queue's visibility timeout. A message that can never be parsed fails until the queue hands it to its dead
 * letters, where an alarm stands.
 */
export function consume<Message>(
  schema: z.ZodType<Message>,
  handle: (message: Message) => Promise<unknown>,
  reportFault: ReportFault,
  atOnce = 1,
) {
  const handled = async ({ body, messageId, eventSourceARN }: SQSRecord): Promise<boolean> => {
    try {
      const message = schema.parse(JSON.parse(body));
      await decidedAgain(() => handle(message));
      return true;
    } catch (error) {
      reportFault(error, `message ${messageId} of ${eventSourceARN}`);
      return false;
    }
  };
  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const failed: { itemIdentifier: string }[] = [];
    for (let from = 0; from < Records.length; from += atOnce) {
      const some = Records.slice(from, from + atOnce);
      const outcomes = await Promise.all(some.map(handled));
      for (const [at, { messageId }] of some.entries())
        if (!outcomes[at]) failed.push({ itemIdentifier: messageId });
    }
    return { batchItemFailures: failed };
  };
}

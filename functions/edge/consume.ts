import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import pRetry from 'p-retry';
import type { z } from 'zod';
import { isRefusal } from '../../shared/refusal.ts';

/** Another call changed what this one had loaded: it loads again and decides again. */
const shouldRetry = ({ error }: { error: unknown }) => isRefusal(error, 'changed_meanwhile');

type ReportFault = (error: unknown, where: string) => void;

/**
 * An SQS consumer: each message is parsed and handled on its own; those that fail, and no others, come back after
 * the queue's visibility timeout. A message that can never be parsed fails until the queue hands it to its dead
 * letters, where an alarm stands.
 */
export function consume<Message>(
  schema: z.ZodType<Message>,
  handle: (message: Message) => Promise<unknown>,
  reportFault: ReportFault,
) {
  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const failed: { itemIdentifier: string }[] = [];
    for (const { body, messageId, eventSourceARN } of Records)
      try {
        const message = schema.parse(JSON.parse(body));
        await pRetry(() => handle(message), { retries: 5, minTimeout: 50, randomize: true, shouldRetry });
      } catch (error) {
        reportFault(error, `message ${messageId} of ${eventSourceARN}`);
        failed.push({ itemIdentifier: messageId });
      }
    return { batchItemFailures: failed };
  };
}

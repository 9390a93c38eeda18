import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { z } from 'zod';

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
        await handle(schema.parse(JSON.parse(body)));
      } catch (error) {
        reportFault(error, `message ${messageId} of ${eventSourceARN}`);
        failed.push({ itemIdentifier: messageId });
      }
    return { batchItemFailures: failed };
  };
}

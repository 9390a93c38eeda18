import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { z } from 'zod';

/**
 * An SQS consumer that handles what came in one call as one: all of it comes back where that fails. A message that
 * can never be parsed fails alone.
 */
export function consumeTogether<Message>(
  schema: z.ZodType<Message>,
  handle: (messages: readonly Message[]) => Promise<unknown>,
  reportFault: (error: unknown, where: string) => void,
) {
  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    const parsed = new Map<string, Message>();
    for (const { body, messageId, eventSourceARN } of Records)
      try {
        parsed.set(messageId, schema.parse(JSON.parse(body)));
      } catch (error) {
        reportFault(error, `message ${messageId} of ${eventSourceARN}`);
        failed.push(messageId);
      }
    try {
      if (parsed.size > 0) await handle([...parsed.values()]);
    } catch (error) {
      reportFault(error, `${parsed.size} messages of ${Records[0]?.eventSourceARN}`);
      failed.push(...parsed.keys());
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

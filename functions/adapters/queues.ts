import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessageOf, QueueName } from '../../shared/messages.ts';

/** The market's own queues: what must follow a commit is sent here, from the table's stream or the sweep. */
export function queuesIn(sqs: SQSClient, queueUrlPrefix: string) {
  return {
    async send<Name extends QueueName>(name: Name, messages: readonly MessageOf<Name>[]): Promise<void> {
      for (let at = 0; at < messages.length; at += 10) {
        const { Failed } = await sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: `${queueUrlPrefix}${name}`,
            Entries: messages.slice(at, at + 10).map((message, no) => ({
              Id: String(no),
              MessageBody: JSON.stringify(message),
              ...('delaySeconds' in message && { DelaySeconds: message.delaySeconds }),
            })),
          }),
        );
        if (Failed?.length) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Message}`);
      }
    },
  };
}

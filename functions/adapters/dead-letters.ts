import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message that was tried too often. `sentAt`: when it was first sent, in ms since the epoch. */
export type DeadLetter = { id: string; sentAt: number; body: string; receipt: string };

/** Who looks at messages hides them from others for so long: if it never shows them again, they come back by themselves. */
const hiddenSeconds = 30;

/** Dead letters, by the names of their queues (shared/dead-letters.ts). */
export function deadLettersIn(sqs: SQSClient, queueUrlPrefix: string) {
  const urlOf = (name: string) => `${queueUrlPrefix}${name}`;
  const count = async (name: string): Promise<number> => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: urlOf(name),
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    const { ApproximateNumberOfMessages: seen = 0, ApproximateNumberOfMessagesNotVisible: hidden = 0 } =
      Attributes;
    return Number(seen) + Number(hidden);
  };
  const receive = async (name: string, most: number): Promise<DeadLetter[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: urlOf(name),
        MaxNumberOfMessages: Math.min(10, most),
        VisibilityTimeout: hiddenSeconds,
        // A short poll asks some of SQS's servers only.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '', Attributes = {} }) => ({
      id: MessageId,
      sentAt: Number(Attributes.SentTimestamp ?? 0),
      body: Body,
      receipt: ReceiptHandle,
    }));
  };
  return {
    /** About how many there are, those that somebody looks at right now among them. */
    count,

    /** At most `most`, hidden from others for half a minute: `showAgain` or `delete` them. */
    async take(name: string, most: number): Promise<DeadLetter[]> {
      const wanted = Math.min(most, await count(name));
      const taken: DeadLetter[] = [];
      while (taken.length < wanted) {
        const received = await receive(name, wanted - taken.length);
        if (received.length === 0) break;
        taken.push(...received);
      }
      return taken;
    },

    async showAgain(name: string, letters: readonly DeadLetter[]): Promise<void> {
      for (let at = 0; at < letters.length; at += 10)
        await sqs.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl: urlOf(name),
            Entries: letters.slice(at, at + 10).map(({ receipt: ReceiptHandle }, no) => ({
              Id: String(no),
              ReceiptHandle,
              VisibilityTimeout: 0,
            })),
          }),
        );
    },

    /** Up to ten, for good. */
    async delete(name: string, letters: readonly DeadLetter[]): Promise<void> {
      if (letters.length === 0) return;
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: urlOf(name),
          Entries: letters.map(({ receipt: ReceiptHandle }, no) => ({ Id: String(no), ReceiptHandle })),
        }),
      );
    },
  };
}

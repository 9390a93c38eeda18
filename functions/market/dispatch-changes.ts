import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { messagesFor } from '../../shared/dispatch.ts';
import type { MessageOf, QueueName } from '../../shared/messages.ts';
import { changeFrom } from '../adapters/stream-change.ts';
import type { Deps } from '../edge/deps.ts';
import { streamLambda } from '../edge/lambda.ts';

/**
 * The only reader of the table's stream, and it only dispatches: what must follow a commit is sent to the market's
 * queues, so that no function writes twice. A failure returns the whole window: sending again changes nothing.
 */
export const dispatchChanges =
  ({ queues }: Deps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const outgoing = messagesFor(Records.map(changeFrom).filter((change) => change !== undefined));
    for (const [name, messages] of Object.entries(outgoing))
      await queues.send(name as QueueName, messages as MessageOf<QueueName>[]);
    return { batchItemFailures: [] };
  };

export const handler = streamLambda(dispatchChanges);

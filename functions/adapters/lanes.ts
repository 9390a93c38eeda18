import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { isConstrained, type Lane, laneName } from '../../shared/lane.ts';
import { type LaneMessage, laneMessage } from '../../shared/messages.ts';

type Asked = { MaxNumberOfMessages: number; WaitTimeSeconds?: number };
export type Received = { message: LaneMessage; receipt: string };

/**
 * A lane seen empty is not asked again for this long by this instance, unless it sends something there: an idle lane
 * costs a request a second at most, and one that few tasks are for a request in five.
 */
const emptyForMillis = { open: 1_000, constrained: 5_000 };

/** A depth that forecasts go by is no older. */
const depthFreshMillis = 5_000;

/**
 * Tasks waiting for a vehicle. A message is only the wake-up: the table decides who holds a task, so that a message
 * lost, late or doubled changes nothing.
 */
export function lanesIn(sqs: SQSClient, queueUrlPrefix: string, now: () => number) {
  const seenEmptyAt = new Map<string, number>();
  const urlOf = (lane: Lane) => `${queueUrlPrefix}${laneName(lane)}`;
  const ask = async (lane: Lane, asked: Asked, hiddenSeconds: number): Promise<Received[]> => {
    const VisibilityTimeout = Math.ceil(hiddenSeconds);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: urlOf(lane), VisibilityTimeout, ...asked }),
    );
    return Messages.map(({ Body = '', ReceiptHandle: receipt = '' }) => ({
      message: laneMessage.parse(JSON.parse(Body)),
      receipt,
    }));
  };
  const inTens = async <Each>(all: readonly Each[], send: (ten: readonly Each[]) => Promise<unknown>) => {
    for (let at = 0; at < all.length; at += 10) await send(all.slice(at, at + 10));
  };
  const { depth, roughDepth } = depthsOf(sqs, urlOf, now);
  return {
    async send(lane: Lane, messages: readonly LaneMessage[]): Promise<void> {
      seenEmptyAt.delete(laneName(lane));
      await inTens(messages, async (ten) => {
        const { Failed } = await sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: urlOf(lane),
            Entries: ten.map((message, at) => ({ Id: String(at), MessageBody: JSON.stringify(message) })),
          }),
        );
        if (Failed?.length) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Message}`);
      });
    },

    /** Up to ten; each is hidden from others for `hiddenSeconds`. */
    async receive(lane: Lane, most: number, hiddenSeconds: number): Promise<Received[]> {
      const emptyAt = seenEmptyAt.get(laneName(lane));
      if (emptyAt !== undefined && now() - emptyAt < emptyMillisOf(lane)) return [];
      const received = await ask(lane, { MaxNumberOfMessages: Math.min(10, most) }, hiddenSeconds);
      if (received.length === 0) seenEmptyAt.set(laneName(lane), now());
      return received;
    },

    /** One, as soon as there is one within `waitSeconds`. */
    waitFor: (lane: Lane, waitSeconds: number, hiddenSeconds: number): Promise<Received[]> =>
      ask(lane, { MaxNumberOfMessages: 1, WaitTimeSeconds: waitSeconds }, hiddenSeconds),

    /** A stale receipt is ignored: the message then comes back once, finds its task at rest, and goes. */
    async delete(lane: Lane, receipts: readonly string[]): Promise<void> {
      await inTens(receipts, (ten) =>
        sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl: urlOf(lane),
            Entries: ten.map((ReceiptHandle, at) => ({ Id: String(at), ReceiptHandle })),
          }),
        ),
      );
    },

    async showAgain(lane: Lane, receipts: readonly string[], afterSeconds: number): Promise<void> {
      if (afterSeconds === 0 && receipts.length > 0) seenEmptyAt.delete(laneName(lane));
      await inTens(receipts, (ten) =>
        sqs.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl: urlOf(lane),
            Entries: ten.map((ReceiptHandle, at) => ({
              Id: String(at),
              ReceiptHandle,
              VisibilityTimeout: afterSeconds,
            })),
          }),
        ),
      );
    },

    depth,
    roughDepth,
  };
}

const emptyMillisOf = (lane: Lane) => emptyForMillis[isConstrained(lane) ? 'constrained' : 'open'];

function depthsOf(sqs: SQSClient, urlOf: (lane: Lane) => string, now: () => number) {
  const seenDepths = new Map<string, { at: number; depth: Promise<number> }>();
  const depth = async (lane: Lane): Promise<number> => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: urlOf(lane),
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    const count = (name: 'ApproximateNumberOfMessages' | 'ApproximateNumberOfMessagesNotVisible') =>
      Number(Attributes?.[name] ?? 0);
    return count('ApproximateNumberOfMessages') + count('ApproximateNumberOfMessagesNotVisible');
  };
  return {
    /** About how many messages the lane has, in flight or not. */
    depth,

    /** The same, up to five seconds old: forecasts are no more exact than that. */
    async roughDepth(lane: Lane): Promise<number> {
      const seen = seenDepths.get(laneName(lane));
      if (seen && now() - seen.at < depthFreshMillis) return seen.depth;
      const asked = depth(lane);
      seenDepths.set(laneName(lane), { at: now(), depth: asked });
      asked.catch(() => seenDepths.delete(laneName(lane)));
      return asked;
    },
  };
}

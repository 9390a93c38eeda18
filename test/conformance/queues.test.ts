import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { startQueues } from '../adapters/queues.ts';

const names = ['all', 'hidden', 'waited', 'late', 'wrong'] as const;
const { sqs, urlPrefix } = await startQueues(names);
const urlOf = (name: (typeof names)[number]) => `${urlPrefix}${name}`;

const send = (QueueUrl: string, bodies: readonly string[], DelaySeconds = 0) =>
  sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: bodies.map((MessageBody, no) => ({ Id: String(no), MessageBody, DelaySeconds })),
    }),
  );
const receive = async (QueueUrl: string, seconds: { WaitTimeSeconds: number; VisibilityTimeout: number }) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...seconds }))).Messages ??
  [];

/** What comes within some receives, as often as it comes: SQS says of none how much of what is there it gives. */
async function receiveAll(url: string, count: number, VisibilityTimeout = 600): Promise<Message[]> {
  const all: Message[] = [];
  const bodies = () => new Set(all.map(({ Body }) => Body));
  for (let tries = 0; tries < 30 && bodies().size < count; tries++)
    all.push(...(await receive(url, { WaitTimeSeconds: 1, VisibilityTimeout })));
  return all;
}
const entriesOf = (messages: readonly Message[]) =>
  messages.map(({ ReceiptHandle }, no) => ({ Id: String(no), ReceiptHandle }));

test('what was sent is received, each at least once, and what was deleted is gone', async () => {
  const bodies = Array.from({ length: 9 }, (_, no) => `message ${no}`);
  await send(urlOf('all'), bodies);
  const received = await receiveAll(urlOf('all'), 9);
  expect([...new Set(received.map(({ Body }) => Body))].sort()).toEqual(bodies);
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: urlOf('all'),
      Entries: entriesOf(received.slice(0, 10)),
    }),
  );
  expect(await receive(urlOf('all'), { WaitTimeSeconds: 1, VisibilityTimeout: 0 })).toEqual([]);
});

test('what somebody has taken is hidden, until he shows it again', async () => {
  await send(urlOf('hidden'), ['one']);
  const [taken] = await receiveAll(urlOf('hidden'), 1);
  expect(await receive(urlOf('hidden'), { WaitTimeSeconds: 0, VisibilityTimeout: 600 })).toEqual([]);
  const shown = await sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl: urlOf('hidden'),
      Entries: [{ Id: 'a', ReceiptHandle: taken?.ReceiptHandle, VisibilityTimeout: 0 }],
    }),
  );
  expect(shown.Failed ?? []).toEqual([]);
  const [again] = await receiveAll(urlOf('hidden'), 1);
  expect(again?.Body).toBe('one');
  expect(again?.ReceiptHandle).not.toBe(taken?.ReceiptHandle);
});

test('who waits gets what is sent meanwhile', async () => {
  const waiting = receive(urlOf('waited'), { WaitTimeSeconds: 10, VisibilityTimeout: 600 });
  await send(urlOf('waited'), ['meanwhile']);
  expect((await waiting).map(({ Body }) => Body)).toEqual(['meanwhile']);
});

test('what is sent for later is not there yet', async () => {
  await send(urlOf('late'), ['late'], 900);
  expect(await receive(urlOf('late'), { WaitTimeSeconds: 1, VisibilityTimeout: 0 })).toEqual([]);
});

test('a batch that is wrong as a whole is refused as SQS refuses it', async () => {
  const QueueUrl = urlOf('wrong');
  const refused = (command: Promise<unknown>) =>
    command.then(
      () => 'taken',
      (error: Error) => error.name,
    );
  expect(await refused(send(QueueUrl, []))).toBe('EmptyBatchRequest');
  expect(await refused(send(QueueUrl, Array.from({ length: 11 }, String)))).toBe(
    'TooManyEntriesInBatchRequest',
  );
  expect(await refused(send(QueueUrl, ['a'.repeat(600_000), 'b'.repeat(600_000)]))).toBe(
    'BatchRequestTooLong',
  );
  expect(await refused(send(`${QueueUrl}-none`, ['a']))).toBe('QueueDoesNotExist');
  const twice = { QueueUrl, Entries: ['a', 'b'].map((MessageBody) => ({ Id: 'same', MessageBody })) };
  expect(await refused(sqs.send(new SendMessageBatchCommand(twice)))).toBe('BatchEntryIdsNotDistinct');
});

import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';
import { startQueues } from '../adapters/queues.ts';
import { startTable, tableName } from '../adapters/table.ts';

/**
 * What AWS documents and the stand-ins of a laptop are not. The model is held to the document here, and the document
 * to AWS by `npm run contract -- --aws`.
 *
 * | of | AWS | the stand-in |
 * |---|---|---|
 * | TransactionConflict, throttling | come | dynoxide knows neither: test/faults and the simulator bring them |
 * | reads of the index, and those that do not ask to be consistent | lag behind | dynoxide's never do: the model's do |
 * | an update of an item that is not there, ALL_OLD | gives nothing | dynoxide gives its key |
 * | an update of a place of what is no list | refused | dynoxide passes it over |
 * | a transaction's update of an index key to what it cannot be | the write's reason | dynoxide refuses the call |
 * | a message for later than 900 s | refused by itself | fauxqs takes it |
 * | a receipt that was never given | is told as failed | fauxqs says that it is deleted |
 * | a message that was shown again, by its last receipt | deleted | fauxqs keeps it |
 * | a message with characters beyond 16 bits | taken | fauxqs refuses it |
 * | messages | in no order, twice now and then | fauxqs's come in order, and once |
 */
const table = await startTable();
const { sqs, urlPrefix } = await startQueues(['documented']);
const QueueUrl = `${urlPrefix}documented`;

test('an update that makes an item tells of nothing before it', async () => {
  const update = new UpdateCommand({
    TableName: tableName,
    Key: { pk: 'made', sk: 'anew' },
    UpdateExpression: 'SET done = :true',
    ExpressionAttributeValues: { ':true': true },
    ReturnValues: 'ALL_OLD',
  });
  expect((await table.db.send(update)).Attributes).toBeUndefined();
});

test('a place of what is no list is refused', async () => {
  const Key = { pk: 'place', sk: 'of' };
  await table.db.send(new PutCommand({ TableName: tableName, Item: { ...Key, more: null } }));
  const update = new UpdateCommand({
    TableName: tableName,
    Key,
    UpdateExpression: 'SET more[0] = :true',
    ExpressionAttributeValues: { ':true': true },
  });
  await expect(table.db.send(update)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a message for later than a quarter of an hour is refused, and the others are sent', async () => {
  const Entries = [900, 901].map((DelaySeconds) => ({
    Id: String(DelaySeconds),
    MessageBody: 'late',
    DelaySeconds,
  }));
  const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['900']);
  expect(Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([['901', 'InvalidParameterValue']]);
});

test('a receipt that was never given deletes nothing, and is told so', async () => {
  const Entries = [{ Id: 'a', ReceiptHandle: 'never given' }];
  const { Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(Failed?.map(({ Code }) => Code)).toEqual(['ReceiptHandleIsInvalid']);
});

test('a message that is seen again is deleted by the receipt that was given last for it', async () => {
  const taken = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.find(({ Body }) => Body === 'shown')?.ReceiptHandle;
  };
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'shown' }] }));
  const ReceiptHandle = await vi.waitUntil(taken, { timeout: 5_000 });
  const entry = { Id: 'a', ReceiptHandle };
  const show = { QueueUrl, Entries: [{ ...entry, VisibilityTimeout: 0 }] };
  await sqs.send(new ChangeMessageVisibilityBatchCommand(show));
  const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [entry] }));
  expect(Failed).toEqual([]);
  expect(await taken()).toBeUndefined();
});

test('a message may say anything that XML can say', async () => {
  const Entries = [
    { Id: 'far', MessageBody: '😀' },
    { Id: 'null', MessageBody: '\0' },
  ];
  const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['far']);
  expect(Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([['null', 'InvalidMessageContents']]);
});

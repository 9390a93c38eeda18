import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoCalls, s3Calls, sqsCalls } from '../../local/rights/aws-call.ts';
import { functionOfQueue, withRightsOf } from '../../local/rights/guard.ts';
import { isAllowed } from '../../local/rights/is-allowed.ts';
import { messages, type QueueName } from '../../shared/messages.ts';
import { type Market, startMarket } from '../support/market-rig.ts';

/** The functions run here with the rights that infra/ gives them: a right forgotten there fails every flow that needs it. */
describe('on the embedded cloud a function has the rights of the deployed one, and no others', () => {
  let market: Market;
  beforeAll(async () => {
    market = await startMarket();
  });
  afterAll(() => market.close());
  const denied = (what: string) => ({
    name: 'AccessDeniedException',
    message: expect.stringContaining(what),
  });

  test('what no function does is nobody’s right: an onlooker is not judged', async () => {
    await expect(market.cloud.deps.vehicles.find('vehicle_none')).resolves.toBeUndefined();
  });

  test('a function that never reads the index is refused there', async () => {
    const reading = withRightsOf('plan-batch', () => Array.fromAsync(market.cloud.deps.ledger.roots()));
    await expect(reading).rejects.toMatchObject(denied('plan-batch may not dynamodb:Query'));
  });

  test('a function that sends to no queue is refused there', async () => {
    const sending = withRightsOf('settle-batch', () =>
      market.cloud.deps.queues.send('settle', [{ customerId: 'c', batchId: 'b' }] as never),
    );
    await expect(sending).rejects.toMatchObject(denied('settle-batch may not sqs:SendMessage'));
  });

  test('a function without the batch key opens no payload', async () => {
    const opening = withRightsOf('pay-owner', async () =>
      market.cloud.deps.vault.unwrap(new Uint8Array(60), 'batch_x'),
    );
    await expect(opening).rejects.toMatchObject(denied('pay-owner may not kms:Decrypt'));
  });

  test('a URL is signed with the rights of who signs it', async () => {
    const signing = withRightsOf('pay-owner', () =>
      market.cloud.deps.taskObjects.leaseUrls({ batchId: 'batch_x', no: 1, fence: 1 } as never, 60),
    );
    await expect(signing).rejects.toMatchObject(denied('pay-owner may not s3:GetObject'));
  });

  test('a secret that a function may not read is not there', () => {
    expect(() => withRightsOf('settle-batch', () => market.cloud.deps.leaseTokens)).toThrow(/may not read/);
    expect(() => withRightsOf('vehicle', () => market.cloud.deps.statements)).toThrow(/may not read/);
    expect(() => withRightsOf('customer', () => market.cloud.deps.stripe.payments)).toThrow(/may not read/);
    expect(withRightsOf('vehicle', () => market.cloud.deps.leaseTokens)).toBeDefined();
  });

  test('each queue has a deployed function, and what is not deployed has no rights', () => {
    for (const queue of Object.keys(messages) as QueueName[]) expect(functionOfQueue(queue)).toBeTruthy();
    expect(() => withRightsOf('mine-coins', () => 1)).toThrow('infra/functions/ deploys no mine-coins');
  });
});

describe('what a role allows', () => {
  const put = (pk: string) => dynamoCalls('PutItem', { Item: { pk } });
  const every = (may: Parameters<typeof isAllowed>[0], calls: ReturnType<typeof put>) =>
    calls.every((call) => isAllowed(may, call));
  const table = ['GetItem', 'PutItem', 'UpdateItem'] as const;

  test('a transaction is judged by each of its writes', () => {
    const both = dynamoCalls('TransactWriteItems', {
      TransactItems: [
        { Put: { Item: { pk: 'BATCH#b' } } },
        { Update: { Key: { pk: { S: 'LEDGER#owner/o' } } } },
      ],
    });
    expect(both.map(({ action }) => action)).toEqual(['PutItem', 'UpdateItem']);
    expect(every({ table }, both)).toBe(true);
    expect(every({ table: ['PutItem'] }, both)).toBe(false);
    expect(every({ table, movesNoMoney: true }, both)).toBe(false);
    expect(every({ table, movesMoneyOf: 'owners' }, both)).toBe(true);
    expect(every({ table, movesMoneyOf: 'customers' }, both)).toBe(false);
  });

  test('the journal and the audit trail are written by those alone who are named', () => {
    expect(every({ table }, put('JOURNAL'))).toBe(false);
    expect(every({ table, journal: ['PutObject'] }, put('JOURNAL#2027-01-08'))).toBe(true);
    expect(every({ table }, put('AUDIT#2027-01'))).toBe(false);
    expect(every({ table, appendsAudits: true }, put('AUDIT#2027-01'))).toBe(true);
    const change = dynamoCalls('UpdateItem', { Key: { pk: 'AUDIT#2027-01' } });
    expect(every({ table, appendsAudits: true }, change)).toBe(false);
    expect(every({ table, movesNoMoney: true }, put('CUSTOMER#c'))).toBe(true);
  });

  test('an index is queried by its own right', () => {
    const [query] = dynamoCalls('Query', { IndexName: 'index' });
    expect(query && isAllowed({ table: ['Query'] }, query)).toBe(false);
    expect(query && isAllowed({ index: true }, query)).toBe(true);
  });

  test('a named version is another action than the object', () => {
    const get = (VersionId?: string) => s3Calls('GetObject', { Bucket: 'tasks', Key: 'k', VersionId });
    expect(every({ tasks: ['GetObject'] }, get())).toBe(true);
    expect(every({ tasks: ['GetObject'] }, get('1'))).toBe(false);
    expect(every({ tasks: ['GetObjectVersion'] }, get('1'))).toBe(true);
    const erase = s3Calls('DeleteObjects', {
      Bucket: 'tasks',
      Delete: { Objects: [{ Key: 'k', VersionId: '1' }] },
    });
    expect(every({ tasks: ['DeleteObject'] }, erase)).toBe(false);
    expect(every({ tasks: ['DeleteObjectVersion'] }, erase)).toBe(true);
    expect(every({ receipts: true }, s3Calls('GetObject', { Bucket: 'files', Key: 'c/receipts-b' }))).toBe(
      true,
    );
    expect(every({ receipts: true }, s3Calls('GetObject', { Bucket: 'files', Key: 'c/file-1' }))).toBe(false);
  });

  test('lanes and queues are apart', () => {
    const send = (name: string) => sqsCalls('SendMessageBatch', { QueueUrl: `http://127.0.0.1/0/${name}` });
    const batchLane = 'lane-parkade-embed-1-any-any-batch-0';
    const liveLane = 'lane-parkade-embed-1-any-any-live-0';
    expect(every({ sendTo: ['every lane'] }, send(batchLane))).toBe(true);
    expect(every({ sendTo: ['live lanes'] }, send(batchLane))).toBe(false);
    expect(every({ sendTo: ['live lanes'] }, send(liveLane))).toBe(true);
    expect(every({ sendTo: ['every queue'] }, send(liveLane))).toBe(false);
    expect(every({ sendTo: ['refund queue'] }, send('refund'))).toBe(true);
    expect(every({ sendTo: ['refund queue'] }, send('refund-charge'))).toBe(false);
    const receive = sqsCalls('ReceiveMessage', { QueueUrl: `http://127.0.0.1/0/${liveLane}` });
    expect(every({ lanes: 'receive' }, receive)).toBe(true);
    expect(every({ lanes: 'count' }, receive)).toBe(false);
  });
});

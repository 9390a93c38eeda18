import { expect, test } from 'vitest';
import { type QueuesOptions, queuesModel } from './queues.ts';
import { receiveWaiting } from './waiting.ts';

type Received = { Messages?: { Body: string; ReceiptHandle: string }[] };

function rig(options: Partial<QueuesOptions> = {}) {
  let clock = 1_000_000;
  const queues = queuesModel({
    now: () => clock,
    random: () => 0,
    queues: [{ name: 'q', visibilitySeconds: 30, deadLetters: 'q-dead', maxReceiveCount: 2 }],
    ...options,
  });
  const QueueUrl = queues.urlOf('q');
  return {
    queues,
    QueueUrl,
    pass: (seconds: number) => {
      clock += seconds * 1_000;
    },
    now: () => clock,
    send: (MessageBody: string, DelaySeconds = 0) =>
      queues.call('SendMessageBatch', { QueueUrl, Entries: [{ Id: '0', MessageBody, DelaySeconds }] }),
    receive: (url = QueueUrl) =>
      (queues.call('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10 }) as Received).Messages ?? [],
    delete: (ReceiptHandle = '') =>
      queues.call('DeleteMessageBatch', { QueueUrl, Entries: [{ Id: '0', ReceiptHandle }] }),
  };
}

const bodies = (messages: readonly { Body: string }[]) => messages.map(({ Body }) => Body);

test('a message that was sent for later is there then', () => {
  const { send, receive, pass } = rig();
  send('late', 60);
  pass(59.999);
  expect(receive()).toEqual([]);
  pass(0.001);
  expect(bodies(receive())).toEqual(['late']);
});

test('a message that nobody deletes comes back when its time is over, and then is a dead letter', () => {
  const { send, receive, pass, queues } = rig();
  send('poison');
  for (let times = 0; times < 2; times++) {
    expect(bodies(receive())).toEqual(['poison']);
    expect(receive()).toEqual([]);
    pass(30);
  }
  expect(receive()).toEqual([]);
  expect(bodies(receive(queues.urlOf('q-dead')))).toEqual(['poison']);
});

test('the receipt of an earlier receive deletes nothing, or does, by chance', () => {
  for (const staleTaken of [0, 1]) {
    const { send, receive, pass, queues, ...rest } = rig({ shares: { staleTaken } });
    send('once');
    const [first] = receive();
    pass(30);
    receive();
    rest.delete(first?.ReceiptHandle);
    expect(queues.messages('q')).toHaveLength(1 - staleTaken);
  }
});

test('a message is received twice, overlooked, or there again after its deletion, by chance', () => {
  const doubled = rig({ shares: { doubled: 1 } });
  doubled.send('twice');
  expect(bodies([...doubled.receive(), ...doubled.receive()])).toEqual(['twice', 'twice']);
  const overlooked = rig({ shares: { overlooked: 1 } });
  overlooked.send('unseen');
  expect(overlooked.receive()).toEqual([]);
  const undeleted = rig({ shares: { undeleted: 1 } });
  undeleted.send('ghost');
  undeleted.delete(undeleted.receive()[0]?.ReceiptHandle);
  undeleted.pass(30);
  expect(bodies(undeleted.receive())).toEqual(['ghost']);
});

test('messages come in no order', () => {
  const orders = new Set<string>();
  for (const seed of [0, 0.3, 0.6, 0.99]) {
    const { send, receive } = rig({ random: () => seed });
    for (const body of 'abc') send(body);
    orders.add(bodies(receive()).join(''));
  }
  expect(orders.size).toBeGreaterThan(1);
});

test('a message that is older than a queue keeps is gone', () => {
  const { send, receive, pass } = rig({ queues: [{ name: 'q', retentionSeconds: 60 }] });
  send('old');
  pass(60);
  expect(receive()).toEqual([]);
});

test('a receive that waits ends when a message comes, when a hidden one returns, or when its time is over', async () => {
  const { send, receive, pass, queues, QueueUrl, now } = rig();
  const slept: number[] = [];
  const wait = (WaitTimeSeconds: number, meanwhile: () => void) => {
    const input = { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds };
    return receiveWaiting(
      queues,
      { service: 'queues', operation: 'ReceiveMessage', input, writes: true },
      {
        act: () => queues.call('ReceiveMessage', input),
        now,
        sleepUntil: async (at, onWake) => {
          let isWoken = false;
          onWake(() => {
            isWoken = true;
          });
          meanwhile();
          if (!isWoken) pass((at - now()) / 1_000);
          slept.push(at);
        },
      },
    ) as Promise<Received>;
  };
  const begun = now();
  expect(await wait(10, () => {})).not.toHaveProperty('Messages');
  expect(now() - begun).toBe(10_000);
  expect(bodies((await wait(10, () => send('sent'))).Messages ?? [])).toEqual(['sent']);
  expect(now() - begun).toBe(10_000);
  expect(receive()).toEqual([]);
  expect(bodies((await wait(20, () => {})).Messages ?? [])).toEqual([]);
  expect(bodies((await wait(20, () => {})).Messages ?? [])).toEqual(['sent']);
  expect(now() - begun).toBe(40_000);
});

test('what the model does not know it refuses', () => {
  const { queues, QueueUrl } = rig();
  expect(() => queues.call('SetQueueAttributes', { QueueUrl })).toThrow('knows no SetQueueAttributes');
  expect(() => queues.call('ReceiveMessage', { QueueUrl, AttributeNames: ['All'] })).toThrow(
    'knows no AttributeNames',
  );
});

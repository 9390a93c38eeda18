import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { localCredentials, localRegion } from '../../local/dynamo.ts';
import { startSqs } from '../../local/sqs.ts';
import { modelCloud } from './model-cloud.ts';

const runs = 40;
const names = Array.from({ length: runs * 30 }, (_, no) => `q-${no}`);
const server = await startSqs(names);
const standIn = new SQSClient({
  endpoint: server.url,
  region: localRegion,
  credentials: localCredentials,
  useQueueUrlAsEndpoint: false,
});
const { clients, queues } = modelCloud({ queues: names.map((name) => ({ name })) });
afterAll(async () => {
  standIn.destroy();
  await server.close();
});

/** What does not wait for a clock. Messages are named by what they say, since no two services name them alike. */
type Step =
  | { kind: 'send'; bodies: string[] }
  | { kind: 'takeAll' | 'count' }
  | { kind: 'delete' | 'show' | 'hide'; body: string; isStale: boolean };

/** A queue of one service, and the receipts that it gave for each message. */
function player(sqs: SQSClient, QueueUrl: string) {
  const receipts = new Map<string, string[]>();
  const takeAll = async () => {
    const taken: string[] = [];
    for (let count = 1; count > 0; ) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      count = Messages.length;
      for (const { Body = '', ReceiptHandle = '' } of Messages) {
        taken.push(Body);
        receipts.set(Body, [...(receipts.get(Body) ?? []), ReceiptHandle]);
      }
    }
    return taken.sort();
  };
  const receiptOf = (body: string, isStale: boolean) => {
    const all = receipts.get(body) ?? [];
    return isStale ? all.at(0) : all.at(-1);
  };
  return async (step: Step): Promise<unknown> => {
    switch (step.kind) {
      case 'send': {
        const Entries = step.bodies.map((MessageBody, no) => ({ Id: String(no), MessageBody }));
        const { Successful } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
        return Successful?.map(({ Id, MD5OfMessageBody }) => [Id, MD5OfMessageBody]);
      }
      case 'takeAll':
        return takeAll();
      case 'count': {
        const AttributeNames = [
          'ApproximateNumberOfMessages' as const,
          'ApproximateNumberOfMessagesNotVisible' as const,
        ];
        return (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes;
      }
      default:
        return changed(step, receiptOf(step.body, step.isStale));
    }
  };

  async function changed({ kind }: Step, ReceiptHandle: string | undefined) {
    if (ReceiptHandle === undefined) return 'never taken';
    const entry = { Id: 'a', ReceiptHandle };
    const { Failed = [] } =
      kind === 'delete'
        ? await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [entry] }))
        : await sqs.send(
            new ChangeMessageVisibilityBatchCommand({
              QueueUrl,
              Entries: [{ ...entry, VisibilityTimeout: kind === 'show' ? 0 : 300 }],
            }),
          );
    return Failed.map(({ Code }) => Code);
  }
}

const body = fc.constantFrom('a', 'b', 'c', 'ä');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.uniqueArray(body, { minLength: 1, maxLength: 4 }).map((bodies) => ({ kind: 'send' as const, bodies })),
  fc.constantFrom<Step>({ kind: 'takeAll' }, { kind: 'count' }),
  fc.record({
    kind: fc.constantFrom('delete' as const, 'show' as const, 'hide' as const),
    body,
    isStale: fc.boolean(),
  }),
);

/** Of two messages that say the same a receipt would name either. */
function withoutRepeats(steps: readonly Step[]): Step[] {
  const sent = new Set<string>();
  return steps.filter((each) => {
    if (each.kind !== 'send') return true;
    const isRepeated = each.bodies.some((said) => sent.has(said));
    for (const said of each.bodies) sent.add(said);
    return !isRepeated;
  });
}

/** The stand-in can't delete what was shown again and not taken since; SQS can, and so can the model (documented.test.ts). */
function withoutDeletesOfShown(steps: readonly Step[]): Step[] {
  const shown = new Set<string>();
  return steps.filter((each) => {
    if (each.kind === 'takeAll') shown.clear();
    if (each.kind === 'show') shown.add(each.body);
    return each.kind !== 'delete' || !shown.has(each.body);
  });
}

let used = 0;

test('any history of calls that waits for no clock comes to the same in the model and in the stand-in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), async (steps) => {
      const name = names[used++ % names.length] ?? '';
      const [real, model] = [
        player(standIn, `${server.url}/000000000000/${name}`),
        player(clients.sqs, queues.urlOf(name)),
      ];
      for (const each of withoutDeletesOfShown(withoutRepeats(steps)))
        expect({ each, is: await model(each) }).toEqual({ each, is: await real(each) });
    }),
    { numRuns: runs },
  );
});

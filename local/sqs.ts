import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { localCredentials, localRegion } from './dynamo.ts';
import { queueUpLongPolls } from './sqs-long-polls.ts';

/**
 * SQS in this process's memory (fauxqs). What it forgets when it ends, the sweep sends again from the table.
 * `buildApp().listen` binds 127.0.0.1; fauxqs's own start would listen on every interface.
 */
export async function startSqs(queueNames: readonly string[]) {
  const app = buildApp({ logger: false });
  queueUpLongPolls(app);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const url = address.replace('localhost', '127.0.0.1');
  const client = new SQSClient({
    endpoint: url,
    region: localRegion,
    credentials: localCredentials,
    useQueueUrlAsEndpoint: false,
  });
  for (const QueueName of queueNames) await client.send(new CreateQueueCommand({ QueueName }));
  client.destroy();
  return { url, close: () => app.close() };
}

import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll } from 'vitest';
import { localCredentials, localRegion } from '../../local/dynamo.ts';
import { startSqs } from '../../local/sqs.ts';
import { makeAwsQueues } from '../conformance/aws-things.ts';
import { awsPrefix, cloudUnderTest } from '../conformance/cloud-under-test.ts';
import { modelCloud } from '../conformance/model-cloud.ts';

export type Queues = {
  sqs: SQSClient;
  /** What a queue's URL has before its name. */
  urlPrefix: string;
  /** Told of each command, by its name, before it is sent. */
  onCall: (listener: (commandName: string) => void) => void;
};

/** Queues of the test file's own. */
export async function startQueues(names: readonly string[]): Promise<Queues> {
  if (cloudUnderTest === 'model') {
    const { clients, queues, onCall } = modelCloud({ queues: names.map((name) => ({ name })) });
    return { sqs: clients.sqs, urlPrefix: queues.urlPrefix, onCall };
  }
  const { client, urlPrefix, close } = cloudUnderTest === 'aws' ? await aws(names) : await standIn(names);
  afterAll(close);
  return {
    sqs: client,
    urlPrefix,
    onCall: (listener) =>
      client.middlewareStack.add(
        (next, { commandName = '' }) =>
          (args) => {
            listener(commandName);
            return next(args);
          },
        { step: 'initialize', name: 'onCall' },
      ),
  };
}

async function aws(names: readonly string[]) {
  const prefix = awsPrefix();
  const { urlPrefix } = await makeAwsQueues(names.map((name) => `${prefix}-${name}`));
  const client = new SQSClient();
  return { client, urlPrefix: `${urlPrefix}${prefix}-`, close: async () => client.destroy() };
}

async function standIn(names: readonly string[]) {
  const server = await startSqs(names);
  const client = new SQSClient({
    endpoint: server.url,
    region: localRegion,
    credentials: localCredentials,
    useQueueUrlAsEndpoint: false,
  });
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { client, urlPrefix: `${server.url}/000000000000/`, close };
}

import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

/** The one call of AWS Secrets Manager that functions make, over what `secrets` holds at that moment. */
export async function startSecretsManager(secrets: Map<string, string>) {
  const asked: string[] = [];
  const server = createServer(async (request, reply) => {
    const { SecretId } = (await json(request)) as { SecretId: string };
    const SecretString = secrets.get(SecretId);
    const isRead = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue';
    asked.push(SecretId);
    reply.setHeader('content-type', 'application/x-amz-json-1.1');
    reply.statusCode = isRead && SecretString !== undefined ? 200 : 400;
    reply.end(
      JSON.stringify(reply.statusCode === 200 ? { SecretString } : { __type: 'ResourceNotFoundException' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    /** Names, in the order of the calls. */
    asked,
    close: () => new Promise((closed) => server.close(closed)),
  };
}

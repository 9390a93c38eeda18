import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

type Asked = { CiphertextBlob?: string; EncryptionContext: Record<string, string> };

/** The two calls of AWS KMS that functions make: a key is remembered by its ciphertext, and bound to its context. */
export async function startKeyManagement() {
  const kept = new Map<string, { Plaintext: string; context: string }>();
  const server = createServer(async (request, reply) => {
    const { CiphertextBlob = '', EncryptionContext } = (await json(request)) as Asked;
    const context = JSON.stringify(EncryptionContext);
    reply.setHeader('content-type', 'application/x-amz-json-1.1');
    if (request.headers['x-amz-target'] === 'TrentService.GenerateDataKey') {
      const blob = randomBytes(64).toString('base64');
      const Plaintext = randomBytes(32).toString('base64');
      kept.set(blob, { Plaintext, context });
      reply.end(JSON.stringify({ KeyId: 'key', Plaintext, CiphertextBlob: blob }));
      return;
    }
    const found = kept.get(CiphertextBlob);
    reply.statusCode = found?.context === context ? 200 : 400;
    const answer =
      found?.context === context ? { Plaintext: found.Plaintext } : { __type: 'InvalidCiphertextException' };
    reply.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

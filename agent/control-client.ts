import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const refusal = z.object({ error: z.object({ message: z.string() }) });
/** An agent on a busy computer answers within it. */
const patienceMillis = 10_000;

/** One call to the agent that listens on the Unix socket `path`. Throws in the agent's words, or a system error. */
export async function callAgent(
  path: string,
  method: 'GET' | 'POST',
  route: string,
  body?: object,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; reply: string }>();
  const call = request({
    socketPath: path,
    method,
    path: route,
    headers: { 'content-type': 'application/json' },
    timeout: patienceMillis,
  });
  call.on('timeout', () => call.destroy(new Error(`The agent does not answer at ${path}.`)));
  call.on('error', reject);
  call.on('response', (response) => {
    text(response).then((reply) => resolve({ status: response.statusCode ?? 0, reply }), reject);
  });
  call.end(body && JSON.stringify(body));
  const { status, reply } = await promise;
  const parsed: unknown = JSON.parse(reply);
  if (status < 400) return parsed;
  const refused = refusal.safeParse(parsed);
  throw new Error(refused.success ? refused.data.error.message : `The agent answered ${status}.`);
}

import { Writable } from 'node:stream';
import type { LambdaEvent } from 'hono/aws-lambda';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { depsFromEnvironment } from '../../functions/edge/deps.ts';
import { apiLambda, timerLambda } from '../../functions/edge/lambda.ts';
import { stripeRouter } from '../../functions/stripe/router.ts';
import { startSecretsManager } from '../support/secrets-manager.ts';

const secrets = new Map<string, string>();
const secretsManager = await startSecretsManager(secrets);
afterAll(async () => {
  // Other files of this process have environments of their own.
  vi.unstubAllEnvs();
  await secretsManager.close();
});

const claim = { customerId: 'cus', batchId: 'batch', taskNo: 0, audit: false, fence: 1, receipt: 'receipt' };

beforeEach(() => {
  vi.unstubAllEnvs();
  secretsManager.asked.length = 0;
  secrets.clear();
  secrets.set('stripe-reads', 'from a test');
  secrets.set(
    'stripe-webhooks',
    JSON.stringify({ platform: 'of a test', connected: 'of another', livemode: false }),
  );
  secrets.set('token-key', 'a'.repeat(43));
  secrets.set('origin', 'front-door');
  const environment = {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    TABLE_NAME: 'market',
    FILES_BUCKET: 'files',
    TASKS_BUCKET: 'tasks',
    JOURNAL_BUCKET: 'journal',
    QUEUE_URL_PREFIX: 'http://127.0.0.1/',
    KMS_KEY_ID: 'key',
    PUBLIC_URL: 'https://market.example',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});

describe('secrets on AWS', () => {
  test('those that the environment names are read, each once', async () => {
    vi.stubEnv('STRIPE_READS_SECRET_NAME', 'stripe-reads');
    vi.stubEnv('STRIPE_WEBHOOKS_SECRET_NAME', 'stripe-webhooks');
    vi.stubEnv('TOKEN_KEY_SECRET_NAME', 'token-key');
    const deps = await depsFromEnvironment();
    expect(secretsManager.asked.sort()).toEqual(['stripe-reads', 'stripe-webhooks', 'token-key']);
    const token = await deps.leaseTokens.seal(claim, 'veh');
    expect(await deps.leaseTokens.open(token, 'veh')).toEqual(claim);
    const forged = { rawBody: '{}', signature: 't=1,v1=00', now: Date.now() };
    expect(() => deps.stripeWebhook.read('platform', forged)).toThrow('Stripe-Signature');
    expect(deps.stripe.reads).toHaveProperty('movements');
    expect(() => deps.stripe.payments).toThrow('STRIPE_PAYMENTS_SECRET_NAME');
  });

  test('a function without them starts, and fails clearly only where one is used', async () => {
    const deps = await depsFromEnvironment();
    expect(secretsManager.asked).toEqual([]);
    expect(() => deps.leaseTokens).toThrow('TOKEN_KEY_SECRET_NAME');
    expect(() => deps.stripe.reads).toThrow('STRIPE_READS_SECRET_NAME');
    expect(() => deps.stripeWebhook).toThrow('STRIPE_WEBHOOKS_SECRET_NAME');
  });

  test.each(['not JSON but secret', '{"platform":"secret"}'])(
    'what is wrong with one is told without quoting it: %s',
    async (text) => {
      secrets.set('stripe-webhooks', text);
      vi.stubEnv('STRIPE_WEBHOOKS_SECRET_NAME', 'stripe-webhooks');
      await expect(depsFromEnvironment()).rejects.toThrow(
        /^The secret stripe-webhooks is not JSON with a platform, a connected and a livemode\.$/,
      );
    },
  );

  test('a key of another length is refused', async () => {
    secrets.set('token-key', 'a'.repeat(22));
    vi.stubEnv('TOKEN_KEY_SECRET_NAME', 'token-key');
    await expect(depsFromEnvironment()).rejects.toThrow('16 bytes');
  });
});

describe('an instance', () => {
  test('is made at its first invocation and kept', async () => {
    vi.stubEnv('TOKEN_KEY_SECRET_NAME', 'token-key');
    const made = vi.fn(() => async () => {});
    const handler = timerLambda(made);
    expect(made).not.toHaveBeenCalled();
    await handler();
    await handler();
    expect(made).toHaveBeenCalledOnce();
    expect(secretsManager.asked).toEqual(['token-key']);
  });

  test('whose start failed starts at the next invocation', async () => {
    vi.stubEnv('TOKEN_KEY_SECRET_NAME', 'token-key');
    secrets.delete('token-key');
    const handler = timerLambda(() => async () => {});
    await expect(handler()).rejects.toThrow();
    secrets.set('token-key', 'a'.repeat(43));
    await expect(handler()).resolves.toBeUndefined();
  });
});

const urlEvent = (headers: Record<string, string>) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: '/v1/nothing',
  rawQueryString: '',
  headers,
  body: null,
  isBase64Encoded: false,
  requestContext: { domainName: 'function.example', http: { method: 'GET', path: '/v1/nothing' } },
});

const answerOf = async (event: object): Promise<{ statusCode: number; body: string }> =>
  apiLambda(stripeRouter)(event as LambdaEvent);

describe("a function's URL", () => {
  test.each([
    ['a call that came through the front door', { 'x-parkade-origin': 'front-door' }, 404],
    ['a call without the secret', {}, 403],
    ['a call with another secret', { 'x-parkade-origin': 'front-doors' }, 403],
  ])('answers %s (%o) with %i', async (_what, headers: Record<string, string>, status) => {
    vi.stubEnv('ORIGIN_SECRET_NAME', 'origin');
    const answer = await answerOf(urlEvent(headers));
    expect(answer.statusCode).toBe(status);
  });

  test('answers all where no secret is set', async () => {
    const answer = await answerOf(urlEvent({}));
    expect(answer.statusCode).toBe(404);
  });

  test('answers a start that failed as a fault, without its detail', async () => {
    vi.stubEnv('TABLE_NAME', '');
    const answer = await answerOf(urlEvent({}));
    expect(answer.statusCode).toBe(500);
    expect(JSON.parse(answer.body).error.code).toBe('server_error');
    expect(answer.body).not.toContain('TABLE_NAME');
  });

  test("streams the customers' answers, with their status and headers", async () => {
    vi.stubEnv('ORIGIN_SECRET_NAME', 'origin');
    const answer = streamedAnswer();
    vi.stubGlobal('awslambda', {
      streamifyResponse: (handler: unknown) => handler,
      HttpResponseStream: {
        from: (stream: Writable, metadata: { statusCode: number }) => {
          answer.metadata = metadata;
          return stream;
        },
      },
    });
    const { handler } = await import('../../functions/customer/lambda.ts');
    await (handler as (...args: unknown[]) => Promise<void>)(urlEvent({}), answer.stream, {});
    expect(answer.metadata).toMatchObject({
      statusCode: 403,
      headers: { 'content-type': expect.stringContaining('json') },
    });
    expect(JSON.parse(answer.text()).error.code).toBe('not_allowed');
  });
});

function streamedAnswer() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, metadata: {} as object, text: () => Buffer.concat(chunks).toString() };
}

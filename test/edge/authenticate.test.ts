import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { commitTo } from '../../functions/adapters/commit.ts';
import { credentialsIn, credentialWrites } from '../../functions/adapters/credentials.ts';
import { financePeopleIn } from '../../functions/adapters/finance-people.ts';
import { authenticate } from '../../functions/edge/authenticate.ts';
import { newApi } from '../../functions/edge/http.ts';
import { localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';

const dynamo = await startDynamo({});
const db = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: dynamo.url, region: localRegion, credentials: localCredentials }),
);
afterAll(() => dynamo.close());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const commit = commitTo(db, 'market');
await commit([credentialWrites.create(sha256('of-a-customer'), { role: 'customer', principalId: 'cus_1' })]);
await commit([credentialWrites.create(sha256('of-an-owner'), { role: 'owner', principalId: 'own_1' })]);

const api = newApi({ newId: (prefix) => `${prefix}_1`, reportFault: () => undefined });
const deps = { credentials: credentialsIn(db, 'market'), financePeople: financePeopleIn(db, 'market') };
api.use(authenticate({ ...deps, signIn: undefined, now: Date.now }, 'customer'));
api.get('/me', (c) => c.json({ callerId: c.get('callerId') }));

async function me(authorization: string | undefined) {
  const reply = await api.request('/me', authorization === undefined ? {} : { headers: { authorization } });
  return { status: reply.status, body: await reply.json() };
}

test.each(['Bearer of-a-customer', 'bearer of-a-customer'])(
  'a key lets its customer in: %s',
  async (header) => {
    expect(await me(header)).toEqual({ status: 200, body: { callerId: 'cus_1' } });
  },
);

test.each([
  ['no key', undefined],
  ['an empty key', 'Bearer '],
  ['another scheme', 'Basic of-a-customer'],
  ['the key alone', 'of-a-customer'],
  ['two keys', 'Bearer of-a-customer of-a-customer'],
  ['an unknown key', 'Bearer of-a-customeR'],
  ['the hash of a key for the key', `Bearer ${sha256('of-a-customer')}`],
  ['the key of another role', 'Bearer of-an-owner'],
  ['a token, where nobody signs in', 'Bearer of-a.customer.signed'],
])('%s is refused with invalid_api_key, and told no more', async (_what, header) => {
  const { status, body } = await me(header);
  expect(status).toBe(401);
  expect(body.error).toMatchObject({ type: 'authentication_error', code: 'invalid_api_key', param: null });
  expect(JSON.stringify(body)).not.toContain('of-a');
});

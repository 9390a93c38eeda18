import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, expect, test, vi } from 'vitest';
import { commitTo } from '../../functions/adapters/commit.ts';
import { type Credential, credentialsIn } from '../../functions/adapters/credentials.ts';
import { financePeopleIn, financePersonWrites } from '../../functions/adapters/finance-people.ts';
import { signInBy } from '../../functions/adapters/sign-in.ts';
import { authenticate } from '../../functions/edge/authenticate.ts';
import { depsFromEnvironment } from '../../functions/edge/deps.ts';
import { newApi } from '../../functions/edge/http.ts';
import { localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';

const issuer = 'https://provider.test';
const apiUrl = 'https://market.test/v1';
const clientId = 'parkade-console';

const [ours, others] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
const jwks = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'ours', alg: 'RS256', use: 'sig' }] };
let isAway = false;
const provider = createServer((_request, reply) =>
  isAway
    ? reply.writeHead(503).end()
    : reply.setHeader('content-type', 'application/json').end(JSON.stringify(jwks)),
);
await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
const jwksUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks`;
const dynamo = await startDynamo({});
afterAll(async () => {
  provider.close();
  await dynamo.close();
});

const db = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: dynamo.url, region: localRegion, credentials: localCredentials }),
);
const faults: string[] = [];
const now = () => Date.now();
const signIn = () => signInBy({ issuer, clientId, jwksUrl }, apiUrl, now);
const apiOf = (role: Credential['role'], signedInBy = signIn()) => {
  const api = newApi({
    newId: (prefix) => `${prefix}_1`,
    reportFault: (error) => faults.push(String(error)),
  });
  const deps = {
    credentials: credentialsIn(db, 'market'),
    financePeople: financePeopleIn(db, 'market'),
    now,
  };
  api.use(authenticate({ ...deps, signIn: signedInBy }, role));
  api.get('/me', (c) =>
    c.json({
      callerId: c.get('callerId'),
      key: c.get('key'),
      reach: c.get('grant').reach,
      may: c.get('may'),
    }),
  );
  return api;
};

const claims = {
  token_use: 'access',
  client_id: clientId,
  parkade_role: 'customer',
  parkade_principal: 'cus_1',
};
type Made = { payload?: object; issuer?: string; audience?: string; expires?: string | null };
function tokenOf(
  { payload = {}, audience, ...made }: Made = {},
  key: CryptoKey | Uint8Array = ours.privateKey,
) {
  const alg = key instanceof Uint8Array ? 'HS256' : 'RS256';
  const token = new SignJWT({ ...claims, ...payload })
    .setProtectedHeader({ alg, kid: key === others.privateKey ? 'another' : 'ours' })
    .setIssuer(made.issuer ?? issuer)
    .setSubject('somebody');
  if (made.expires !== null) token.setExpirationTime(made.expires ?? '10m');
  if (audience !== undefined) token.setAudience(audience);
  return token.sign(key);
}

async function me(token: string, api = apiOf('customer')) {
  const reply = await api.request('/me', { headers: { authorization: `Bearer ${token}` } });
  return { status: reply.status, body: await reply.json() };
}

test.each([
  ['with no audience, as Cognito issues them', {}],
  ['for this API', { audience: apiUrl }],
])('an access token %s lets its customer in, with all that a customer may do', async (_what, made) => {
  expect(await me(await tokenOf(made))).toEqual({
    status: 200,
    body: {
      callerId: 'cus_1',
      key: { keyId: 'console', projectId: 'default' },
      reach: 'organization',
      may: [],
    },
  });
});

test.each<[string, () => Promise<string> | string]>([
  ['one that is over', () => tokenOf({ expires: '-1s' })],
  ['one without an end', () => tokenOf({ expires: null })],
  ['one of another provider', () => tokenOf({ issuer: 'https://elsewhere.test' })],
  ['one for another API', () => tokenOf({ audience: 'https://elsewhere.test/v1' })],
  ['one that another client was given', () => tokenOf({ payload: { client_id: 'somebody-else' } })],
  ['an id token', () => tokenOf({ payload: { token_use: 'id' } })],
  ['one that names nobody', () => tokenOf({ payload: { parkade_principal: '' } })],
  [
    'one whose name would reach another key of the table',
    () => tokenOf({ payload: { parkade_principal: 'a#b' } }),
  ],
  ['one of another role', () => tokenOf({ payload: { parkade_role: 'owner' } })],
  ['one of no role that there is', () => tokenOf({ payload: { parkade_role: 'root' } })],
  ['one that is signed by a key that nobody knows', () => tokenOf({}, others.privateKey)],
  [
    'one whose public key is taken for a secret',
    async () => tokenOf({}, new TextEncoder().encode(await exportSPKI(ours.publicKey))),
  ],
  [
    'one that is not signed',
    async () => {
      const [, payload] = (await tokenOf()).split('.');
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.x`;
    },
  ],
  [
    'one that was changed',
    async () => {
      const [head, , signature] = (await tokenOf()).split('.');
      const [, payload] = (await tokenOf({ payload: { parkade_principal: 'cus_2' } })).split('.');
      return [head, payload, signature].join('.');
    },
  ],
  ['no token at all', () => 'not.a.token'],
])('%s is refused with invalid_api_key', async (_what, made) => {
  const { status, body } = await me(await made());
  expect(status).toBe(401);
  expect(body.error).toMatchObject({ type: 'authentication_error', code: 'invalid_api_key' });
  expect(faults).toEqual([]);
});

test('what a person of finance may do is read from the table: a token of one who was taken out lets nobody in', async () => {
  const commit = commitTo(db, 'market');
  const person = { personId: 'fay', name: 'Fay', email: 'fay@example.com', may: ['read'] as const };
  const kept = { ...person, keySha256: 'hash-of-fay', createdAt: 1 };
  await commit(financePersonWrites.create(kept));
  const token = await tokenOf({ payload: { parkade_role: 'finance', parkade_principal: 'fay' } });
  expect((await me(token, apiOf('finance'))).body).toMatchObject({ callerId: 'fay', may: ['read'] });
  await commit(financePersonWrites.revoke(kept, 2));
  expect((await me(token, apiOf('finance'))).status).toBe(401);
  const stranger = await tokenOf({ payload: { parkade_role: 'finance', parkade_principal: 'nobody' } });
  expect((await me(stranger, apiOf('finance'))).status).toBe(401);
});

test('where the provider can not be asked for its keys nobody is told that their token is bad', async () => {
  isAway = true;
  const { status } = await me(await tokenOf(), apiOf('customer', signIn()));
  isAway = false;
  expect(status).toBe(500);
  expect(faults.splice(0)).toHaveLength(1);
});

/** As infra/ tells the functions that people call, and Cognito writes tokens: no audience, and an id of its own making. */
test('on AWS the environment says whose tokens count; a function that is not told lets nobody in by one', async () => {
  const environment = {
    AWS_REGION: localRegion,
    TABLE_NAME: 'market',
    FILES_BUCKET: 'files',
    TASKS_BUCKET: 'tasks',
    JOURNAL_BUCKET: 'journal',
    QUEUE_URL_PREFIX: 'http://127.0.0.1/',
    KMS_KEY_ID: 'key',
    PUBLIC_URL: 'https://market.test',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  expect((await depsFromEnvironment()).signIn).toBeUndefined();
  vi.stubEnv('SIGN_IN_ISSUER', issuer);
  await expect(depsFromEnvironment()).rejects.toThrow('SIGN_IN_CLIENT_ID');
  vi.stubEnv('SIGN_IN_CLIENT_ID', '5k2cognito');
  vi.stubEnv('SIGN_IN_JWKS_URL', jwksUrl);
  const { signIn: told } = await depsFromEnvironment();
  vi.unstubAllEnvs();
  const theirs = { client_id: '5k2cognito', parkade_role: 'owner', parkade_principal: 'own_1' };
  expect(await told?.personOf(await tokenOf({ payload: theirs }))).toEqual({
    role: 'owner',
    principalId: 'own_1',
  });
  await expect(told?.personOf(await tokenOf())).rejects.toThrow('not valid here');
});

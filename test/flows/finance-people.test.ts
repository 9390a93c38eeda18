import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditTrailWrites } from '../../functions/adapters/audit-trail.ts';
import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { callerOf, type MoneyRig, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
let second: ReturnType<typeof callerOf>;
beforeAll(async () => {
  rig = await startMoney();
  const key = newApiKey(rig.deps.randomBytes);
  await rig.deps.commit([credentialWrites.create(key.sha256, { role: 'finance', principalId: 'second' })]);
  second = callerOf(financeRouter(rig.deps), key.secret);
});
afterAll(() => rig.close());

async function letIn(name: string, may: readonly string[]) {
  const { status, body } = await rig.finance('POST', '/v1/finance/people', {
    name,
    email: `${name.toLowerCase()}@example.com`,
    may,
  });
  expect(status).toBe(200);
  if (body.asked.length > 0)
    expect((await second('POST', `/v1/finance/people/${body.id}/approve`)).status).toBe(200);
  return {
    id: body.id as string,
    as: callerOf(financeRouter(rig.deps), body.api_key),
    key: body.api_key as string,
  };
}

const trail = async (query = '') =>
  (await rig.finance('GET', `/v1/finance/audit_trail?limit=1000${query}`)).body.data;

test('two people have keys and rights of their own, and each is refused what they may not do', async () => {
  const maker = await letIn('Mia', ['make']);
  const reader = await letIn('Rob', ['read']);
  expect((await maker.as('POST', '/v1/finance/customers', { name: 'Acme' })).status).toBe(200);
  expect((await reader.as('GET', '/v1/finance/people')).status).toBe(200);
  const refused = await reader.as('POST', '/v1/finance/customers', { name: 'Acme' });
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'not_allowed' } } });
  expect((await maker.as('POST', '/v1/finance/people', {})).body.error.message).toContain(
    "the right 'people'",
  );
});

test('the trail tells who did what, refused or not, by the hash of what was sent and never by what it was', async () => {
  const { id, as } = await letIn('Tess', ['read', 'make']);
  const made = await as('POST', '/v1/finance/owners', { name: 'Secret Name', tariffMicroUsdPerKwh: 1 });
  rig.advanceSeconds(1);
  await as('POST', '/v1/finance/owners', { name: '' });
  rig.advanceSeconds(1);
  await as('DELETE', '/v1/finance/people/person_nobody');
  const own = await trail(`&person=${id}`);
  expect(own).toMatchObject([
    {
      method: 'DELETE',
      path: '/v1/finance/people/person_nobody',
      status: 403,
      ids: ['person_nobody'],
      body_sha256: null,
    },
    { method: 'POST', path: '/v1/finance/owners', status: 400 },
    { method: 'POST', path: '/v1/finance/owners', status: 200, person_id: id },
  ]);
  expect(own[2].ids).toContain(made.body.ownerId);
  expect(own[2].body_sha256).toMatch(/^[0-9a-f]{64}$/);
  const text = JSON.stringify(await trail());
  expect(text).not.toContain('Secret Name');
  expect(text).not.toContain(made.body.apiKey);
});

test('looking leaves no trace, taking data out does', async () => {
  const { id, as, key } = await letIn('Lea', ['read']);
  await as('GET', '/v1/finance/people');
  await as('GET', '/v1/finance/statements/owners/own_nobody');
  rig.advanceSeconds(1);
  await as('GET', '/v1/finance/reports/payouts');
  await as('GET', '/v1/finance/entries?root=customer/cus_x');
  rig.advanceSeconds(1);
  await financeRouter(rig.deps).request('/v1/finance/reports/payouts?format=csv', {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await trail(`&person=${id}`)).toMatchObject([
    { path: '/v1/finance/reports/payouts', status: 200 },
    { path: '/v1/finance/entries', status: 200, ids: ['customer/cus_x'] },
    { method: 'GET', path: '/v1/finance/statements/owners/own_nobody', status: 404 },
  ]);
});

test('a key that is revoked is refused from the next call on, and its person stays known', async () => {
  const { id, as } = await letIn('Old', ['read']);
  expect((await rig.finance('DELETE', `/v1/finance/people/${id}`)).body.revoked_at).toBe(rig.deps.now());
  expect(await as('GET', '/v1/finance/people')).toMatchObject({
    status: 401,
    body: { error: { message: 'This API key was revoked.' } },
  });
  const { body } = await rig.finance('GET', '/v1/finance/people');
  expect(body.data.find((person: { id: string }) => person.id === id)).toMatchObject({ name: 'Old' });
  expect(JSON.stringify(body)).not.toContain('sha256');
});

test('the last who can let people in cannot be revoked', async () => {
  const only = await letIn('Ada', ['people']);
  expect((await only.as('DELETE', `/v1/finance/people/${only.id}`)).body.error.code).toBe('conflict');
  const next = await letIn('Bea', ['people']);
  expect((await next.as('DELETE', `/v1/finance/people/${only.id}`)).status).toBe(200);
});

test('one person alone gets nobody else’s rights: a new key only reads until another confirms it', async () => {
  const asked = { name: 'Puppet', email: 'puppet@example.com', may: ['make', 'approve', 'people'] };
  const { body } = await rig.finance('POST', '/v1/finance/people', asked);
  expect(body).toMatchObject({ may: ['read'], asked: ['read', 'make', 'approve', 'people'] });
  const puppet = callerOf(financeRouter(rig.deps), body.api_key);
  const confirm = `/v1/finance/people/${body.id}/approve`;
  expect((await puppet('GET', '/v1/finance/people')).status).toBe(200);
  expect((await puppet('POST', confirm)).body.error.code).toBe('not_allowed');
  expect((await puppet('POST', '/v1/finance/customers', { name: 'Acme' })).status).toBe(403);
  expect((await rig.finance('POST', confirm)).body.error.code).toBe('second_person_wanted');
  expect((await second('POST', confirm)).body).toMatchObject({
    may: ['read', 'make', 'approve', 'people'],
    asked: [],
    let_in_by: 'finance',
    confirmed_by: 'second',
  });
  expect((await puppet('POST', '/v1/finance/customers', { name: 'Acme' })).status).toBe(200);
  expect((await second('POST', confirm)).body.error.code).toBe('conflict');
});

test('the same e-mail address is the same person, however it is written, now and when they come back', async () => {
  const body = { name: 'Ann', email: 'Ann.Other@Example.com', may: ['make'] };
  const ask = (changes: object) => rig.finance('POST', '/v1/finance/people', { ...body, ...changes });
  const both = await Promise.all([ask({}), ask({ email: 'ann.other@example.com' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { id, api_key } = both.find(({ status }) => status === 200)?.body ?? {};
  expect((await ask({ name: 'Nan', email: 'ANN.OTHER@example.com' })).body.error.message).toContain(id);
  await rig.finance('DELETE', `/v1/finance/people/${id}`);
  const again = await ask({ name: 'Nan', may: ['approve'] });
  expect(again.body).toMatchObject({ id, name: 'Nan', may: ['read'], revoked_at: null });
  expect(again.body.api_key).not.toBe(api_key);
  expect((await callerOf(financeRouter(rig.deps), api_key)('GET', '/v1/finance/people')).status).toBe(401);
});

test('where the trail can not be written, nothing is done', async () => {
  const faults: unknown[] = [];
  const deps: typeof rig.deps = Object.create(rig.deps, {
    commit: {
      value: async (writes: Parameters<typeof rig.deps.commit>[0]) => {
        const isTrail = writes.some(
          (write) => 'put' in write && String(write.put.Item.pk).startsWith('AUDIT#'),
        );
        if (isTrail) throw new Error('the table does not answer');
        return rig.deps.commit(writes);
      },
    },
    reportFault: { value: (error: unknown) => void faults.push(error) },
  });
  const { key } = await letIn('Eve', ['people']);
  const call = { name: 'Unseen', email: 'unseen@example.com', may: ['read'] };
  const reply = await callerOf(financeRouter(deps), key)('POST', '/v1/finance/people', call);
  expect(reply.status).toBe(500);
  expect(faults).toHaveLength(1);
  const { body } = await rig.finance('GET', '/v1/finance/people');
  expect(JSON.stringify(body)).not.toContain('Unseen');
});

test('the trail is read page by page, and no record is written twice', async () => {
  const all = await trail();
  const pages: { id: string }[] = [];
  for (let after = ''; ; ) {
    const { body } = await rig.finance('GET', `/v1/finance/audit_trail?limit=3${after && `&after=${after}`}`);
    pages.push(...body.data);
    if (!body.has_more) break;
    after = body.last_id;
  }
  expect(pages.map(({ id }) => id)).toEqual(all.map(({ id }: { id: string }) => id));
  const [first] = all;
  const again = {
    requestId: first.request_id,
    at: first.at,
    personId: 'p',
    method: 'POST',
    path: '/',
    ids: [],
    bodySha256: null,
    status: null,
  };
  await expect(rig.deps.commit([auditTrailWrites.begin(again)])).rejects.toThrow(
    'stands in the audit trail already',
  );
});

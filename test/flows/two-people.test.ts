import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoiceWrites } from '../../functions/adapters/invoices.ts';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import type { Invoice } from '../../shared/invoice.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { newCustomer, newOwner } from '../support/money-rig.ts';
import { type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

let rig: PayoutsRig;
beforeAll(async () => {
  const { singlePersonMicroUsd } = standardPolicy;
  rig = await startPayouts({ policy: { ...demoPolicy, payoutsNeedApproval: true, singlePersonMicroUsd } });
});
afterAll(() => rig.close());

const dollars = (count: number) => count * 1_000_000;
const grant = (customerId: string, grant_id: string, usd: number) =>
  rig.maker('POST', `/v1/finance/customers/${customerId}/promo`, {
    grant_id,
    amount_micro_usd: dollars(usd),
    reason: 'A welcome',
  });
const decide = (who: 'maker' | 'approver', id: string, how = 'approve') =>
  rig[who]('POST', `/v1/finance/proposals/${id}/${how}`);

test('up to the bound one person gives credit; beyond it, in one grant or many, it takes another, once', async () => {
  const { customerId } = await newCustomer(rig);
  expect((await grant(customerId, 'a', 60)).status).toBe(200);
  expect((await grant(customerId, 'a', 60)).status).toBe(200);
  const asked = await grant(customerId, 'b', 41);
  expect(asked).toMatchObject({
    status: 202,
    body: { object: 'proposal', act: 'grant_promo', about: customerId, made_by: 'fin_maker' },
  });
  expect((await rig.deps.promoGrants.of(customerId)).map(({ grantId }) => grantId)).toEqual(['a']);
  expect((await decide('maker', asked.body.id)).body.error.code).toBe('second_person_wanted');
  const both = await Promise.all([decide('approver', asked.body.id), decide('approver', asked.body.id)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await rig.deps.promoGrants.of(customerId)).map(({ amountMicroUsd }) => amountMicroUsd)).toEqual([
    60_000_000n,
    41_000_000n,
  ]);
  const { body } = await rig.maker('GET', '/v1/finance/proposals');
  expect(body.data).toMatchObject([{ status: 'approved', decided_by: 'fin_approver' }]);
});

test('ten grants at one moment do not pass the bound that each of them keeps', async () => {
  const { customerId } = await newCustomer(rig);
  const asked = await Promise.all(Array.from({ length: 10 }, (_, no) => grant(customerId, `g${no}`, 90)));
  expect(asked.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await rig.deps.promoGrants.of(customerId)).toHaveLength(1);
  for (const { status } of asked) expect([200, 202, 409]).toContain(status);
});

test('a limit beyond the bound takes two people, a lower one does not; what is rejected stays so', async () => {
  const { customerId } = await newCustomer(rig);
  const terms = (usd: number) =>
    rig.maker('PUT', `/v1/finance/customers/${customerId}/terms`, {
      credit_limit_micro_usd: dollars(usd),
      invoice: 'monthly',
      email: 'books@acme.example',
    });
  const limit = async () => (await rig.deps.invoices.findTerms(customerId))?.limitMicroUsd;
  expect((await terms(100)).status).toBe(200);
  const rejected = await terms(5_000);
  expect(rejected.status).toBe(202);
  expect((await decide('maker', rejected.body.id, 'reject')).body.status).toBe('rejected');
  expect((await decide('approver', rejected.body.id)).status).toBe(409);
  expect(await limit()).toBe(100_000_000n);
  expect((await decide('approver', (await terms(5_000)).body.id)).status).toBe(200);
  expect(await limit()).toBe(5_000_000_000n);
  expect((await terms(4_000)).status).toBe(200);
  expect(await limit()).toBe(4_000_000_000n);
});

test('an invoice of more than the bound is given up by two', async () => {
  const { customerId } = await newCustomer(rig);
  await rig.maker('PUT', `/v1/finance/customers/${customerId}/terms`, {
    credit_limit_micro_usd: dollars(1),
    invoice: 'monthly',
    email: 'books@acme.example',
  });
  const terms = await rig.deps.invoices.findTerms(customerId);
  if (!terms) throw new Error('no terms');
  const invoice: Invoice = {
    version: 0,
    customerId,
    invoiceNo: 1,
    period: '2027-01',
    state: 'open',
    cents: 10_001,
    dueSeconds: 1,
    paidMicroUsd: 0n,
    paymentIntentIds: [],
    writeOffs: 0,
    createdAt: rig.deps.now(),
  };
  const [, put] = invoiceWrites.plan(invoice, terms, await rig.deps.customerBalances.of(customerId));
  if (put) await rig.deps.commit([put]);
  const asked = await rig.maker('POST', `/v1/finance/invoices/${customerId}-1/uncollectible`);
  expect(asked).toMatchObject({
    status: 202,
    body: { act: 'mark_uncollectible', amount_micro_usd: 100_010_000 },
  });
  expect((await rig.deps.invoices.get(invoice)).asked).toBeUndefined();
  expect((await decide('approver', asked.body.id)).status).toBe(200);
  expect((await rig.deps.invoices.get(invoice)).asked).toBe('uncollectible');
});

test('pay that is held for fraud goes again by two people, and a further proof takes back what one proposed', async () => {
  const { ownerId } = await newOwner(rig);
  const path = `/v1/finance/owners/${ownerId}/held_pay`;
  const doubt = async (at: number) =>
    rig.deps.commit([
      ownerWrites.changeReputation(await rig.deps.owners.get(ownerId), { doubts: [], hold: 'begins', at }),
    ]);
  expect((await rig.maker('POST', `${path}/propose`)).status).toBe(409);
  await doubt(1);
  expect((await rig.approver('POST', `${path}/approve`)).body.error.message).toContain('Nobody proposed it');
  expect((await rig.maker('POST', `${path}/propose`)).body).toEqual({
    owner_id: ownerId,
    proposed_by: 'fin_maker',
  });
  expect((await rig.maker('GET', '/v1/finance/held_pay')).body.data).toMatchObject([
    { id: ownerId, held_since: 1, proposed_by: 'fin_maker' },
  ]);
  expect((await rig.maker('POST', `${path}/approve`)).body.error.code).toBe('second_person_wanted');
  await doubt(2);
  expect((await rig.approver('POST', `${path}/approve`)).status).toBe(409);
  await rig.maker('POST', `${path}/propose`);
  expect((await rig.approver('POST', `${path}/approve`)).status).toBe(200);
  expect((await rig.maker('GET', '/v1/finance/held_pay')).body.data).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { standardCharter } from '../../shared/charter.ts';
import type { JsonWebKeys } from '../../shared/contract/receipts.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { isSignedBy, verifyingKeys } from '../../shared/signed-statement.ts';
import { giveEarnings } from '../support/give-earnings.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

const day = 86_400;
const secretNames = ['Dora Driver', 'Europe/Andorra'];
const charter = {
  ...standardCharter,
  timeZone: 'Europe/Andorra',
  departure: { ...standardCharter.departure, weekly: [] },
};

let market: Market;
let owner: ReturnType<typeof ownerOf>;
let other: ReturnType<typeof ownerOf>;
let vehicle: TestVehicle;
beforeAll(async () => {
  // Nobody is paid below 25 dollars, but for who closes the account.
  market = await startMarket({
    policy: { ...demoPolicy, auditShare: 0, holdbackSeconds: day, payoutThresholdMicroUsd: 25_000_000n },
  });
  owner = ownerOf(market.cloud.url, market.owners[0]?.apiKey ?? '');
  other = ownerOf(market.cloud.url, market.owners[1]?.apiKey ?? '');
  vehicle = await market.vehicle(0, ['parkade-embed-1']);
  await owner('POST', '/v1/owner/charters', { charter, consent: { accepted: true, text_version: '1' } });
  const { body } = await owner('PUT', '/v1/owner/beneficiaries', {
    beneficiaries: [{ name: 'Dora Driver', role: 'driver', share_basis_points: 4_000 }],
  });
  const account = body.data[0].stripe_account_id;
  await fetch(`${market.cloud.stripeStandIn}/_test/accounts/${account}/onboard`, {
    method: 'POST',
    body: '{}',
  });
  await market.submit(sentences(50).map((text, at) => embeddingLine(`e-${at}`, text)));
  await market.work(vehicle);
  await bonus(1_000_000n);
});
afterAll(() => market.close());

const bonus = (microUsd: bigint) =>
  giveEarnings(market.cloud.deps, market.owners[0]?.ownerId ?? '', microUsd);

type Thing = { id: string; kind: string; vehicleId?: string };
async function exported(limit: number): Promise<Thing[]> {
  const all: Thing[] = [];
  for (let after = '', more = true; more; ) {
    const { body } = await owner('GET', `/v1/owner/export?limit=${limit}${after}`);
    all.push(...body.data);
    after = `&after=${encodeURIComponent(body.last_id)}`;
    more = body.has_more;
  }
  return all;
}

test('the export has everything that is stored of an owner, each thing once, whatever the page', async () => {
  const all = await exported(200);
  const kinds = new Set(all.map(({ kind }) => kind));
  for (const kind of ['owner', 'vehicle', 'charter', 'consent', 'beneficiary', 'shares', 'balance', 'earned'])
    expect(kinds).toContain(kind);
  expect(all.find(({ kind }) => kind === 'vehicle')).toMatchObject({
    vehicleId: vehicle.vehicleId,
    softwareVersion: 'test',
  });
  for (const name of secretNames) expect(JSON.stringify(all)).toContain(name);
  expect(await exported(1)).toEqual(all);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(await owner('GET', '/v1/owner/export?after=elsewhere:1')).toMatchObject({
    status: 400,
    body: { error: { param: 'after' } },
  });
  const theirs = await other('GET', '/v1/owner/export?limit=200');
  expect(JSON.stringify(theirs.body)).not.toContain(market.owners[0]?.ownerId);
});

test('who closes the account is shut out of new things at once, and is paid first', async () => {
  expect(await owner('GET', '/v1/owner/erasure')).toMatchObject({ status: 404 });
  const asked = await owner('POST', '/v1/owner/erasure');
  expect(asked).toMatchObject({
    status: 200,
    body: { state: 'pending', waits_for: 'earnings_held_back', record: null },
  });
  expect(asked.body.owed_micro_usd).toBeGreaterThan(1_000_000);
  expect((await owner('POST', '/v1/owner/erasure')).body).toEqual(asked.body);

  await expect(vehicle.lease()).rejects.toThrow('revoked');
  for (const [method, path, body] of [
    ['POST', '/v1/owner/charters', { charter, consent: { accepted: true, text_version: '1' } }],
    ['PUT', '/v1/owner/beneficiaries', { beneficiaries: [] }],
    ['PUT', '/v1/owner/reward', { kind: 'money' }],
    ['POST', '/v1/owner/enrolment_codes', {}],
  ] as const)
    expect(await owner(method, path, body), path).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('being closed') } },
    });

  expect(await market.cloud.timers.eraseOwners()).toBe(0);
  market.advanceSeconds(2 * day);
  await market.cloud.timers.releaseEarnings();
  expect((await owner('GET', '/v1/owner/erasure')).body.waits_for).toBe('payout_to_make');
  await market.payOut();
  await market.expectSound();
  // 60 cents and 40 of the dollar, below the threshold; what is left is less than two cents.
  const { body } = await owner('GET', '/v1/owner/erasure');
  expect(body).toMatchObject({ state: 'pending', waits_for: 'work_to_settle' });
  expect(body.owed_micro_usd).toBeLessThan(20_000);
  expect((await owner('GET', '/v1/owner/earnings')).body.payouts).toMatchObject([
    { state: 'paid', amountMicroUsd: 600_000, beneficiaryId: 'owner' },
    { state: 'paid', amountMicroUsd: 400_000 },
  ]);
});

test('then names and charters are gone, the ledger stays without them, and a signed record says so', async () => {
  expect(await market.cloud.timers.eraseOwners()).toBe(0);
  market.advanceSeconds(2 * day);
  expect(await market.cloud.timers.eraseOwners()).toBe(1);
  expect(await market.cloud.timers.eraseOwners()).toBe(0);

  const { body } = await owner('POST', '/v1/owner/erasure');
  expect(body).toMatchObject({
    state: 'erased',
    waits_for: null,
    record: { owner_id: market.owners[0]?.ownerId, erased: { charters: 1, beneficiaries: 1, vehicles: 1 } },
  });
  const jwks = (await (await fetch(`${market.cloud.url}/.well-known/jwks.json`)).json()) as JsonWebKeys;
  const [key] = (await verifyingKeys(jwks)).values();
  const { signature, ...claims } = body.record;
  expect(key && (await isSignedBy(key, claims, signature))).toBe(true);

  const things = await exported(200);
  for (const kind of ['ledger', 'earned', 'balance', 'payout'])
    expect(things.map((thing) => thing.kind)).toContain(kind);
  const left = JSON.stringify(things);
  for (const name of secretNames) expect(left).not.toContain(name);
  expect((await owner('GET', '/v1/owner/charters/1')).body).toMatchObject({
    charter: null,
    statement: { version: 1, sha256: expect.any(String) },
  });
  expect((await owner('GET', '/v1/owner/earnings')).body).toMatchObject({ name: '' });
  await market.expectSound();
});

test('another owner works on and is not paid below the threshold', async () => {
  expect(await other('GET', '/v1/owner/erasure')).toMatchObject({ status: 404 });
  expect((await other('GET', '/v1/owner/earnings')).body).toMatchObject({ payouts: [] });
});

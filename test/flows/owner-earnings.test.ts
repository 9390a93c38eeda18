import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StatementClaims } from '../../shared/contract/owner-earnings.ts';
import type { JsonWebKeys } from '../../shared/contract/receipts.ts';
import { isSignedBy, verifyingKeys } from '../../shared/signed-statement.ts';
import { giveEarnings } from '../support/give-earnings.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let owner: ReturnType<typeof ownerOf>;
let vehicles: TestVehicle[];
const day = 86_400;
const today = () => new Date(market.now()).toISOString().slice(0, 10);
const month = () => today().slice(0, 7);
/** To the 2nd of the next month, so that both days of work are in a month that is over. */
const nextMonth = () => {
  const now = new Date(market.now());
  const then = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2);
  market.advanceSeconds((then - market.now()) / 1_000);
};

const works = async (vehicle: TestVehicle, name: string, count: number) => {
  await market.submit(sentences(count).map((text, at) => embeddingLine(`${name}-${at}`, text)));
  await market.work(vehicle);
};

let workedIn = '';
let days: string[] = [];
beforeAll(async () => {
  market = await startMarket();
  nextMonth();
  owner = ownerOf(market.cloud.url, market.owners[0]?.apiKey ?? '');
  vehicles = [
    await market.vehicle(0, ['parkade-embed-1']),
    await market.vehicle(0, ['parkade-embed-1']),
  ].sort((a, b) => a.vehicleId.localeCompare(b.vehicleId));
  const [one, two] = vehicles as [TestVehicle, TestVehicle];
  workedIn = month();
  await works(one, 'a', 400);
  await works(two, 'b', 300);
  days = [today()];
  market.advanceSeconds(2 * day);
  await works(one, 'c', 500);
  days.push(today());
});
afterAll(() => market.close());

type Row = { id: string; day: string; vehicle_id: string; gross_micro_usd: number; requests: number };
const sum = (rows: readonly object[], name: string) =>
  rows.reduce((total, row) => total + ((row as Record<string, number>)[name] ?? 0), 0);

test('earnings by day and vehicle are what the balance says, to the micro-dollar', async () => {
  const reply = await owner('GET', `/v1/owner/earnings/days?from=${days[0]}&to=${days[1]}`);
  const rows: Row[] = reply.body.data;
  const ids = vehicles.map(({ vehicleId }) => vehicleId);
  expect(rows.map((row) => [row.day, row.vehicle_id, row.requests])).toEqual([
    [days[0], ids[0], 400],
    [days[0], ids[1], 300],
    [days[1], ids[0], 500],
  ]);
  const balance = await market.earnings(0);
  expect(sum(rows, 'gross_micro_usd')).toBe(balance.grossMicroUsd);
  expect(sum(rows, 'energy_micro_usd')).toBe(balance.energyMicroUsd);
  expect(sum(rows, 'wear_micro_usd')).toBe(balance.wearMicroUsd);
  expect(sum(rows, 'net_micro_usd')).toBe(balance.netMicroUsd);
  expect(sum(rows, 'energy_milliwatt_hours')).toBe(balance.energyMilliWattHours);
  expect(balance.grossMicroUsd).toBeGreaterThan(0);
});

test('pages meet without a gap, also within a day, and one vehicle can be asked for alone', async () => {
  const path = `/v1/owner/earnings/days?from=${days[0]}&to=${days[1]}`;
  const all: Row[] = (await owner('GET', path)).body.data;
  const paged: Row[] = [];
  for (let after = '', more = true; more; ) {
    const { body } = await owner('GET', `${path}&limit=1&after=${encodeURIComponent(after)}`);
    paged.push(...body.data);
    after = body.last_id;
    more = body.has_more;
  }
  expect(paged).toEqual(all);
  const own = await owner('GET', `${path}&vehicle_id=${vehicles[1]?.vehicleId}`);
  expect(own.body.data).toEqual(all.filter((row) => row.vehicle_id === vehicles[1]?.vehicleId));
});

test('a page that goes on after the last day asked for, or after no day at all, is empty and no fault', async () => {
  const path = `/v1/owner/earnings/days?from=${days[0]}&to=${days[1]}`;
  for (const after of ['9999-12-31/veh_x', 'nonsense', '~'])
    expect(await owner('GET', `${path}&after=${after}`)).toMatchObject({
      status: 200,
      body: { data: [], has_more: false },
    });
});

test('energy as the unit: the net at the price that the owner chose, exactly, and money stays what is owed', async () => {
  expect((await owner('PUT', '/v1/owner/reward', { kind: 'kwh', micro_usd_per_kwh: 187_000 })).body).toEqual({
    kind: 'kwh',
    micro_usd_per_kwh: 187_000,
  });
  const { body } = await owner('GET', '/v1/owner/earnings');
  const { watt_hours, remainder_nano_usd, micro_usd_per_kwh } = body.netInKwh;
  expect(watt_hours * micro_usd_per_kwh + remainder_nano_usd).toBe(body.netMicroUsd * 1_000);
  const back = await owner('PUT', '/v1/owner/reward', { kind: 'money' });
  expect(back.body).toEqual({ kind: 'money', micro_usd_per_kwh: null });
  expect((await owner('GET', '/v1/owner/earnings')).body.netInKwh).toBeNull();
  const free = await owner('PUT', '/v1/owner/reward', { kind: 'kwh', micro_usd_per_kwh: 0 });
  expect(free).toMatchObject({ status: 400, body: { error: { param: 'micro_usd_per_kwh' } } });
});

const bonus = (microUsd: bigint) =>
  giveEarnings(market.cloud.deps, market.owners[0]?.ownerId ?? '', microUsd);

const statement = async (of: string): Promise<StatementClaims & { signature: string }> =>
  (await owner('GET', `/v1/owner/statements/${of}`)).body;

test('a statement closes as it says, is signed, and the next one opens with it', async () => {
  await owner('PUT', '/v1/owner/beneficiaries', {
    beneficiaries: [{ name: 'Dora', role: 'driver', share_basis_points: 3_000 }],
  });
  const [dora] = (await owner('GET', '/v1/owner/beneficiaries')).body.data;
  await fetch(`${market.cloud.stripeStandIn}/_test/accounts/${dora.stripe_account_id}/onboard`, {
    method: 'POST',
    body: '{}',
  });
  nextMonth();
  const first = await statement(workedIn);
  const balance = await market.earnings(0);
  expect(first).toMatchObject({
    month: workedIn,
    is_final: true,
    earned_total: {
      gross_micro_usd: balance.grossMicroUsd,
      net_micro_usd: balance.netMicroUsd,
      requests: 1_200,
    },
    earned: vehicles.map(({ vehicleId }) => ({ vehicle_id: vehicleId })),
    accounts: [
      {
        account: 'released',
        opening_micro_usd: 0,
        closing_micro_usd: balance.grossMicroUsd,
        movements: { other: 0 },
      },
    ],
  });
  expect(sum(first.earned, 'net_micro_usd')).toBe(balance.netMicroUsd);

  const jwks = (await (await fetch(`${market.cloud.url}/.well-known/jwks.json`)).json()) as JsonWebKeys;
  const [key] = (await verifyingKeys(jwks)).values();
  const { signature, ...claims } = first;
  expect(key && (await isSignedBy(key, claims, signature))).toBe(true);
  expect(key && (await isSignedBy(key, { ...claims, owner_id: 'own_x' }, signature))).toBe(false);

  await bonus(2_000_000n);
  await market.payOut();
  const second = await statement(month());
  expect(second.is_final).toBe(false);
  expect(
    second.accounts.find(({ account, beneficiary_id }) => account === 'released' && !beneficiary_id),
  ).toMatchObject({
    opening_micro_usd: balance.grossMicroUsd,
    movements: { earned: 2_000_000, released: 0, split: -balance.grossMicroUsd - 2_000_000 },
    closing_micro_usd: 0,
  });
  for (const { opening_micro_usd, movements, closing_micro_usd } of second.accounts)
    expect(
      opening_micro_usd +
        sum(
          Object.values(movements).map((moved) => ({ moved })),
          'moved',
        ),
    ).toBe(closing_micro_usd);
  expect(sum(second.splits[0]?.parts ?? [], 'amount_micro_usd')).toBe(balance.grossMicroUsd + 2_000_000);
  const sent = second.payouts.filter(({ what }) => what === 'sent');
  expect(sent.map(({ amount_micro_usd }) => amount_micro_usd).sort()).toEqual([1_400_000, 600_000]);
  for (const { stripe_transfer_id } of sent) expect(stripe_transfer_id).toMatch(/^tr_/);
  // A month that is over says the same, by the closing that was kept as without it.
  expect(await statement(workedIn)).toEqual(first);
  expect(await statement(month())).toEqual(second);
  await market.expectSound();
});

test('as CSV it is the same sums', async () => {
  const json = await statement(workedIn);
  const csv = await owner('GET', `/v1/owner/statements/${workedIn}`, undefined, { accept: 'text/csv' });
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [head = '', ...rows] = csv.body.trim().split('\n');
  expect(head).toMatch(/^row,at,vehicle_id,account/);
  const amounts = rows
    .filter((row: string) => row.startsWith('earned,'))
    .map((row: string) => Number(row.split(',')[6]));
  expect(amounts).toEqual(json.earned.map(({ gross_micro_usd }) => gross_micro_usd));
  expect(rows.at(-1)).toMatch(/^closing,/);
});

test.each([
  ['days?from=2027-02-30', 400, 'from'],
  ['days?from=2027-01-01&to=2027-04-03', 400, 'from'],
  ['days?from=2027-01-02&to=2027-01-01', 400, 'from'],
  ['days?limit=0', 400, 'limit'],
])('earnings of %s are refused by name', async (path, status, param) => {
  expect(await owner('GET', `/v1/owner/earnings/${path}`)).toMatchObject({
    status,
    body: { error: { param } },
  });
});

test.each(['2019-01', '2099-01', '2027-13', 'january'])('there is no statement of %s', async (of) => {
  const { status } = await owner('GET', `/v1/owner/statements/${of}`);
  expect([400, 404]).toContain(status);
});

test("another owner sees nothing of it, and this owner's vehicle is not there for them", async () => {
  const other = ownerOf(market.cloud.url, market.owners[1]?.apiKey ?? '');
  const path = `/v1/owner/earnings/days?from=${days[0]}&to=${days[1]}`;
  expect((await other('GET', path)).body.data).toEqual([]);
  expect(await other('GET', `${path}&vehicle_id=${vehicles[0]?.vehicleId}`)).toMatchObject({ status: 404 });
});

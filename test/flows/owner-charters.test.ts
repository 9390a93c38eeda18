import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Charter, standardCharter } from '../../shared/charter.ts';
import { consentProblem, withOwnDepartures } from '../../shared/consent.ts';
import type { JsonWebKeys } from '../../shared/contract/receipts.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import { type Answer, getAsVehicle, ownerOf } from '../support/owner-api.ts';

let market: Market;
let owner: ReturnType<typeof ownerOf>;
let stranger: ReturnType<typeof ownerOf>;
let jwks: JsonWebKeys;
beforeAll(async () => {
  market = await startMarket();
  const { url } = market.cloud;
  owner = ownerOf(url, market.owners[0]?.apiKey ?? '');
  stranger = ownerOf(url, market.owners[1]?.apiKey ?? '');
  jwks = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as JsonWebKeys;
});
afterAll(() => market.close());

const charter: Charter = {
  ...standardCharter,
  hours: [{ days: ['sat', 'sun'], from: '22:00', to: '06:00' }],
  departure: { ...standardCharter.departure, weekly: [], dated: [] },
};
const consent = { accepted: true, text_version: '1' };
const agree = (body: object = {}) => owner('POST', '/v1/owner/charters', { charter, consent, ...body });
const ownerId = () => market.owners[0]?.ownerId ?? '';
const ask = (vehicle: Parameters<typeof getAsVehicle>[2], etag?: string): Promise<Answer> =>
  getAsVehicle(market.cloud.url, '/v1/vehicle/charter', vehicle, etag ? { 'if-none-match': etag } : {});

test('a car fetches the charter that its owner agreed to, and checks the consent offline', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  expect((await ask(vehicle)).body).toMatchObject({ state: 'none', version: null, charter: null });

  const agreed = await agree();
  expect(agreed.status).toBe(200);
  expect(agreed.body).toMatchObject({
    version: 1,
    charter,
    withdrawn_at: null,
    statement: { owner_id: ownerId(), version: 1, vehicle_ids: null, text_version: '1' },
  });
  const fetched = await ask(vehicle);
  expect(fetched.body).toMatchObject({ state: 'agreed', version: 1, charter });
  const whose = { ownerId: ownerId(), vehicleId: vehicle.vehicleId };
  expect(await consentProblem(fetched.body, whose, jwks)).toBeUndefined();

  const dearer = { ...charter, netFloorMicroUsdPerHour: 0 };
  expect(await consentProblem({ ...fetched.body, charter: dearer }, whose, jwks)).toContain(
    'not the charter',
  );
  const { statement } = fetched.body;
  const forged = { ...fetched.body, statement: { ...statement, accepted_at: 1 } };
  expect(await consentProblem(forged, whose, jwks)).toContain('not over what it says');
  expect(await consentProblem(fetched.body, { ...whose, ownerId: 'own_x' }, jwks)).toContain('another owner');
  expect(await consentProblem(fetched.body, whose, { keys: [] })).toContain('not known');
});

test('an unchanged charter costs one small reply, and a new version is told with the next work', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  await agree();
  const first = await ask(vehicle);
  const etag = first.headers.get('etag') ?? '';
  expect(await ask(vehicle, etag)).toMatchObject({ status: 304, body: '' });
  const next = await agree({ charter: { ...charter, netFloorMicroUsdPerHour: 30_000 } });
  expect(await ask(vehicle, etag)).toMatchObject({
    status: 200,
    body: { version: next.body.version, charter: { netFloorMicroUsdPerHour: 30_000 } },
  });
  const reply = await vehicle.market.work({
    handIns: [],
    want: { seconds: 30, tasks: 1, models: ['parkade-embed-1'] },
  });
  expect(reply.charter).toEqual({ state: 'agreed', version: next.body.version });
});

test('a charter for one vehicle counts for it alone, until a later one is for all', async () => {
  const [one, other] = [
    await market.vehicle(0, ['parkade-embed-1']),
    await market.vehicle(0, ['parkade-embed-1']),
  ];
  const forAll = await agree();
  const forOne = await agree({ vehicle_ids: [one.vehicleId] });
  expect((await ask(one)).body).toMatchObject({
    version: forOne.body.version,
    statement: { vehicle_ids: [one.vehicleId] },
  });
  expect((await ask(other)).body.version).toBe(forAll.body.version);
  const whose = { ownerId: ownerId(), vehicleId: other.vehicleId };
  expect(await consentProblem(forOne.body, whose, jwks)).toBe('It is for other vehicles.');
  const later = await agree();
  expect((await ask(one)).body.version).toBe(later.body.version);
  expect((await owner('GET', `/v1/owner/vehicles/${one.vehicleId}/charter`)).body).toMatchObject({
    vehicle_id: one.vehicleId,
    version: later.body.version,
  });
});

test('who withdraws consent gets no more work, is paid for what is handed in, and a new version brings it back', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const { version } = (await agree()).body;
  const { id } = await market.submit(sentences(60).map((text, at) => embeddingLine(`w-${at}`, text)));
  const [lease] = await vehicle.lease();
  if (!lease) throw new Error('nothing was leased');
  const handIn = await vehicle.run(lease);

  const withdrawn = await owner('DELETE', `/v1/owner/charters/${version}`);
  expect(withdrawn).toMatchObject({ status: 200, body: { version, withdrawn_at: expect.any(Number) } });
  expect((await ask(vehicle)).body).toMatchObject({ state: 'withdrawn', version });
  const reply = await vehicle.market.work({
    handIns: [handIn],
    want: { seconds: 120, tasks: 4, models: ['parkade-embed-1'] },
  });
  expect(reply).toMatchObject({
    handIns: [{ status: 'accepted' }],
    leases: [],
    charter: { state: 'withdrawn', version },
  });
  // Again is the same; an earlier version does not come back.
  expect((await owner('DELETE', `/v1/owner/charters/${version}`)).body).toEqual(withdrawn.body);
  const superseded = await owner('DELETE', `/v1/owner/charters/${version - 1}`);
  expect(superseded).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
  expect(await vehicle.workUntilIdle()).toBe(0);

  await agree();
  await market.work(vehicle);
  expect((await market.batch(id)).request_counts?.completed).toBe(60);
  await market.expectSound();
});

test('each version is kept as it was, latest first, with the text that is agreed to', async () => {
  const listed = await owner('GET', '/v1/owner/charters?limit=2');
  expect(listed.body).toMatchObject({
    has_more: true,
    consent_text: { version: '1', text: expect.stringContaining('withdraw at any time') },
  });
  const [latest, before] = listed.body.data;
  expect(latest.version).toBe(before.version + 1);
  expect(before).toMatchObject({ withdrawn_at: expect.any(Number) });
  expect((await owner('GET', `/v1/owner/charters/${before.version}`)).body).toEqual(before);
  const rest = await owner('GET', `/v1/owner/charters?limit=50&after=${before.version}`);
  expect(rest.body.data.map((each: { version: number }) => each.version)).toEqual(
    Array.from({ length: before.version - 1 }, (_, at) => before.version - 1 - at),
  );
});

test('of ten that agree at once each gets a version of its own or is told', async () => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => agree()));
  const versions = replies.filter(({ status }) => status === 200).map(({ body }) => body.version);
  expect(new Set(versions).size).toBe(versions.length);
  expect(versions.length).toBeGreaterThan(0);
  for (const { status, body } of replies.filter(({ status }) => status !== 200))
    expect([status, body.error.code]).toEqual([409, 'changed_meanwhile']);
});

test.each([
  [
    'weekly departures',
    'charter.departure.weekly',
    { weekly: [{ days: ['mon'], at: '07:42', targetPercent: 80 }] },
  ],
  ['dated departures', 'charter.departure.dated', { dated: [{ at: '2027-03-01T07:42', targetPercent: 80 }] }],
])('%s stay in the car: they are refused, and what to do is said', async (_what, param, plans) => {
  const departure = { ...charter.departure, ...plans };
  const reply = await agree({ charter: { ...charter, departure } });
  expect(reply.status).toBe(400);
  expect(reply.body.error).toMatchObject({ param, message: expect.stringContaining('private to the car') });
  expect(JSON.stringify(reply.body)).not.toContain('07:42');
  // The car puts its own plans beside what was agreed to.
  const own = withOwnDepartures(charter, {
    departure: { ...charter.departure, ...plans } as Charter['departure'],
  });
  expect(own.departure).toEqual(departure);
});

test.each([
  ['without consent', { consent: undefined }, 400, 'consent'],
  [
    'with a consent that was not given',
    { consent: { accepted: false, text_version: '1' } },
    400,
    'consent.accepted',
  ],
  [
    'to a text that there is not',
    { consent: { accepted: true, text_version: '0' } },
    400,
    'consent.text_version',
  ],
  ['for a vehicle that there is not', { vehicle_ids: ['veh_x'] }, 404, 'vehicle_ids'],
  ['with a charter that is none', { charter: { ...charter, timeZone: 'Mars' } }, 400, 'charter.timeZone'],
])('a charter %s is refused', async (_what, body, status, param) => {
  expect(await agree(body)).toMatchObject({ status, body: { error: { param } } });
});

test("another owner's charters and vehicles are not there", async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const { version } = (await agree()).body;
  for (const [method, path] of [
    ['GET', `/v1/owner/charters/${version}`],
    ['DELETE', `/v1/owner/charters/${version}`],
    ['GET', `/v1/owner/vehicles/${vehicle.vehicleId}/charter`],
  ] as const)
    expect(await stranger(method, path)).toMatchObject({ status: 404 });
  const named = await stranger('POST', '/v1/owner/charters', {
    charter,
    consent,
    vehicle_ids: [vehicle.vehicleId],
  });
  expect(named.status).toBe(404);
});

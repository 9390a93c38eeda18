import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import { attestationType } from '../../shared/contract/vehicle.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

const maker = await generateKeyPair('Ed25519', { extractable: true });
const model = 'parkade-embed-1';

let market: Market;
beforeAll(async () => {
  const makerKey = { ...(await exportJWK(maker.publicKey)), kid: 'maker-1', alg: 'EdDSA' };
  market = await startMarket({ policy: { ...demoPolicy, auditShare: 0 }, makerKeys: [makerKey] });
});
afterAll(() => market.close());
afterEach(() => market.expectSound());

type Claims = { vehicle_key: string; hardware_class: string };
const attestation =
  (changes: Partial<Claims> = {}, { key = maker.privateKey, typ = attestationType } = {}) =>
  (vehicle_key: string) =>
    new SignJWT({ vehicle_key, hardware_class: 'AI4', ...changes })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'maker-1', typ })
      .setIssuedAt()
      .sign(key);

async function submit(x_parkade: object, count = 1): Promise<OpenAI.Batch> {
  const lines = Array.from({ length: count }, (_, at) => embeddingLine(`line-${at}`, `A car of row ${at}.`));
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const file = await market.openai.files.create({
    file: await toFile(Buffer.from(text), 'input.jsonl'),
    purpose: 'batch',
  });
  const body: OpenAI.BatchCreateParams & { x_parkade: object } = {
    input_file_id: file.id,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
    x_parkade,
  };
  const batch = await market.openai.batches.create(body);
  await market.cloud.events.drain();
  return batch;
}
const statusOf = async ({ id }: { id: string }) => (await market.batch(id)).status;

test('a batch that is bound to a region waits for a vehicle of that region, and no other ever gets it', async () => {
  const batch = await submit({ regions: ['eu', 'apac'] });
  const silent = await market.vehicle(0, [model]);
  const american = await market.vehicle(0, [model], { region: 'na' });
  for (let time = 0; time < 3; time++)
    for (const vehicle of [silent, american]) expect(await vehicle.lease()).toEqual([]);
  market.advanceSeconds(20 * 60);
  await market.sweep();
  await market.work(silent, american);
  expect(await statusOf(batch)).toBe('in_progress');

  market.advanceSeconds(20);
  await market.work(await market.vehicle(1, [model], { region: 'apac' }));
  expect(await statusOf(batch)).toBe('completed');
});

test('all constraints count, also those that its lane does not know', async () => {
  const batch = await submit({ classes: ['AI5'], regions: ['eu'] });
  const elsewhere = await market.vehicle(0, [model], { hardwareClass: 'AI5', region: 'na' });
  const older = await market.vehicle(0, [model], { region: 'eu' });
  await market.work(elsewhere, older);
  expect(await statusOf(batch)).toBe('in_progress');
  market.advanceSeconds(20);
  await market.work(await market.vehicle(1, [model], { hardwareClass: 'AI5', region: 'eu' }));
  expect(await statusOf(batch)).toBe('completed');
});

test('only a vehicle for which a trusted maker signed runs what asks for attested ones', async () => {
  const batch = await submit({ trust: 'attested' });
  await market.work(await market.vehicle(0, [model]));
  expect(await statusOf(batch)).toBe('in_progress');
  market.advanceSeconds(20);
  await market.work(await market.vehicle(1, [model], { attest: attestation() }));
  expect(await statusOf(batch)).toBe('completed');
});

test('a vehicle whose maker did not sign for this very device is not enrolled', async () => {
  const stranger = await generateKeyPair('Ed25519');
  for (const attest of [
    attestation({}, { key: stranger.privateKey }),
    attestation({ vehicle_key: 'A'.repeat(43) }),
    attestation({ hardware_class: 'AI5' }),
    attestation({}, { typ: 'JWT' }),
    async () => 'not.a.jws',
  ])
    await expect(market.vehicle(0, [model], { attest })).rejects.toThrow(/invalid_attestation|attestation/);
});

test('a vehicle that meets the routing also does the work of those who ask for nothing', async () => {
  const bound = await submit({ regions: ['na'] });
  const free = await submit({});
  await market.work(await market.vehicle(0, [model], { region: 'na', attest: attestation() }));
  expect([await statusOf(bound), await statusOf(free)]).toEqual(['completed', 'completed']);
});

test('a batch that may cost more than max_price is refused, and nothing is held', async () => {
  const balance = () => call<object>(`${market.cloud.url}/v1/balance`, { key: market.customerKey });
  const before = await balance();
  await expect(submit({ max_price: 0 })).rejects.toMatchObject({
    status: 400,
    code: 'price_above_max',
    param: 'x_parkade.max_price',
    message: expect.stringContaining('Nothing was queued or charged'),
  });
  expect(await balance()).toEqual(before);
  expect((await submit({ max_price: 1_000_000 })).status).toBe('validating');
});

test('a constraint that says the same a hundred thousand times is refused, not stored', async () => {
  for (const x_parkade of [{ regions: Array(100_000).fill('eu') }, { classes: Array(100_000).fill('AI5') }])
    await expect(submit(x_parkade)).rejects.toMatchObject({
      status: 400,
      param: expect.stringContaining('x_parkade'),
    });
});

test('a constraint that is misspelled, unknown or in a line is refused, never dropped', async () => {
  for (const x_parkade of [{ region: ['eu'] }, { regions: ['mars'] }, { regions: [] }, { trust: 'yes' }])
    await expect(submit(x_parkade)).rejects.toMatchObject({ status: 400 });
  const line = embeddingLine('one', 'A car.');
  await expect(
    market.submit([{ ...line, body: { ...line.body, x_parkade: { regions: ['eu'] } } }]),
  ).rejects.toMatchObject({ status: 400, code: 'invalid_batch' });
});

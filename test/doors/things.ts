import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../../local/demo/api.ts';
import { customerApi, newCustomer } from '../support/customer-api.ts';
import { embeddingLine, type Market } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import type { Receiver } from '../support/webhook-receiver.ts';
import { charter, consent } from './agreed-charter.ts';
import type { Kind } from './named-fields.ts';

/** One real thing of each kind, by its id. */
export type Things = Readonly<Partial<Record<Kind, string>>>;

/** A customer with money, who may be invoiced, and one of everything that a customer has. */
export async function newTenant(market: Market, receiver: Receiver) {
  const { customerId, apiKey } = await newCustomer(market);
  await payIn(market, apiKey);
  const finance = customerApi(market, market.financeKey);
  const terms = { credit_limit_micro_usd: 1_000_000, invoice: 'monthly', email: 'books@example.com' };
  await market.cloud.events.drain();
  const put = await finance.put(`/finance/customers/${customerId}/terms`, terms);
  if (put.status !== 200) throw new Error(`no terms: ${JSON.stringify(put.body)}`);
  return { customerId, apiKey, things: await thingsOf(market, { customerId, apiKey }, receiver) };
}
export type CustomerTenant = Awaited<ReturnType<typeof newTenant>>;

/** As a person would at Stripe's page; the balance rises when Stripe was asked. */
async function payIn({ cloud }: Market, apiKey: string): Promise<void> {
  const api = customerApi({ cloud }, apiKey);
  const { body: session } = await api.post('/top_ups', { amount_usd: 50, save_card: true });
  await call(`${cloud.stripeStandIn}/_test/checkout/sessions/${session.checkout_session}/pay`, { body: {} });
  for (let tries = 0; (await api.get('/balance')).body.available_micro_usd === 0; tries++) {
    if (tries > 500) throw new Error('the money did not come');
    await pause(20);
    await cloud.timers.pollStripe();
  }
}

async function thingsOf(
  market: Market,
  { customerId, apiKey }: { customerId: string; apiKey: string },
  receiver: Receiver,
): Promise<Things> {
  const api = customerApi(market, apiKey);
  const { openai } = api;
  const line = JSON.stringify(embeddingLine('a', 'a parked car'));
  const idOf = async (path: string, body: object) => {
    const reply = await api.post(path, body);
    if (reply.status !== 200) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return String(reply.body.id ?? reply.body.data?.[0].id);
  };
  const file = await openai.files.create({ file: new File([`${line}\n`], 'a.jsonl'), purpose: 'batch' });
  const upload = await openai.uploads.create({
    ...{ filename: 'a', purpose: 'batch', mime_type: 'application/jsonl' },
    bytes: line.length,
  });
  const part = await openai.uploads.parts.create(upload.id, { data: new File([line], 'part') });
  const batch = await openai.batches.create({
    ...{ input_file_id: file.id, endpoint: '/v1/embeddings', completion_window: '24h' },
  });
  const endpoint = await idOf('/webhook_endpoints', {
    ...{ url: receiver.url, name: 'A', event_types: ['batch.completed'] },
  });
  await idOf(`/webhook_endpoints/${endpoint}/test`, { event_type: 'batch.completed' });
  const requests = [JSON.parse(line)];
  return {
    ...{ file: file.id, upload: upload.id, part: part.id, batch: batch.id, endpoint },
    delivery: (await api.get(`/webhook_endpoints/${endpoint}/deliveries`)).body.data[0].id,
    quote: await idOf('/quotes', { endpoint: '/v1/embeddings', requests }),
    response: await idOf('/responses', {
      ...{ model: 'parkade-dictionary-1', input: 'Define harbor.', background: true },
    }),
    key: await idOf('/api_keys', { name: 'Another' }),
    project: await idOf('/projects', { name: 'Search' }),
    topUp: await idOf('/top_ups', { amount_usd: 20 }),
    refund: await idOf('/refunds', { amount_usd: 1 }),
    invoice: `${customerId}-1`,
  };
}

/** An owner's vehicle, beneficiary and charters, and a lease that the vehicle holds. */
export async function ownersThings(market: Market, ownerNo: 0 | 1, charters: number) {
  const { apiKey = '', ownerId = '' } = market.owners[ownerNo] ?? {};
  const owner = ownerOf(market.cloud.url, apiKey);
  const vehicle = await market.vehicle(ownerNo, ['parkade-embed-1']);
  const leaseToken = await leaseOf(vehicle);
  const named = { name: `Bank ${ownerNo}`, role: 'lessor', share_basis_points: 1_000 };
  const shared = await owner('PUT', '/v1/owner/beneficiaries', { beneficiaries: [named] });
  let version = '';
  for (let no = 0; no < charters; no++)
    version = (await owner('POST', '/v1/owner/charters', { charter, consent })).body.id;
  const things: Things = {
    ...{ vehicle: vehicle.vehicleId, beneficiary: shared.body.data[0].id, charter: version },
    leaseToken,
  };
  return { ownerId, apiKey, vehicle, things };
}
export type OwnerTenant = Awaited<ReturnType<typeof ownersThings>>;

async function leaseOf(vehicle: TestVehicle): Promise<string> {
  const [lease] = await vehicle.lease();
  if (!lease) throw new Error('there is nothing to lease');
  return lease.leaseToken;
}

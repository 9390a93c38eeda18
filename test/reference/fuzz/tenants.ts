import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../../../local/demo/api.ts';
import { customerApi, newCustomer } from '../../support/customer-api.ts';
import type { Market } from '../../support/market-rig.ts';
import type { Receiver } from '../../support/webhook-receiver.ts';

/** Ids of real things by the name of the path's parameter. */
type Things = Readonly<Record<string, readonly string[]>>;
export type Tenant = { apiKey: string; things: Things };

/** As much as a fuzzer asks: the limits have a story of their own. */
const limitless = { requests: 10_000_000, tokens: 10_000_000_000 };

const line = JSON.stringify({
  custom_id: 'a',
  method: 'POST',
  url: '/v1/embeddings',
  body: { model: 'parkade-embed-1', input: 'a parked car' },
});

/** A customer of its own with money and one of each thing that a path may name. */
export async function newTenant(market: Market, receiver: Receiver): Promise<Tenant> {
  const limits = { organization: limitless, key: limitless };
  const { apiKey } = await newCustomer(market, { rate_limits: limits });
  await payIn(market, apiKey);
  // A kept connection may be closed under the first try.
  const make = () => newThings(market, apiKey, receiver);
  return { apiKey, things: await make().catch(make) };
}

/** As a person would at Stripe's page; the balance rises when Stripe was asked. */
async function payIn({ cloud }: Market, apiKey: string): Promise<void> {
  const api = customerApi({ cloud }, apiKey);
  const { body: session } = await api.post('/top_ups', { amount_usd: 500 });
  await call(`${cloud.stripeStandIn}/_test/checkout/sessions/${session.checkout_session}/pay`, { body: {} });
  while ((await api.get('/balance')).body.available_micro_usd === 0) {
    await pause(20);
    await cloud.timers.pollStripe();
  }
}

async function newThings(market: Market, apiKey: string, receiver: Receiver): Promise<Things> {
  const api = customerApi(market, apiKey);
  const { openai } = api;
  const file = await openai.files.create({ file: new File([`${line}\n`], 'a.jsonl'), purpose: 'batch' });
  const upload = await openai.uploads.create({
    filename: 'a',
    purpose: 'batch',
    bytes: 10,
    mime_type: 'a/b',
  });
  const batch = await openai.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
  });
  const inline = { endpoint: '/v1/embeddings', requests: [JSON.parse(line)] };
  const { body: quote } = await api.post('/quotes', inline);
  const model = 'parkade-dictionary-1';
  const response = await openai.responses.create({ model, input: 'Define harbor.', background: true });
  const endpoint = await openai.webhooks.create({
    url: receiver.url,
    name: 'A',
    event_types: ['batch.completed'],
  });
  await api.post(`/webhook_endpoints/${endpoint.id}/test`, { event_type: 'batch.completed' });
  const { body: deliveries } = await api.get(`/webhook_endpoints/${endpoint.id}/deliveries`);
  const { body: key } = await api.post('/api_keys', { name: 'Another' });
  const { body: project } = await api.post('/projects', { name: 'Search' });
  return {
    fileId: [file.id],
    uploadId: [upload.id],
    batchId: [batch.id],
    quoteId: [quote.id],
    responseId: [response.id],
    endpointId: [endpoint.id],
    deliveryId: [deliveries.data[0].id],
    keyId: [key.id],
    projectId: [project.id],
    model: [model, 'parkade-embed-1'],
  };
}

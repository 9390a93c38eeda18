import OpenAI from 'openai';
import { expect } from 'vitest';
import { call } from '../../local/demo/api.ts';
import type { Market } from './market-rig.ts';

/** A customer's own HTTP calls with one key, status and body told; and the official client with the same key. */
export function customerApi(market: Pick<Market, 'cloud'>, apiKey: string) {
  const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const reply = await fetch(`${market.cloud.url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json');
    return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    post: (path: string, body: object = {}, headers?: Record<string, string>) =>
      send('POST', path, body, headers),
    put: (path: string, body: object) => send('PUT', path, body),
    delete: (path: string) => send('DELETE', path),
    openai: new OpenAI({ apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 }),
  };
}

export type CustomerApi = ReturnType<typeof customerApi>;

/** A customer of finance's making, with limits of its own where they are given, and no money yet. */
export async function newCustomer(market: Pick<Market, 'cloud' | 'financeKey'>, more: object = {}) {
  const finance = customerApi(market, market.financeKey);
  const { body } = await finance.post('/finance/customers', { name: 'Another', ...more });
  return { customerId: body.customerId as string, apiKey: body.apiKey as string };
}

/** Pays 10 USD in, as a person would at Stripe's page. */
export async function topUp({ cloud }: Pick<Market, 'cloud'>, apiKey: string): Promise<void> {
  const api = customerApi({ cloud }, apiKey);
  const { body: session } = await api.post('/top_ups', { amount_usd: 10 });
  await call(`${cloud.stripeStandIn}/_test/checkout/sessions/${session.checkout_session}/pay`, { body: {} });
  await cloud.timers.pollStripe();
  expect((await api.get('/balance')).body.available_micro_usd).toBe(10_000_000);
}

/** A key that `by` makes, and an API that calls with it. */
export async function newKey(market: Pick<Market, 'cloud'>, by: CustomerApi, asked: object = {}) {
  const { status, body } = await by.post('/api_keys', { name: 'A key', ...asked });
  expect(status).toBe(200);
  return { ...body, api: customerApi(market, body.value) };
}

/** What a call of the official client is refused with. */
export async function refusedWith(promise: Promise<unknown>) {
  try {
    await promise;
  } catch (error) {
    return error as { status: number; code: string; message: string };
  }
  throw new Error('it was not refused');
}

import { expect } from 'vitest';
import { customerApi } from '../support/customer-api.ts';
import { embeddingLine, type Market } from '../support/market-rig.ts';
import { served } from '../support/serving.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import type { Receiver } from '../support/webhook-receiver.ts';

type Scene = { market: Market; vehicle: TestVehicle; receiver: Receiver };

const line = `${JSON.stringify({ custom_id: 'a', method: 'POST', url: '/v1/embeddings', body: { model: 'parkade-embed-1', input: 'a parked car' } })}\n`;

/**
 * What the examples name by their ids, made when an example needs it: each anew, so that one example may delete what
 * another one reads; what only comes of work is made once.
 */
export function exampleThings({ market, vehicle, receiver }: Scene) {
  const api = customerApi(market, market.customerKey);
  const { openai } = market;
  const idOf = async (reply: Promise<{ status: number; body: { id: string } }>) => {
    const { status, body } = await reply;
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.id;
  };
  let uploadId = '';
  let endpointId = '';

  const makers: Readonly<Record<string, () => Promise<string>>> = {
    file_abc123: async () =>
      (await openai.files.create({ file: new File([line], 'requests.jsonl'), purpose: 'batch' })).id,
    upload_abc123: async () => {
      const { id } = await openai.uploads.create({
        filename: 'requests.jsonl',
        purpose: 'batch',
        bytes: Buffer.byteLength(line),
        mime_type: 'application/jsonl',
      });
      uploadId = id;
      return id;
    },
    part_abc123: async () =>
      (await openai.uploads.parts.create(uploadId, { data: new File([line], 'part') })).id,
    batch_abc123: once(async () => {
      const { id } = await market.submit([embeddingLine('a', 'a parked car')]);
      await market.work(vehicle);
      return id;
    }),
    batch_def456: async () => (await market.submit([embeddingLine('a', 'a parked car')])).id,
    quote_abc123: () =>
      idOf(
        api.post('/quotes', {
          endpoint: '/v1/embeddings',
          requests: [{ custom_id: 'a', body: { model: 'parkade-embed-1', input: 'a parked car' } }],
          completion_window: '24h',
        }),
      ),
    resp_abc123: () =>
      served({ market, vehicle }, async () => {
        const asked = { model: 'parkade-dictionary-1', input: 'Define harbor.', max_output_tokens: 48 };
        return (await openai.responses.create(asked)).id;
      }),
    resp_def456: async () => {
      const asked = { model: 'parkade-dictionary-1', input: 'Define harbor.', background: true };
      return (await openai.responses.create(asked)).id;
    },
    whe_abc123: async () => {
      const { id } = await openai.webhooks.create({
        url: receiver.url,
        name: 'Accounts',
        event_types: ['batch.completed'],
      });
      endpointId = id;
      await api.post(`/webhook_endpoints/${id}/test`, { event_type: 'batch.completed' });
      return id;
    },
    whd_abc123: async () => (await api.get(`/webhook_endpoints/${endpointId}/deliveries`)).body.data[0].id,
    ref_abc123: async () => (await api.post('/refunds', { amount_usd: 1 })).body.data[0].id,
    top_abc123: () => idOf(api.post('/top_ups', { amount_usd: 20 })),
    key_abc123: () => idOf(api.post('/api_keys', { name: 'The importer' })),
    proj_abc123: () => idOf(api.post('/projects', { name: 'Search', monthly_cap_micro_usd: 50_000_000 })),
  };

  return {
    /** `text` with the ids of real things in the place of the examples', and these by the examples' ids. */
    async made(text: string): Promise<{ text: string; ids: ReadonlyMap<string, string> }> {
      const ids = new Map<string, string>();
      // In this order: a part is of the upload, a delivery of the endpoint before it.
      for (const [exampleId, make] of Object.entries(makers))
        if (text.includes(exampleId)) ids.set(exampleId, await make());
      let real = text;
      for (const [exampleId, id] of ids) real = real.replaceAll(exampleId, id);
      return { text: real, ids };
    },
  };
}

function once(make: () => Promise<string>): () => Promise<string> {
  let made: Promise<string> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

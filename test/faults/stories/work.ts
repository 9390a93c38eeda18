import { demoPolicy } from '../../../shared/policy.ts';
import { embeddingLine, sentences } from '../../support/market-rig.ts';
import type { TestVehicle } from '../../support/test-vehicle.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { batchOf, ended, fileOf, workAll } from './batches.ts';
import { newCustomer, type Party, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const model = 'parkade-embed-1';
const lines = sentences(16).map((text, at) => embeddingLine(`e-${at}`, text));

let leaving: TestVehicle;
let staying: TestVehicle;

/** Drivers come back in mid-task, three times; what is left over becomes a task of its own; all is checked. */
async function interrupted(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const file = await fileOf(customer, `in-${no}.jsonl`, lines);
  await customer.post('/quotes', { input_file_id: file, endpoint: '/v1/embeddings' });
  const id = await batchOf(customer, `first-${no}`, { input_file_id: file, endpoint: '/v1/embeddings' });
  await market.drain();
  for (let time = 0; time < 3; time++) {
    await market.persist(() => leaving.workUntilIdle({ driverReturnsAfter: 4 }));
    await market.drain();
  }
  await customer.get(`/batches/${id}`);
  await customer.get(`/batches/${id}/progress`).catch(() => undefined);
  await workAll(market, staying, leaving);
  await workAll(market, leaving, staying);
  return ended(customer, id);
}

/** Begun, and given up by its customer: what is finished is delivered. */
async function cancelled(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const file = await fileOf(customer, `cancel-${no}.jsonl`, lines);
  const id = await batchOf(customer, `cancel-${no}`, { input_file_id: file, endpoint: '/v1/embeddings' });
  await market.drain();
  await customer.post(`/batches/${id}/cancel`);
  await market.drain();
  await workAll(market, leaving, staying);
  const { status, charged } = await ended(customer, id);
  return { status, charged };
}

/** Nobody comes: after its day it has expired, and cost nothing. */
async function expired(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const file = await fileOf(customer, `late-${no}.jsonl`, lines.slice(0, 2));
  const id = await batchOf(customer, `late-${no}`, { input_file_id: file, endpoint: '/v1/embeddings' });
  await market.drain();
  market.advanceSeconds(25 * 3_600);
  await market.timerUntil(
    'sweepBatches',
    async () => (await customer.get(`/batches/${id}`)).status === 'expired',
  );
  return { expired: (await customer.get(`/batches/${id}`)).x_parkade.charged_micro_usd };
}

/** What nobody keeps: checked, downloaded, and gone with a receipt of it. */
async function forgotten(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const file = await fileOf(customer, `zero-${no}.jsonl`, lines.slice(0, 3));
  const asked = { input_file_id: file, endpoint: '/v1/embeddings', x_parkade: { data: 'zero_retention' } };
  const id = await batchOf(customer, `zero-${no}`, asked);
  await workAll(market, leaving, staying);
  const { status, output_file_id } = await customer.get(`/batches/${id}`);
  if (output_file_id) await customer.get(`/files/${output_file_id}/content`);
  market.advanceSeconds(26 * 3_600);
  const erasures = async () => (await customer.get(`/batches/${id}/erasures`)).data.length;
  await market.timerUntil('sweepBatches', async () => (await erasures()) > 0);
  return { zero: status, erasures: await erasures() };
}

export const work: Story = {
  name: 'work',
  options: { policy: { ...demoPolicy, auditShare: 1 } },
  async begin(market) {
    leaving = await market.vehicle(0, [model]);
    staying = await market.vehicle(1, [model]);
  },
  async tell(market, no) {
    const customer = await newCustomer(market, `Acme ${no}`);
    await topUp(market, customer, 10);
    return {
      interrupted: await interrupted(market, customer, no),
      cancelled: await cancelled(market, customer, no),
      ...(await expired(market, customer, no)),
      ...(await forgotten(market, customer, no)),
      balance: (await customer.get('/balance')).available_micro_usd,
    };
  },
};

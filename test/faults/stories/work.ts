import { laneOf } from '../../../shared/lane.ts';
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
  const { batches } = market.cloud.deps;
  const isContinued = async () =>
    (await market.looking(() => batches.get({ customerId: customer.id, batchId: id }))).tasks > 1;
  for (let round = 0; round < 12 && !(await isContinued()); round++) {
    const ran = await market.persist(() => leaving.workUntilIdle({ driverReturnsAfter: 4 }));
    await market.drain();
    // A lane that was seen empty is asked again; a lease whose holder was not heard of ends.
    market.advanceSeconds(ran > 0 ? 60 : 400);
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

/** What the queues forgot: its plan, what follows its tasks, its checks, its pay. One line is refused by the engine. */
async function forgottenByQueues(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const tooLong = embeddingLine('long', 'car '.repeat(2_000));
  const file = await fileOf(customer, `lost-${no}.jsonl`, [...lines.slice(0, 3), tooLong]);
  const asked = { input_file_id: file, endpoint: '/v1/embeddings' };
  const id = await market.losing(['plan'], async () => {
    const made = await batchOf(customer, `lost-${no}`, asked);
    await market.drain();
    return made;
  });
  const isPlanned = async () => (await customer.get(`/batches/${id}`)).status === 'in_progress';
  await market.timerUntil('sweepBatches', isPlanned);
  await losesLane(market);
  market.advanceSeconds(1_200);
  await market.losing(['advance', 'audit', 'settle', 'assemble', 'announce', 'accrue'], () =>
    workAll(market, staying, leaving),
  );
  await market.losing(['audit', 'accrue'], () => checksAreForgotten(market));
  await market.losing(['accrue'], () => workAll(market, leaving, staying));
  await workAll(market, leaving, staying);
  return ended(customer, id);
}

/** As often as it takes: the checks are made, and no message of their verdicts arrives. */
async function checksAreForgotten(market: FaultyMarket): Promise<void> {
  for (let time = 0; time < 4; time++) {
    await market.persist(() => leaving.workUntilIdle());
    market.advanceSeconds(1_200);
    await market.timer('sweepBatches');
  }
}

/** Its messages are shown again, and then they are gone, whoever had them. */
async function losesLane({ cloud, looking, persist }: FaultyMarket): Promise<void> {
  const { lanes } = cloud.deps;
  const lane = laneOf(model, 'batch');
  const received = async () =>
    (await looking(() => lanes.receive(lane, 10, 30))).map(({ receipt }) => receipt);
  const hidden = await received();
  await persist(() => lanes.showAgain(lane, hidden, 0));
  const shown = await received();
  if (hidden.length === 0 || shown.length !== hidden.length) throw new Error('they are not there again');
  await looking(() => lanes.delete(lane, shown));
}

/** Its file is gone before it was planned. */
async function unplannable(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const file = await fileOf(customer, `gone-${no}.jsonl`, lines.slice(0, 2));
  const id = await market.losing(['plan'], async () => {
    const made = await batchOf(customer, `gone-${no}`, { input_file_id: file, endpoint: '/v1/embeddings' });
    await market.drain();
    return made;
  });
  await customer.delete(`/files/${file}`);
  const status = async () => (await customer.get(`/batches/${id}`)).status;
  await market.timerUntil('sweepBatches', async () => (await status()) === 'failed');
  return { unplannable: await status() };
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
  // A note of it that fails is made at the next time.
  await market.losing(['erase'], async () => {
    for (let time = 0; time < 5 && output_file_id; time++)
      await customer.get(`/files/${output_file_id}/content`);
    await market.drain();
  });
  market.advanceSeconds(26 * 3_600);
  const erasures = async () => (await customer.get(`/batches/${id}/erasures`)).data.length;
  await market.timerUntil('sweepBatches', async () => (await erasures()) > 0);
  return { zero: status, erasures: await erasures() };
}

const parked: Pick<Story, 'options' | 'begin'> = {
  options: { policy: { ...demoPolicy, auditShare: 1 } },
  async begin(market) {
    leaving = await market.vehicle(0, [model]);
    staying = await market.vehicle(1, [model]);
  },
};

/** The one part of it in which vehicles leave a task three times, without all that may end the task before. */
export const continued: Story = {
  name: 'continued',
  ...parked,
  async tell(market, no) {
    const customer = await newCustomer(market, `Acme ${no}`);
    await topUp(market, customer, 10);
    return interrupted(market, customer, no);
  },
};

export const work: Story = {
  name: 'work',
  ...parked,
  async tell(market, no) {
    const customer = await newCustomer(market, `Acme ${no}`);
    await topUp(market, customer, 10);
    return {
      interrupted: await interrupted(market, customer, no),
      cancelled: await cancelled(market, customer, no),
      forgotten: await forgottenByQueues(market, customer, no),
      ...(await unplannable(market, customer, no)),
      ...(await expired(market, customer, no)),
      ...(await forgotten(market, customer, no)),
      balance: (await customer.get('/balance')).available_micro_usd,
    };
  },
};

import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkRequest } from '../../../shared/contract/vehicle.ts';
import { demoPolicy } from '../../../shared/policy.ts';
import type { TestVehicle } from '../../support/test-vehicle.ts';
import { callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { newCustomer, operatorOf, type Party, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';
import { waits } from './waits.ts';

const model = 'parkade-dictionary-1';
const embedder = 'parkade-embed-1';

let worker: TestVehicle;
let checker: TestVehicle;

/** A vehicle asks for work until the call is answered. What its lease lost is leased again when that is over. */
async function served<Reply>(
  market: FaultyMarket,
  ask: () => Promise<Reply>,
  afterMillis = 0,
): Promise<Reply> {
  let isAnswered = false;
  const answered = ask().finally(() => {
    isAnswered = true;
  });
  answered.catch(() => {});
  await sleep(afterMillis);
  while (!isAnswered) {
    const ran = await market.persist(() => worker.workUntilIdle());
    if (ran === 0) market.advanceSeconds(1);
  }
  return answered;
}

const define = (word: string, more: object = {}) => ({
  model,
  messages: [{ role: 'user', content: `Define ${word}.` }],
  max_tokens: 24,
  ...more,
});

type Streaming = Record<string, unknown> & { headers?: Record<string, string> };

/** One that breaks off says so within: whoever asked asks again. */
async function streamedOnce(customer: Party, path: string, { headers, ...body }: Streaming): Promise<string> {
  const { status, body: text } = await customer.once('POST', path, { ...body, stream: true }, headers);
  if (status !== 200 || !/\[DONE\]|response\.completed/.test(text)) throw new Error(`broke off: ${status}`);
  return String(text);
}

const streamed = ({ persist }: FaultyMarket, ...asked: Parameters<typeof streamedOnce>) =>
  persist(() => streamedOnce(...asked));

async function calls(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const answer = await served(market, () => customer.post('/chat/completions', define('harbor')));
  const dear = await served(market, () =>
    customer.post('/chat/completions', define('horse', { service_tier: 'priority' })),
  );
  const vectors = await served(market, () =>
    customer.post('/embeddings', { model: embedder, input: ['a parked car', 'a horse'] }),
  );
  const stream = await served(
    market,
    () => streamed(market, customer, '/chat/completions', define('charge')),
    // It looks for pieces some times before there is anything.
    400,
  );
  const keyed = await served(market, () => underKeys(market, customer, no));
  return {
    answer: answer.choices[0].message.content,
    dear: dear.choices[0].message.content,
    vectors: vectors.data.length,
    streamed: stream.includes('[DONE]'),
    keyed,
  };
}

/** A stream under a key is kept as it goes out; what was refused leaves its key free. */
async function underKeys(market: FaultyMarket, customer: Party, no: string): Promise<boolean> {
  let key = 0;
  const free = () => ({ 'idempotency-key': `live-${no}-${key++}` });
  const path = '/chat/completions';
  const text = await market.persist(() => streamedOnce(customer, path, define('wheel', { headers: free() })));
  // Of a key whose first call broke off nothing is known.
  for (let each = 0; each < 6; each++) {
    const refused = await customer.once('POST', path, { model: 'none', messages: [] }, free());
    if (refused.status < 400) throw new Error('taken');
  }
  return text.includes('[DONE]');
}

/** Responses: stored and looked at, streamed, in the background, cancelled and deleted. */
async function responses(market: FaultyMarket, customer: Party): Promise<Outcome> {
  const make = (word: string, more: object = {}) =>
    customer.post('/responses', { model, input: `Define ${word}.`, max_output_tokens: 24, ...more });
  const statusOf = async (id: string) => (await customer.get(`/responses/${id}`)).status;
  const stored = await served(market, () => make('harbor'));
  await customer.get(`/responses/${stored.id}`);
  await customer.get(`/responses/${stored.id}/input_items`);
  const told = await served(market, () =>
    streamed(market, customer, '/responses', { model, input: 'Define horse.', max_output_tokens: 24 }),
  );
  const later = await make('listen', { background: true });
  await customer.get(`/responses/${later.id}`);
  await served(market, () => waits(market, async () => (await statusOf(later.id)) === 'completed'));
  const cancelled = await make('charge', { background: true });
  await customer.post(`/responses/${cancelled.id}/cancel`);
  // The object of one that is gone is deleted once: so there are some.
  const unwanted: string[] = [];
  for (let each = 0; each < 5; each++) {
    const { id } = await make('vehicle', { background: true });
    await customer.delete(`/responses/${id}`);
    unwanted.push(id);
  }
  // Nobody is where it may run.
  await make('wheel', { background: true, x_parkade: { regions: ['eu'] } });
  await customer.delete(`/responses/${stored.id}`);
  return {
    stored: stored.status,
    told: told.includes('response.completed'),
    later: await statusOf(later.id),
    cancelled: await statusOf(cancelled.id),
    gone: (await customer.once('GET', `/responses/${unwanted[0]}`)).status,
  };
}

const later = (customer: Party, word: string) =>
  customer.post('/responses', { model, input: `Define ${word}.`, max_output_tokens: 8, background: true });

const pending = async (customer: Party, id: string): Promise<boolean> =>
  ['queued', 'in_progress'].includes((await customer.get(`/responses/${id}`)).status);

/** An engine that talks for long: its lease lasts by its signs of life, and each of its pieces is kept. */
async function talksForLong(market: FaultyMarket, customer: Party): Promise<Outcome> {
  const { id } = await later(customer, 'harbor');
  const lease = await market.persist(async () => {
    const [offered] = await worker.lease({ models: [model] });
    if (offered) return offered;
    market.advanceSeconds(2);
    throw new Error('nothing is offered yet');
  });
  // More than half of the lease is over.
  market.advanceSeconds(9);
  const sealed = Buffer.from('what it said').toString('base64url');
  const { goesOn } = await market.persist(() =>
    worker.market.sendPiece({ leaseToken: lease.leaseToken, no: 0, sealed }),
  );
  await market.persist(async () => worker.handIn(await worker.run(lease)));
  await served(market, () => waits(market, async () => !(await pending(customer, id))));
  return { goesOn };
}

/** A vehicle that waits at a live lane has the call at once; one that hung up meanwhile leaves it to others. */
async function awaited(market: FaultyMarket, customer: Party): Promise<Outcome> {
  const want = { seconds: 120, tasks: 1, waitSeconds: 2, models: [model] };
  for (let time = 0; time < 5; time++) {
    const { cut, waiting } = await market.persist(() => beginsToWait(want));
    if (time < 4) cut.abort();
    const { id } = await later(customer, 'wheel');
    const reply = await waiting;
    for (const lease of reply?.leases ?? [])
      await market.persist(async () => worker.handIn(await worker.run(lease)));
    await served(market, () => waits(market, async () => !(await pending(customer, id))));
  }
  return { awaited: true };
}

/** A call that is not answered at once has found nothing, and waits. */
async function beginsToWait(want: NonNullable<WorkRequest['want']>) {
  const cut = new AbortController();
  const call = worker.market.work({ handIns: [], want }, cut.signal);
  await Promise.race([call, sleep(80)]);
  return { cut, waiting: call.catch(() => undefined) };
}

/** Nothing of it is kept: it is erased once it was checked. */
async function forgotten(market: FaultyMarket, customer: Party): Promise<Outcome> {
  const body = { model: embedder, input: 'A secret.', x_parkade: { data: 'zero_retention' } };
  for (let each = 0; each < 2; each++) {
    const { data } = await served(market, () => customer.post('/embeddings', body));
    if (data.length !== 1) throw new Error('no answer');
  }
  await market.drain();
  return {};
}

/** The hours of the calls are over: they are settled, erased where asked, and their batches at rest. */
async function atRest(market: FaultyMarket): Promise<void> {
  for (let round = 0; round < 14; round++) {
    market.advanceSeconds(round === 0 ? 3_600 : 400);
    await market.persist(() => checker.workUntilIdle());
    await market.persist(() => worker.workUntilIdle());
    await market.drain();
    await market.timer('sweepBatches');
    if ((await market.looking(() => Array.fromAsync(market.cloud.deps.batches.open()))).length === 0) return;
  }
  throw new Error('batches of live calls do not come to rest');
}

/** A version of the software is halted while one of its vehicles has a call. */
async function halted(market: FaultyMarket, no: string): Promise<Outcome> {
  const operator = operatorOf(market);
  const reason = `Heat ${no}`;
  const halt = await operator.make(
    '/operator/halts',
    { software_version: 'older', reason },
    (each: { reason: string }) => each.reason === reason,
  );
  await operator.get(`/operator/halts/${halt.id}`);
  await operator.delete(`/operator/halts/${halt.id}`);
  return { halted: halt.id !== undefined };
}

export const live: Story = {
  name: 'live',
  options: { policy: { ...demoPolicy, auditShare: 1, auditWaitSeconds: 3_600 } },
  async begin(market) {
    worker = await market.vehicle(0, [model, embedder]);
    checker = await market.vehicle(1, [model, embedder]);
    await worker.workUntilIdle();
  },
  async tell(market, no) {
    const customer = await newCustomer(market, `Acme ${no}`);
    await topUp(market, customer, 30);
    const told = {
      ...(await calls(market, customer, no)),
      ...(await responses(market, customer)),
      ...(await talksForLong(market, customer)),
      ...(await awaited(market, customer)),
      ...(await forgotten(market, customer)),
      ...(await halted(market, no)),
    };
    await atRest(market);
    await callerWith(market, customer.apiKey).get('/usage');
    return told;
  },
};

/** Of it what the awaits of lease and completion need: a vehicle that waits, and calls that come to it. */
export const waiting: Story = {
  ...live,
  name: 'waiting',
  async tell(market, no) {
    const customer = await newCustomer(market, `Acme ${no}`);
    await topUp(market, customer, 30);
    return awaited(market, customer);
  },
};

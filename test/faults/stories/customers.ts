import { embeddingLine } from '../../support/market-rig.ts';
import { type Receiver, startReceiver } from '../../support/webhook-receiver.ts';
import { callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { batchOf, fileOf } from './batches.ts';
import { newCustomer, type Party, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';
import { changedMeanwhile, putAway } from './webhook-fates.ts';

const isNamed = (name: string) => (each: { name: string }) => each.name === name;

/** Keys and projects: made, renamed, rotated, looked at and put away. */
async function keysAndProjects(market: FaultyMarket, customer: Party): Promise<Outcome> {
  const project = await customer.make(
    '/projects',
    { name: 'Cars', monthly_cap_micro_usd: 5_000_000 },
    isNamed('Cars'),
  );
  await customer.post(`/projects/${project.id}`, { name: 'Vans', alert_percents: [50] });
  const key = await customer.post('/api_keys', { name: 'Night', project_id: project.id });
  const theirs = callerWith(market, key.value);
  await theirs.get('/models');
  await customer.get(`/api_keys/${key.id}`);
  const rotated = await customer.post(`/api_keys/${key.id}/rotate`, {});
  await callerWith(market, rotated.value ?? key.value).get('/models');
  await customer.delete(`/api_keys/${rotated.id ?? key.id}`);
  await customer.get(`/projects/${project.id}/alerts`);
  const second = await customer.post('/api_keys', { name: 'Day', project_id: project.id });
  await customer.post(`/projects/${project.id}/archive`);
  const { data } = await customer.get('/projects?include_archived=true');
  return {
    projects: data.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`).sort(),
    second: (await callerWith(market, second.value).once('GET', '/models')).status,
  };
}

/** A file that comes in parts, one that is given up, one that is deleted; a call under a key of its own. */
async function files(customer: Party, no: string): Promise<Outcome> {
  const text = `${JSON.stringify(embeddingLine('a', 'a parked car'))}\n`.repeat(3);
  const begin = () =>
    customer.post('/uploads', {
      purpose: 'batch',
      filename: `up-${no}.jsonl`,
      bytes: text.length,
      mime_type: 'application/jsonl',
    });
  const part = (uploadId: string, data: string) => {
    const form = new FormData();
    form.set('data', new Blob([data]), 'part');
    return customer.post(`/uploads/${uploadId}/parts`, form);
  };
  const upload = await begin();
  const first = await part(upload.id, text.slice(0, 50));
  const last = await part(upload.id, text.slice(50));
  const fileId = await completedFile(customer, upload.id, [first.id, last.id]);
  const content = await customer.get(`/files/${fileId}/content`);
  await customer.get(`/files/${fileId}`);
  const other = await begin();
  await customer.post(`/uploads/${other.id}/cancel`);
  const large = new FormData();
  large.set('purpose', 'batch');
  large.set('file', new Blob(['x'.repeat(6 * 1024 * 1024)]), `large-${no}.jsonl`);
  const big = await customer.make(
    '/files',
    large,
    (each: { filename: string }) => each.filename === `large-${no}.jsonl`,
  );
  await customer.delete(`/files/${big.id}`);
  return { same: content === text };
}

/** An upload that an earlier try completed says so, with its file's name. */
async function completedFile(
  customer: Party,
  uploadId: string,
  part_ids: readonly string[],
): Promise<string> {
  const asked = { part_ids: [...part_ids] };
  const completed = await customer.post(`/uploads/${uploadId}/complete`, asked, {
    look: async () => {
      const { body } = await customer.once('POST', `/uploads/${uploadId}/complete`, asked);
      const [, id] = /its file is (file_\w+)/.exec(body.error?.message ?? '') ?? [];
      return id === undefined ? undefined : { file: { id } };
    },
  });
  return completed.file.id;
}

const quoted = {
  requests: [{ custom_id: 'q', body: embeddingLine('q', 'a parked car').body }],
  endpoint: '/v1/embeddings',
};

/** Under an Idempotency-Key a call is carried out once: who gets a fault looks, and asks again under a new one. */
async function underKeys(customer: Party, no: string): Promise<Outcome> {
  const form = () => {
    const made = new FormData();
    made.set('purpose', 'batch');
    made.set('file', new Blob([JSON.stringify(embeddingLine('k', 'a car'))]), `keyed-${no}.jsonl`);
    return made;
  };
  const find = async () =>
    (await customer.get('/files')).data.find(
      (each: { filename: string }) => each.filename === `keyed-${no}.jsonl`,
    );
  let made: { id: string } | undefined;
  for (let key = 1; !made && key < 40; key++) {
    const headers = { 'idempotency-key': `${no}-${key}` };
    for (let tries = 0; !made && tries < 4; tries++) {
      const { status, body } = await customer
        .once('POST', '/files', form(), headers)
        .catch(() => ({ status: 0, body: undefined }));
      made = status === 200 ? body : undefined;
      if (status === 200) await customer.once('POST', '/files', form(), headers);
    }
    made ??= await find();
  }
  // Of a key whose first call broke off nothing is known: each is another's.
  for (let key = 0; key < 6; key++)
    await customer.once('POST', '/quotes', quoted, { 'idempotency-key': `quote-${no}-${key}` });
  const { id } = await customer.post('/quotes', quoted);
  await customer.get(`/quotes/${id}`);
  await customer.get('/batches');
  const { data } = await customer.get('/files');
  return { keyed: data.filter((each: { filename: string }) => each.filename === `keyed-${no}.jsonl`).length };
}

let receiver: Receiver;

async function webhooks(market: FaultyMarket, customer: Party, no: string): Promise<Outcome> {
  const asked = {
    url: receiver.url,
    name: `Hook ${no}`,
    event_types: ['batch.cancelled', 'batch.completed'],
  };
  const hook = await customer.make('/webhook_endpoints', asked, isNamed(`Hook ${no}`));
  const path = `/webhook_endpoints/${hook.id}`;
  await customer.post(path, { name: `The hook ${no}` });
  await customer.get(path);
  await customer.post(`${path}/rotate_secret`, {});
  const endpoint = { customerId: customer.id, endpointId: String(hook.id) };
  await customer.post(`${path}/test`, { event_type: 'batch.completed' });
  const meanwhile = await changedMeanwhile(market, receiver, endpoint);
  const file = await fileOf(customer, `hooked-${no}.jsonl`, [embeddingLine('h', 'a parked car')]);
  const batch = await batchOf(customer, `hooked-${no}`, { input_file_id: file, endpoint: '/v1/embeddings' });
  await market.drain();
  await customer.post(`/batches/${batch}/cancel`);
  await market.drain();
  market.advanceSeconds(3_600);
  await market.timer('sweepBatches');
  type Sent = { id: string; status: string; test: boolean };
  const find = async (): Promise<Sent | undefined> =>
    (await customer.get(`${path}/deliveries`)).data.find((each: Sent) => !each.test);
  const isDelivered = async () => {
    market.advanceSeconds(900);
    return (await find())?.status === 'delivered';
  };
  await market.timerUntil('resendDeliveries', isDelivered);
  const sent = await find();
  await customer.post(
    `${path}/deliveries/${sent?.id}/replay`,
    {},
    {
      // Whoever had it in hand is given up after a while; then it may be asked for again.
      look: async () => {
        market.advanceSeconds(900);
        await market.timer('resendDeliveries');
      },
    },
  );
  await market.timerUntil('resendDeliveries', isDelivered);
  const away = await putAway(market, endpoint);
  await customer.delete(path);
  const { status } = await customer.get(`/batches/${batch}`);
  return { delivered: sent?.id !== undefined, batch: status, meanwhile, away };
}

export const customers: Story = {
  name: 'customers',
  async begin(market) {
    receiver = await startReceiver();
    market.atEnd(() => receiver.close());
  },
  async tell(market, no) {
    const customer = await newCustomer(market, `Acme ${no}`);
    await topUp(market, customer, 10);
    return {
      ...(await keysAndProjects(market, customer)),
      ...(await files(customer, no)),
      ...(await underKeys(customer, no)),
      ...(await webhooks(market, customer, no)),
      balance: (await customer.get('/balance')).available_micro_usd,
    };
  },
};

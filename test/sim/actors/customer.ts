import { receiversUrl } from '../world/webhook-receivers.ts';
import { askedOf, chatModel, embedModel, lineOf, modelFor, textOf, upload } from './asked-work.ts';
import { type Answer, callMarket } from './caller.ts';
import type { Customer, Deed } from './customer-plan.ts';
import { passes } from './sim-engine.ts';

/** Does all that its plan says, with pauses, and remembers what the market promised. */
export async function runCustomer(customer: Customer): Promise<void> {
  const { plan, random } = customer;
  await passes(random.below(4_000));
  const underWay: Promise<unknown>[] = [];
  for (const [no, deed] of plan.deeds.entries()) {
    const doing = inEarnest((name) => deeds[deed](customer, name), `${plan.name}-${no}`);
    // Some wait for the answer, some begin the next thing.
    if (random.chance(0.5)) await doing;
    else underWay.push(doing);
    await passes(random.below(15_000));
  }
  await Promise.all(underWay);
}

const breathMillis = 5_000;

/** What did not come about is done anew, under another key: what was done under the first one stays as it is. */
async function inEarnest(deed: (key: string) => Promise<Outcome>, key: string): Promise<void> {
  for (const name of [key, `${key}-again`, `${key}-at-last`]) {
    if ((await deed(name)) === 'done') return;
    await passes(breathMillis);
  }
}

type Outcome = 'done' | 'gave up';

const outcomeOf = (answer: Answer | undefined): Outcome =>
  answer && answer.status < 500 && answer.status !== 409 ? 'done' : 'gave up';

const deeds: Record<Deed, (customer: Customer, key: string) => Promise<Outcome>> = {
  async 'file batch'(customer, key) {
    const requests = 1 + customer.random.below(8);
    const model = modelFor(customer);
    const lines = Array.from({ length: requests }, (_, at) => lineOf(customer, model, `${key}.${at}`));
    const file = await upload(customer, key, lines.map((line) => JSON.stringify(line)).join('\n'));
    if (file?.status !== 200) return 'gave up';
    const batchId = await submit(customer, key, requests, {
      input_file_id: file.body.id,
      ...askedOf(customer, model, key),
    });
    return batchId === undefined ? 'gave up' : 'done';
  },

  'inline batch': (customer, key) => inlineBatch(customer, key, 1 + customer.random.below(8)),
  /** Of tasks as long as there are here. */
  'long batch': (customer, key) => inlineBatch(customer, key, 11 + customer.random.below(4)),

  async 'quoted batch'(customer, key) {
    const requests = 1 + customer.random.below(6);
    const model = modelFor(customer);
    const lines = Array.from({ length: requests }, (_, at) => lineOf(customer, model, `${key}.${at}`));
    const { endpoint } = askedOf(customer, model, key);
    const quote = await callMarket(customer, 'POST', '/quotes', {
      body: { requests: lines, endpoint },
      idempotencyKey: `${key}-quote`,
    });
    if (quote?.status !== 200) return 'gave up';
    const { completion_window, metadata } = askedOf(customer, model, key);
    const asked = { quote_id: quote.body.id, completion_window, metadata };
    return (await submit(customer, key, requests, asked)) === undefined ? 'gave up' : 'done';
  },

  async 'cancelled batch'(customer, key) {
    const requests = 2 + customer.random.below(7);
    const model = modelFor(customer);
    const lines = Array.from({ length: requests }, (_, at) => lineOf(customer, model, `${key}.${at}`));
    const batchId = await submit(customer, key, requests, {
      requests: lines,
      ...askedOf(customer, model, key),
    });
    if (batchId === undefined) return 'gave up';
    await passes(customer.random.below(90_000));
    await callMarket(customer, 'POST', `/batches/${batchId}/cancel`, { idempotencyKey: `${key}-cancel` });
    const known = customer.remembered.accepted.get(batchId);
    if (known) known.wantsCancel = true;
    return 'done';
  },

  chat: (customer, key) => live(customer, key, { stream: false }),
  'streamed chat': (customer, key) => live(customer, key, { stream: true }),

  async embedding(customer, key) {
    const body = { model: embedModel, input: textOf(customer, key) };
    note(
      customer,
      await callMarket(customer, 'POST', '/embeddings', {
        body,
        idempotencyKey: key,
        tries: 3,
        mayHangUp: true,
      }),
    );
    return 'done';
  },

  async 'top-up'(customer, key) {
    const made = await callMarket(customer, 'POST', '/top_ups', {
      body: { amount_usd: 10 },
      idempotencyKey: key,
    });
    if (made?.status !== 200 || !made.body.checkout_session) return outcomeOf(made);
    await passes(customer.random.below(10_000));
    customer.payAtStripe(made.body.checkout_session);
    return 'done';
  },

  /** By the card that was saved: whatever is held or charged next brings it about. */
  async 'automatic top-up'(customer, key) {
    const body = { below_usd: 10, amount_usd: 10 + customer.random.below(20) };
    return outcomeOf(await callMarket(customer, 'PUT', '/auto_top_up', { body, idempotencyKey: key }));
  },

  async refund(customer, key) {
    const cents = 1 + customer.random.below(300);
    const asked = { body: { amount_usd: cents / 100 }, idempotencyKey: key };
    return outcomeOf(await callMarket(customer, 'POST', '/refunds', asked));
  },

  async webhooks(customer, key) {
    const { name } = customer.plan;
    const body = { url: `${receiversUrl}/${name}`, event_types: [...batchEnds] };
    const made = await callMarket(customer, 'POST', '/webhook_endpoints', { body, idempotencyKey: key });
    customer.remembered.isTold ||= made?.status === 200;
    return outcomeOf(made);
  },

  async look(customer) {
    await callMarket(customer, 'GET', '/balance');
    const [batchId] = customer.remembered.accepted.keys();
    if (batchId) await callMarket(customer, 'GET', `/batches/${batchId}`);
    return 'done';
  },
};

/** How a batch ends, as webhooks name it. */
const batchEnds = ['batch.completed', 'batch.failed', 'batch.expired', 'batch.cancelled'] as const;

async function inlineBatch(customer: Customer, key: string, requests: number): Promise<Outcome> {
  const model = modelFor(customer);
  const lines = Array.from({ length: requests }, (_, at) => lineOf(customer, model, `${key}.${at}`));
  const asked = { requests: lines, ...askedOf(customer, model, key) };
  return (await submit(customer, key, requests, asked)) === undefined ? 'gave up' : 'done';
}

async function submit(
  customer: Customer,
  key: string,
  requests: number,
  body: object,
): Promise<string | undefined> {
  const { isTold } = customer.remembered;
  const made = await callMarket(customer, 'POST', '/batches', { body, idempotencyKey: `${key}-batch` });
  customer.trace.note(customer.instance.name, `batch ${key}: ${made?.status ?? 'gave up'}`);
  if (made?.status !== 200) return undefined;
  customer.remembered.accepted.set(made.body.id, { requests, wantsCancel: false });
  if (isTold) customer.remembered.toBeTold.add(made.body.id);
  return made.body.id;
}

async function live(customer: Customer, key: string, { stream }: { stream: boolean }): Promise<Outcome> {
  const body = {
    model: chatModel,
    messages: [{ role: 'user', content: textOf(customer, key) }],
    max_tokens: 16,
    ...(stream && { stream }),
  };
  const answer = await callMarket(customer, 'POST', '/chat/completions', {
    body,
    tries: 3,
    mayHangUp: true,
    ...(!stream && { idempotencyKey: key }),
  });
  note(customer, answer);
  return 'done';
}

function note({ remembered, trace, instance }: Customer, answer: Answer | undefined) {
  const status = answer?.status ?? 0;
  trace.note(instance.name, `live: ${status}`);
  remembered.live.set(status, (remembered.live.get(status) ?? 0) + 1);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { answering } from './asked.ts';
import { batchSizes, fileTextOf, inlineMost, linesOf, smallSizes } from './batch-bodies.ts';
import type { AcceptCall, Sent } from './sent.ts';

/** What the parent (`fork`) tells this process to do first. */
export type CustomersPlan = { url: string; customerKeys: readonly string[] };
/** Batches of all sizes, or small ones, for so many requests a second; or one batch of so many requests. Answered with what was `Sent`. */
export type LoadPlan = { rate: number; seconds: number; small?: true } | { probe: number };

const answerMillis = 30_000;
/** More than this many calls without an answer are no customers, but a flood of sockets. */
const mostUnanswered = 1_000;

type Customer = { no: number; apiKey: string };
let customers: Customer[] = [];
let baseUrl = '';
let turn = 0;

/** What a batch is made of, written once. */
const inlineBodies = new Map<number, string>();
const files = new Map<number, Blob>();
for (const size of new Set<number>([...batchSizes, ...smallSizes])) {
  if (size > inlineMost) files.set(size, new Blob([fileTextOf(linesOf(size))]));
  else inlineBodies.set(size, bodyOf({ requests: linesOf(size) }));
}

function bodyOf(input: object): string {
  return JSON.stringify({ endpoint: '/v1/embeddings', completion_window: '24h', ...input });
}

process.once('disconnect', () => process.exit());
answering(async (plan: CustomersPlan | LoadPlan): Promise<Sent> => {
  const sent = newSent();
  if ('url' in plan) {
    ({ url: baseUrl } = plan);
    customers = plan.customerKeys.map((apiKey, no) => ({ no, apiKey }));
  } else if ('probe' in plan) await createBatch(nextCustomer(), plan.probe, sent, performance.now());
  else await load(plan, sent);
  return sent;
});

const newSent = (): Sent => ({ calls: [], accepted: [], heldBack: 0 });

/** At even distances, whatever the answers take. */
async function load(
  { rate, seconds, small }: Exclude<LoadPlan, { probe: number }>,
  sent: Sent,
): Promise<void> {
  const sizes = small ? smallSizes : batchSizes;
  const meanSize = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const count = Math.round((rate * seconds) / meanSize);
  const startedAt = performance.now();
  const underWay = new Set<Promise<void>>();
  for (let no = 0; no < count; no++) {
    const waitMillis = startedAt + (no * seconds * 1_000) / count - performance.now();
    if (waitMillis > 0) await sleep(waitMillis);
    if (underWay.size >= mostUnanswered) {
      sent.heldBack++;
      continue;
    }
    const size = sizes[no % sizes.length] ?? 1;
    const sending = createBatch(nextCustomer(), size, sent, startedAt).finally(() =>
      underWay.delete(sending),
    );
    underWay.add(sending);
  }
  await Promise.all(underWay);
}

function nextCustomer(): Customer {
  const customer = customers[turn++ % customers.length];
  if (!customer) throw new Error('there are no customers');
  return customer;
}

/** Inline, or its file first; who is refused gives up. Without a client's own work: a call costs as little as it can. */
async function createBatch(customer: Customer, size: number, sent: Sent, startedAt: number): Promise<void> {
  const caller = { customer, sent, startedAt };
  const file = files.get(size);
  let body = inlineBodies.get(size) ?? bodyOf({ requests: linesOf(size) });
  if (file) {
    const form = new FormData();
    form.set('purpose', 'batch');
    form.set('file', file, 'input.jsonl');
    const fileId = await timedCall(caller, 'files', form);
    if (fileId === undefined) return;
    body = bodyOf({ input_file_id: fileId });
  }
  const atMillis = performance.now() - startedAt;
  const batchId = await timedCall(caller, 'batches', body);
  if (batchId !== undefined)
    sent.accepted.push({ batchId, customerNo: customer.no, requests: size, atMillis });
}

type Caller = { customer: Customer; sent: Sent; startedAt: number };

/** The id of what was made, or undefined where it was refused or not answered. */
async function timedCall(
  { customer, sent, startedAt }: Caller,
  call: AcceptCall,
  body: string | FormData,
): Promise<string | undefined> {
  const begunAt = performance.now();
  const reply = await fetch(`${baseUrl}/v1/${call}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${customer.apiKey}`,
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    },
    body,
    signal: AbortSignal.timeout(answerMillis),
  })
    .then(async (answer) => ({ answer, made: (await answer.json()) as { id: string } }))
    .catch(() => undefined);
  sent.calls.push({
    call,
    atMillis: begunAt - startedAt,
    millis: performance.now() - begunAt,
    status: reply?.answer.status,
    saysWhen: Boolean(reply?.answer.headers.get('retry-after')),
  });
  return reply?.answer.ok ? reply.made.id : undefined;
}

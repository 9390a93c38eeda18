import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginRefunds } from '../../functions/edge/begin-refunds.ts';
import type { Entry } from '../../shared/ledger.ts';
import { type MoneyInRig, startMoneyIn } from '../support/money-in-rig.ts';
import { newCustomer, payIn, proofOf } from '../support/money-rig.ts';

/*
 * One story of money that comes in and goes back, in which the process dies at each of its commits, before it and
 * after it, or Stripe fails at each of its calls. What waited in queues is lost with it. The timers then bring the
 * ledger to where it would have come.
 */

let rig: MoneyInRig;
let told: string;
/** The numbers of those commits that changed something: the others found all done. */
const commits: number[] = [];
beforeAll(async () => {
  rig = await startMoneyIn();
  let count = 0;
  rig.stream.crash.before = () => void count++;
  rig.stream.crash.after = () => void commits.push(count);
  told = await tell();
  live();
});
afterAll(() => rig.close());

function live(): void {
  rig.stream.crash.before = () => {};
  rig.stream.crash.after = () => {};
}

let failed = 0;
let eventNo = 0;
const seen = new Set<string>();

/** What the market does of itself may fail at any point: the process is then gone, and begins anew. */
async function alive(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch {
    failed++;
    rig.stream.lose();
  }
}

/** Stripe's events since the last time come in. */
async function word(): Promise<void> {
  const { data } = await rig.stripe.events.list({ limit: 100 });
  const news = data.filter(({ id }) => !seen.has(id)).reverse();
  for (const event of news) {
    seen.add(event.id);
    await alive(() => noted(event));
  }
  await alive(drain);
}

async function drain(): Promise<void> {
  failed += (await rig.stream.drain()).length;
}

async function noted(event: Stripe.Event): Promise<void> {
  const reply = await rig.send({ ...event, id: `${event.id}_${eventNo++}` });
  if (!reply.ok) throw new Error('not noted');
}

/** Two payments; of one a part is refunded, and the card refuses that later; the other one is disputed and lost. */
async function tell(): Promise<string> {
  const { customerId } = await newCustomer(rig);
  const first = await payIn(rig, customerId, 3_000);
  rig.advanceSeconds(1);
  const second = await payIn(rig, customerId, 2_000);
  await word();
  await timers();
  await alive(() => beginRefunds(rig.deps, customerId, 5));
  const isWritten = async () => (await Array.fromAsync(rig.deps.refunds.of(customerId))).length > 0;
  // Who got no answer looks, and asks again where nothing was begun.
  if (!(await isWritten())) await beginRefunds(rig.deps, customerId, 5);
  await alive(drain);
  await timers();
  await rig.stripe.refunds.create({ payment_intent: first, amount: 700 });
  await word();
  const [made] = (await rig.stripe.refunds.list({ payment_intent: second })).data;
  await rig.atStripe(`/refunds/${made?.id}/fail`);
  const { latest_charge } = await rig.stripe.paymentIntents.retrieve(first);
  const dispute = (await rig.atStripe(`/charges/${latest_charge}/dispute`)) as { id: string };
  await word();
  await rig.atStripe(`/disputes/${dispute.id}/decide`, { status: 'lost', amount: 400 });
  await word();
  await timers();
  const entries = [
    ...(await Array.fromAsync(rig.deps.ledger.entriesUnder(`customer/${customerId}`))),
    ...(await Array.fromAsync(rig.deps.ledger.entriesUnder(`dispute/${dispute.id}`))),
  ];
  return [...entries.map(inShort), await rig.frozenBy(customerId)]
    .map(String)
    .sort()
    .join('\n')
    .replaceAll(dispute.id, 'du');
}

/** As often as they run until they succeed: after a day Stripe has forgotten what it kept of a failure. */
async function timers(): Promise<void> {
  await alive(() => rig.poll());
  await alive(() => rig.resend());
  rig.advanceSeconds(25 * 3_600);
  await alive(() => rig.poll());
  await alive(() => rig.resend());
  failed += rig.faults.splice(0).length;
}

const inShort = ({ kind, postings }: Entry): string =>
  `${kind} ${postings.map(({ account, amountMicroUsd }) => `${account.replace(/\/(cus|du)_\w+/, '')} ${amountMicroUsd}`).join(', ')}`;

test('the story has each kind of entry', () => {
  expect([...new Set(told.split('\n').map((line) => line.split(' ')[0]))]).toEqual([
    'dispute-lost',
    'dispute-recovered',
    'dispute-reinstated',
    'dispute-withdrawn',
    'dispute/du',
    'refund',
    'refund-returned',
    'refund-sent',
    'stripe-fee',
    'top-up',
  ]);
  expect(commits.length).toBeGreaterThan(20);
});

test.each(['before', 'after'] as const)(
  'the process dies %s any commit, and the ledger comes to the same',
  async (side) => {
    for (const at of commits) {
      let count = 0;
      let isDead = false;
      rig.stream.crash.before = () => {
        count++;
        if (side === 'before') die();
      };
      rig.stream.crash.after = () => {
        if (side === 'after') die();
      };
      const die = () => {
        // Events of one second come in any order: that very commit may have found all done this time.
        if (count < at || isDead) return;
        isDead = true;
        throw new Error('the process died');
      };
      expect(await tell(), `died ${side} commit ${at}`).toBe(told);
      expect(isDead).toBe(true);
      live();
    }
    expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
  },
  240_000,
);

const failures = [
  ...[
    'GET /v1/payment_intents/:id',
    'GET /v1/refunds/:id',
    'GET /v1/refunds',
    'GET /v1/disputes/:id',
    'GET /v1/balance_transactions',
  ].map((match) => ({ match, kind: '500' })),
  { match: 'GET /v1/payment_intents/:id', kind: 'drop_before' },
  { match: 'GET /v1/disputes/:id', kind: '429' },
  ...['drop_before', 'drop_after_commit', '409', '429', '500'].map((kind) => ({
    match: 'POST /v1/refunds',
    kind,
  })),
];

test('Stripe fails at any call: refused, dropped before and after it committed, a 500 that it keeps for a day', async () => {
  for (const failure of failures) {
    // The client asks again once after a dropped connection.
    await rig.atStripe('/faults', { ...failure, times: 2 });
    failed = 0;
    expect(await tell(), JSON.stringify(failure)).toBe(told);
    expect(failed, JSON.stringify(failure)).toBeGreaterThan(0);
    await fetch(`${rig.standIn.url}/_test/faults`, { method: 'DELETE' });
  }
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
}, 240_000);

import { demoPolicy } from '../../../shared/policy.ts';
import { callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { atStripe, financeOf, newCustomer, operatorOf, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const day = 86_400;
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

let people = 0;

async function persons(market: FaultyMarket, no: string): Promise<Outcome> {
  const finance = financeOf(market);
  const approver = callerWith(market, market.approverKey);
  const asked = { name: 'Bob', email: `bob-${no}-${people++}@example.com`, may: ['make', 'approve'] };
  const find = async () =>
    (await finance.get('/finance/people?limit=100')).data.find(
      (each: { email: string }) => each.email === asked.email,
    );
  await finance.post('/finance/people', asked, { look: find });
  const { id } = await find();
  await approver.post(
    `/finance/people/${id}/approve`,
    {},
    {
      look: async () => ((await find()).confirmed_by ? {} : undefined),
    },
  );
  await finance.delete(`/finance/people/${id}`);
  await finance.get('/finance/audit_trail');
  return { revoked: (await find()).revoked_at !== null };
}

async function halts(market: FaultyMarket, no: string): Promise<Outcome> {
  const operator = operatorOf(market);
  const reason = `Heat ${no}`;
  const halt = await operator.make(
    '/operator/halts',
    { software_version: 'none', reason },
    (each: { reason: string }) => each.reason === reason,
  );
  await operator.get(`/operator/halts/${halt.id}`);
  await operator.delete(`/operator/halts/${halt.id}`);
  return {
    halt:
      (await operator.get('/operator/halts')).data.find((each: { id: string }) => each.id === halt.id)
        .ended_at !== null,
  };
}

/** A payout to the bank, its line, a fee that nobody knows and its correction by two people. */
async function reconciled(market: FaultyMarket, no: string): Promise<Outcome> {
  const finance = financeOf(market);
  const approver = callerWith(market, market.approverKey);
  const customer = await newCustomer(market, `Payer ${no}`);
  await market.losing(['journal'], () => topUp(market, customer, 100));
  market.advanceSeconds(3 * day);
  const payout = await market.onlooker.payouts.create({ amount: 5_000, currency: 'usd' });
  market.advanceSeconds(60);
  await market.timer('pollStripe');
  market.advanceSeconds(day);
  const { trace_id } = await market.onlooker.payouts.retrieve(payout.id);
  const today = isoDay(market.now());
  const rows = [
    `${today},50.00,USD,STRIPE,PAYOUT ${trace_id?.value},P${no}`,
    `${today},-3.00,USD,The bank,FEE ${no},F${no}`,
  ];
  const text = ['booked_on,amount,currency,counterparty,text,reference', ...rows].join('\n');
  await finance.post('/finance/bank_statements', { account: 'main', format: 'csv', text });
  await finance.get('/finance/bank_statements?account=main');
  const line = await bankLine(market, today, `F${no}`);
  await market.timer('findUnjournaled');
  market.advanceSeconds(8 * day);
  const run = await market.losing(['reconcile'], async () => {
    const asked = await finance.post('/finance/reconciliations', {});
    await market.drain();
    return asked;
  });
  const state = async () => (await finance.get(`/finance/reconciliations/${run.id}`)).state;
  await market.timerUntil('beginReconciliation', async () => (await state()) === 'done');
  const mine = async (status: string) =>
    (await finance.get('/finance/exceptions?limit=100')).data.filter(
      (each: { status: string; state: string; difference_micro_usd: number }) =>
        each.status === status && each.state === 'open' && each.difference_micro_usd === -3_000_000,
    );
  const [exception] = await mine('missing_ours');
  const path = `/finance/exceptions/${exception.id}`;
  const look = async () => finance.get(path);
  await finance.patch(path, { assignee: 'finance' });
  await finance.post(
    `${path}/notes`,
    { text: 'The monthly fee.' },
    {
      look: async () => ((await look()).notes.length > 0 ? {} : undefined),
    },
  );
  const entry = {
    postings: [
      { account: 'bank/account', amount_micro_usd: 3_000_000 },
      { account: 'platform/adjustments', amount_micro_usd: -3_000_000 },
    ],
  };
  const resolve = () =>
    finance.post(
      `${path}/resolve`,
      { entry, reason: 'Bank fee' },
      {
        look: async () => ((await look()).proposal ? {} : undefined),
      },
    );
  await resolve();
  await approver.post(`${path}/reject`, {}, { look: async () => ((await look()).proposal ? undefined : {}) });
  await resolve();
  await market.losing(['adjust'], async () => {
    await approver.post(
      `${path}/approve`,
      {},
      { look: async () => ((await look()).proposal?.approved_by ? {} : undefined) },
    );
    await market.drain();
  });
  await market.timerUntil('beginReconciliation', async () => (await look()).state === 'resolved');
  const adjustment = (await look()).resolved_by;
  await finance.get('/finance/exceptions?state=all');
  await finance.get(`/finance/drill?from=${payout.id}`);
  await market.onlooker.topups.create({ amount: 1_000, currency: 'usd', description: `Top-up ${no}` });
  await market.timer('pollStripe');
  return {
    resolved: adjustment !== null,
    line,
    byItself: await paidOutByItself(market),
    ...(await reversed(market, adjustment)),
  };
}

/** A line by its name, as whoever resolves what an older one left open looks it up. */
async function bankLine({ cloud, looking, persist }: FaultyMarket, day: string, reference: string) {
  const { bankLines } = cloud.deps;
  const lines = await looking(() => Array.fromAsync(bankLines.of('main', day)));
  const line = lines.find((each) => each.reference === reference);
  const found = await persist(() => bankLines.find('main', day, line?.lineId ?? ''));
  return found?.amountMinorUnits;
}

/** Stripe pays out at midnight: of what, it tells whoever looks into it. */
async function paidOutByItself(market: FaultyMarket): Promise<boolean> {
  await atStripe(market, '/settings', { dailyPayouts: true });
  market.advanceSeconds(day);
  await market.timer('pollStripe');
  await atStripe(market, '/settings', { dailyPayouts: false });
  const { data } = await market.onlooker.payouts.list({ limit: 10 });
  const payout = data.find(({ automatic }) => automatic);
  const { checks } = await financeOf(market).get(`/finance/drill?from=${payout?.id}`);
  return checks.length > 0 && checks.every(({ holds }: { holds: boolean }) => holds);
}

/** What two people undo. */
async function reversed(market: FaultyMarket, businessKey: string): Promise<Outcome> {
  const finance = financeOf(market);
  const approver = callerWith(market, market.approverKey);
  type Reversal = { id: string; business_key: string; state: string };
  const find = async (states: readonly string[]): Promise<Reversal | undefined> =>
    (await finance.get('/finance/reversals?limit=100')).data.find(
      (each: Reversal) => each.business_key === businessKey && states.includes(each.state),
    );
  const propose = async () => {
    await finance.post(
      '/finance/reversals',
      { business_key: businessKey, reason: 'wrong' },
      { look: () => find(['proposed']) },
    );
    return (await find(['proposed']))?.id;
  };
  const decide = async (id: string | undefined, how: string) =>
    approver.post(`/finance/reversals/${id}/${how}`, how === 'reject' ? { reason: 'not yet' } : {}, {
      look: async () => ((await find(['proposed'])) ? undefined : {}),
    });
  await decide(await propose(), 'reject');
  await market.losing(['reverse'], async () => {
    await decide(await propose(), 'approve');
    await market.drain();
  });
  const isReversed = async () =>
    (await market.looking(() => market.cloud.deps.ledger.findEntry(`${businessKey}/reversed`))) !== undefined;
  await market.timerUntil('findUnjournaled', isReversed);
  return { reversal: (await find(['proposed', 'approved', 'posted', 'done']))?.state };
}

async function reports(market: FaultyMarket): Promise<Outcome> {
  const finance = financeOf(market);
  const month = new Date(market.now()).toISOString().slice(0, 7);
  for (const path of ['trial_balance', 'roll_forwards', 'fees', 'margin'])
    await finance
      .get(`/finance/reports/${path}?from=${month}&to=${month}`)
      .catch(() => finance.get(`/finance/reports/${path}`));
  await finance.get('/finance/proof');
  const entries = await finance.get('/finance/entries?limit=5').catch(() => undefined);
  await finance.get(`/finance/exports/journal?month=${month}`).catch(() => undefined);
  return { entries: entries !== undefined };
}

export const books: Story = {
  name: 'books',
  options: { policy: { ...demoPolicy, auditShare: 0 } },
  async tell(market, no) {
    return {
      ...(await persons(market, no)),
      ...(await halts(market, no)),
      ...(await reconciled(market, no)),
      ...(await reports(market)),
    };
  },
};

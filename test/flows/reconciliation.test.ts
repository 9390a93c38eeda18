import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { adjustException } from '../../functions/market/adjust-exception.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { reconcile } from '../../functions/market/reconcile.ts';
import { messagesFor } from '../../shared/dispatch.ts';
import { journalAll } from '../support/journal-rig.ts';
import { callerOf, type MoneyRig, newCustomer, payIn, startMoney } from '../support/money-rig.ts';

const day = 86_400;

let rig: MoneyRig;
let bob: ReturnType<typeof callerOf>;
let customerId: string;

beforeAll(async () => {
  rig = await startMoney();
  const key = newApiKey(rig.deps.randomBytes);
  await rig.deps.commit([credentialWrites.create(key.sha256, { role: 'finance', principalId: 'bob' })]);
  bob = callerOf(financeRouter(rig.deps), key.secret);
  ({ customerId } = await newCustomer(rig));
});
afterAll(() => rig.close());

/** As the stream and its queues bring it about. */
async function reconciled(from?: string) {
  await pollStripe(rig.deps)();
  await journalAll(rig.deps);
  const { body } = await rig.finance(
    'POST',
    '/v1/finance/reconciliations',
    from === undefined ? {} : { from },
  );
  expect(body.state).toBe('pending');
  await reconcile(rig.deps)({ runId: body.id });
  const done = await rig.finance('GET', `/v1/finance/reconciliations/${body.id}`);
  expect(done.body.state).toBe('done');
  return done.body.summary;
}

const open = async (query = '') => (await rig.finance('GET', `/v1/finance/exceptions${query}`)).body.data;
const drill = async (from: string) =>
  (await rig.finance('GET', `/v1/finance/drill?from=${encodeURIComponent(from)}`)).body;
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);
const statement = (rows: readonly string[]) => ({
  account: 'main',
  format: 'csv',
  text: ['booked_on,amount,currency,counterparty,text,reference', ...rows].join('\n'),
});
const takeIn = (rows: readonly string[]) =>
  rig.finance('POST', '/v1/finance/bank_statements', statement(rows));

let payoutId: string;
let row: string;

test('a payout to the bank is on its way in the ledger, and timing until its line comes', async () => {
  await payIn(rig, customerId, 10_000);
  rig.advanceSeconds(60);
  const payout = await rig.stripe.payouts.create({ amount: 5_000, currency: 'usd' });
  payoutId = payout.id;
  rig.advanceSeconds(60);
  const summary = await reconciled();
  expect(summary).toMatchObject({
    matched: { transactions: 2, payouts: 0, lines: 0 },
    found: { timing: 1, amount_differs: 0, missing_ours: 0, missing_theirs: 0, duplicate: 0 },
    exceptions_opened: 1,
  });
  const entry = await rig.deps.ledger.findEntry(`bank/payout/${payoutId}`);
  expect(entry).toMatchObject({
    kind: 'bank-payout',
    postings: [
      { account: 'stripe/balance', amountMicroUsd: 50_000_000n },
      { account: 'bank/in-transit', amountMicroUsd: -50_000_000n },
    ],
  });
  expect(await open()).toMatchObject([
    { id: `payout~${payoutId}`, status: 'timing', age: '0-1', difference_micro_usd: -50_000_000 },
  ]);
});

test('a run that is repeated changes nothing', async () => {
  expect(await reconciled()).toMatchObject({
    exceptions_opened: 0,
    exceptions_changed: 0,
    exceptions_closed: 0,
    exceptions_open: 1,
  });
  const { body } = await rig.finance('GET', '/v1/finance/reconciliations');
  expect(body.data).toHaveLength(2);
  await reconcile(rig.deps)({ runId: body.data[0].id });
  expect((await rig.finance('GET', '/v1/finance/reconciliations')).body).toEqual(body);
});

test("the statement's line brings the money into the account, once, and the exception closes by itself", async () => {
  rig.advanceSeconds(day);
  const { trace_id } = await rig.stripe.payouts.retrieve(payoutId);
  row = `${isoDay(rig.deps.now())},50.00,USD,STRIPE,PAYOUT ${trace_id?.value},B1`;
  expect((await takeIn([row])).body).toMatchObject({ lines: 1, new_lines: 1, taken_by: 'finance' });
  // Twice, and once more in a file that overlaps it.
  expect((await takeIn([row])).body).toMatchObject({ new_lines: 0 });
  const fee = `${isoDay(rig.deps.now())},-3.00,USD,The bank,MONTHLY FEE,B2`;
  expect((await takeIn([row, fee])).body).toMatchObject({ lines: 2, new_lines: 1 });
  rig.advanceSeconds(7 * day);
  expect(await reconciled()).toMatchObject({
    matched: { transactions: 2, payouts: 1, lines: 1 },
    lines_posted: 1,
    exceptions_closed: 1,
    exceptions_opened: 1,
  });
  expect(await reconciled()).toMatchObject({ lines_posted: 0, exceptions_closed: 0, exceptions_opened: 0 });
  const { body } = await rig.finance('GET', `/v1/finance/exceptions/payout~${payoutId}`);
  expect(body).toMatchObject({ state: 'resolved', resolved_by: null });
  expect(body.notes.at(-1).text).toContain('Closed');
  const { data } = (await rig.finance('GET', '/v1/finance/bank_statements?account=main')).body;
  expect(data).toHaveLength(2);
});

test('each line of the bank tells what it matched, or what was found instead', async () => {
  const { body } = await rig.finance('GET', '/v1/finance/bank_lines?account=main');
  expect(body.data).toHaveLength(2);
  const told = (wanted: string) => body.data.find((line: { reference: string }) => line.reference === wanted);
  expect(told('B1')).toMatchObject({
    amount_micro_usd: 50_000_000,
    business_key: `bank/main/line/${told('B1').id.split('/')[1]}`,
    payout_id: payoutId,
    exception_id: null,
  });
  expect(told('B2')).toMatchObject({ business_key: null, payout_id: null, exception_state: 'open' });
  const earlier = await rig.finance('GET', '/v1/finance/bank_lines?account=main&to=2020-01-01');
  expect(earlier.body.data).toEqual([]);
  const [found] = (await drill(told('B2').id)).down;
  expect(found.what).toBe('exception, open');
  expect((await drill(found.id)).down).toMatchObject([{ id: told('B2').id }]);
});

test('a run begins on a day of the calendar', async () => {
  for (const from of ['2026-99-99', '2026-02-30', '2026-1-1'])
    expect((await rig.finance('POST', '/v1/finance/reconciliations', { from })).status).toBe(400);
});

test('a broken file is refused whole, with its line', async () => {
  const good = `${isoDay(rig.deps.now())},9.99,USD,X,Y,B9`;
  const { status, body } = await takeIn([good, good.replace('9.99', '9.999')]);
  expect([status, body.error.code]).toEqual([400, 'invalid_statement']);
  expect(body.error.message).toContain('line 3: 9.999 has more than the 2 decimals of usd');
  expect(await Array.fromAsync(rig.deps.bankLines.of('main', '2027-01-01'))).toHaveLength(2);
});

test("the bank's fee is nobody's payout: it is looked after, noted and corrected by two people", async () => {
  const [exception] = await open('?status=missing_ours');
  expect(exception).toMatchObject({
    status: 'missing_ours',
    age: '2-7',
    difference_micro_usd: -3_000_000,
    assignee: null,
  });
  const path = `/v1/finance/exceptions/${exception.id}`;
  const person = { name: 'Ann', email: 'ann@example.com', may: ['make'] };
  const { id: ann } = (await rig.finance('POST', '/v1/finance/people', person)).body;
  const stranger = await rig.finance('PATCH', path, { assignee: 'nobody' });
  expect([stranger.status, stranger.body.error.param]).toEqual([400, 'assignee']);
  expect((await rig.finance('PATCH', path, { assignee: ann })).body.assignee).toBe(ann);
  const { body: hers } = await rig.finance('GET', `/v1/finance/exceptions?assignee=${ann}&age=2-7`);
  expect(hers).toMatchObject({ data: [{ id: exception.id }], open_by_age: { '0-1': 0, '2-7': 1 } });
  const { data: trail } = (await rig.finance('GET', '/v1/finance/audit_trail?method=PATCH')).body;
  expect(trail[0].ids).toContain(exception.id);
  expect(await open('?assignee=nobody')).toHaveLength(0);
  expect((await rig.finance('POST', `${path}/notes`, { text: 'The monthly fee.' })).body.notes).toMatchObject(
    [{ by: 'finance', text: 'The monthly fee.' }],
  );
  const postings = (account: string) => [
    { account: 'bank/account', amount_micro_usd: 3_000_000 },
    { account, amount_micro_usd: -3_000_000 },
  ];
  const propose = (account: string) =>
    rig.finance('POST', `${path}/resolve`, {
      entry: { postings: postings(account) },
      reason: 'Bank fee of January',
    });
  const refused = await propose(`customer/${customerId}`);
  expect([refused.status, refused.body.error.message]).toEqual([
    400,
    expect.stringContaining("can't be corrected by hand"),
  ]);
  expect((await propose('platform/adjustments')).status).toBe(200);
  const alone = await rig.finance('POST', `${path}/approve`);
  expect([alone.status, alone.body.error.code]).toEqual([403, 'second_person_wanted']);
  expect((await bob('POST', `${path}/approve`)).body).toMatchObject({
    state: 'open',
    proposal: { approved_by: 'bob' },
  });
  expect(messagesFor([{ kind: 'exception', isOpen: true, exceptionId: exception.id }]).adjust).toHaveLength(
    1,
  );
  await Promise.all([1, 2, 3].map(() => adjustException(rig.deps)({ exceptionId: exception.id })));
  const resolved = (await rig.finance('GET', path)).body;
  expect(resolved).toMatchObject({ state: 'resolved', resolved_by: `exception/${exception.id}/adjust/1` });
  expect(await rig.deps.ledger.findEntry(resolved.resolved_by)).toMatchObject({
    kind: 'adjust',
    memo: { exceptionId: exception.id, proposedBy: 'finance', approvedBy: 'bob' },
  });
  expect(await reconciled()).toMatchObject({
    exceptions_open: 0,
    exceptions_opened: 0,
    exceptions_changed: 0,
  });
});

test('the line that a correction resolved is drilled to it, and back', async () => {
  const exceptions = await Array.fromAsync(rig.deps.exceptions.all());
  const [name = ''] = exceptions.find(({ resolvedBy }) => resolvedBy)?.ids.bankLineNames ?? [];
  const line = await drill(name);
  expect(line).toMatchObject({
    id: name,
    amount_micro_usd: -3_000_000,
    down: [{ what: 'correction', note: 'Bank fee of January' }],
  });
  expect((await drill(line.down[0].id)).up).toMatchObject([{ id: name }]);
});

test('a payout that the bank sends back returns to the balance', async () => {
  const returned = await rig.stripe.payouts.create({ amount: 1_000, currency: 'usd' });
  rig.advanceSeconds(60);
  await pollStripe(rig.deps)();
  await rig.atStripe(`/payouts/${returned.id}/fail`);
  rig.advanceSeconds(60);
  expect(await reconciled()).toMatchObject({ exceptions_opened: 0, exceptions_open: 0 });
  expect(await rig.deps.ledger.findEntry(`bank/payout/${returned.id}/returned`)).toMatchObject({
    kind: 'bank-payout-returned',
    postings: [
      { account: 'stripe/balance', amountMicroUsd: -10_000_000n },
      { account: 'bank/in-transit', amountMicroUsd: 10_000_000n },
    ],
  });
});

test('a payment that was never taken over is missing with us, until it is', async () => {
  await payIn(rig, customerId, 2_000);
  rig.advanceSeconds(2 * 3_600);
  await journalAll(rig.deps);
  const { body } = await rig.finance('POST', '/v1/finance/reconciliations', {});
  await reconcile(rig.deps)({ runId: body.id });
  expect(await open()).toMatchObject([
    { status: 'missing_ours', side: 'stripe', reason: 'no entry stands for this charge' },
  ]);
  expect(await reconciled()).toMatchObject({ exceptions_closed: 1, exceptions_open: 0 });
  expect(rig.faults).toEqual([]);
});

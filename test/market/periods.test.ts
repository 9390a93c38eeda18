import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { appendJournal } from '../../functions/market/append-journal.ts';
import { reverseEntry } from '../../functions/market/reverse-entry.ts';
import { readClosing } from '../../shared/closing-balances.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { rolledBalance, rollForward } from '../../shared/roll-forward.ts';
import { trialBalanceOf } from '../../shared/trial-balance.ts';
import { adjustment, journalAll, named, postAll } from '../support/journal-rig.ts';
import { callerOf, type MoneyRig, startMoney } from '../support/money-rig.ts';

/** The rig's clock begins with 2027. */
const daySeconds = 86_400;
const january = { from: Date.UTC(2027, 0), to: Date.UTC(2027, 1) };

let rig: MoneyRig;
beforeEach(async () => {
  rig = await startMoney();
});
afterEach(() => rig.close());

const close = (month: string) => rig.finance('POST', `/v1/finance/periods/${month}/close`);
const periods = async () => (await rig.finance('GET', '/v1/finance/periods')).body;

/** Entries of January and February, chained unless it is said otherwise; it is then so many days after New Year. */
async function twoMonths({ days = 40, chain = true } = {}): Promise<{ old: Entry[]; recent: Entry[] }> {
  const old = [1, 2, 3].map((no) => adjustment(no, january.from + no * 86_400_000));
  const recent = [4, 5].map((no) => adjustment(no, january.to + no * 3_600_000));
  await postAll(rig.deps, [...old, ...recent]);
  rig.advanceSeconds(days * daySeconds);
  if (chain) await journalAll(rig.deps);
  return { old, recent };
}

describe('a month', () => {
  test('is closed with how all accounts stood at its end', async () => {
    const { old } = await twoMonths();
    const { status, body } = await close('2027-01');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      month: '2027-01',
      entries: 3,
      balances: { usd: { 'platform/adjustments': -6, suspense: 6 } },
      journal_seq: 1,
    });
    const bytes = await rig.deps.journalObjects.findBytes(body.accounts_object);
    const accounts = readClosing(bytes ?? new Uint8Array());
    expect(new Map(accounts.map(({ account, amountMicroUsd }) => [account, amountMicroUsd]))).toEqual(
      balancesOf(old),
    );
    expect(await periods()).toMatchObject({
      data: [{ month: '2027-01' }],
      next_month: '2027-02',
      next_closes_from: Date.UTC(2027, 2, 1, 1),
      refused_entries: [],
    });
  });

  test('is closed once: again is as before, whoever asks', async () => {
    await twoMonths();
    const { body: first } = await close('2027-01');
    rig.advanceSeconds(60);
    expect((await close('2027-01')).body).toEqual(first);
  });

  test('is not closed before an hour after its end', async () => {
    await twoMonths({ days: 31 });
    expect(await close('2027-01')).toMatchObject({ status: 409, body: { error: { code: 'period_open' } } });
    rig.advanceSeconds(3_599);
    expect((await close('2027-01')).status).toBe(409);
    rig.advanceSeconds(1);
    expect((await close('2027-01')).status).toBe(200);
  });

  test('is closed after those before it', async () => {
    await twoMonths({ days: 70 });
    expect((await close('2027-02')).status).toBe(409);
    expect((await close('2026-12')).status).toBe(409);
    expect((await close('2027-01')).status).toBe(200);
    expect(await close('2027-02')).toMatchObject({
      status: 200,
      body: { entries: 2, balances: { usd: { suspense: 15 } } },
    });
  });

  test('is not closed while one of its entries is in no link', async () => {
    const { old } = await twoMonths({ chain: false });
    await appendJournal(rig.deps)(named(old.slice(1)));
    const { status, body } = await close('2027-01');
    expect([status, body.error.code]).toEqual([409, 'period_open']);
    expect(body.error.message).toContain(old[0]?.businessKey);
    await journalAll(rig.deps);
    expect((await close('2027-01')).status).toBe(200);
  });

  test('without entries is closed like any other', async () => {
    await postAll(rig.deps, [adjustment(1, january.from)]);
    await journalAll(rig.deps);
    rig.advanceSeconds(70 * daySeconds);
    await close('2027-01');
    expect(await close('2027-02')).toMatchObject({
      status: 200,
      body: { entries: 0, balances: { usd: { suspense: 1 } } },
    });
  });

  test('is closed while others append', async () => {
    await twoMonths();
    const fresh = Array.from({ length: 20 }, (_, no) => adjustment(100 + no, january.to + 86_400_000 + no));
    await postAll(rig.deps, fresh);
    const [closed] = await Promise.all([
      close('2027-01'),
      close('2027-01'),
      ...fresh.map((entry) => appendJournal(rig.deps)(named([entry]))),
    ]);
    expect(closed).toMatchObject({ status: 200, body: { entries: 3 } });
    expect(await rig.deps.journal.verify()).toMatchObject({ entries: 25 });
    expect((await rig.deps.journal.verify()).misfit).toBeUndefined();
  });
});

describe('a closed month', () => {
  test('takes in no entry: it is told as a fault, listed, and chained by nobody', async () => {
    await twoMonths();
    await close('2027-01');
    const late = adjustment(9, january.to - 1);
    const fine = adjustment(10, rig.deps.now());
    await postAll(rig.deps, [late, fine]);
    await appendJournal(rig.deps)(named([late, fine]));
    await appendJournal(rig.deps)(named([late]));
    expect(rig.faults).toEqual([expect.stringContaining('adjust/9/entry')]);
    expect(await periods()).toMatchObject({
      refused_entries: [{ business_key: 'adjust/9/entry', at: late.at }],
    });
    const chained = await Array.fromAsync(rig.deps.journal.entries(january));
    expect(chained).toHaveLength(3);
    expect(await Array.fromAsync(rig.deps.unjournaled())).toEqual([
      { businessKey: late.businessKey, at: late.at },
    ]);
    expect((await rig.deps.journal.head()).entries).toBe(6);
  });
});

describe('a trial balance and roll-forwards', () => {
  test('say the same of a month as its entries', async () => {
    const entries = [
      adjustment(1, january.from, [
        { account: 'stripe/balance', amountMicroUsd: -900n },
        { account: 'customer/c1', amountMicroUsd: 900n },
      ]),
      adjustment(2, january.from + 1, [
        { account: 'customer/c1', amountMicroUsd: -500n },
        { account: 'hold/b1', amountMicroUsd: 500n },
      ]),
      adjustment(3, january.from + 2, [
        { account: 'hold/b1', amountMicroUsd: -400n },
        { account: 'owner/o1/pending', amountMicroUsd: 300n },
        { account: 'platform/fee', amountMicroUsd: 100n },
      ]),
    ];
    await postAll(rig.deps, entries);
    await journalAll(rig.deps);
    const { balances } = await rig.deps.journal.head();
    const trial = trialBalanceOf(balances);
    expect(trial).toMatchObject({ balanced: true, debitMicroUsd: 900n, creditMicroUsd: 900n });
    const rolled = rollForward(new Map());
    for await (const entry of rig.deps.journal.entries(january)) rolled.add(entry);
    for (const { name, openingMicroUsd, movements, closingMicroUsd } of rolled.tell()) {
      expect(openingMicroUsd).toBe(0n);
      expect(closingMicroUsd).toBe(rolledBalance(name, balances));
      expect(movements.reduce((sum, each) => sum + each.amountMicroUsd, 0n)).toBe(closingMicroUsd);
    }
    expect(rolled.tell().map(({ closingMicroUsd }) => closingMicroUsd)).toEqual([500n, 300n, 0n]);
  });
});

describe('a reversal', () => {
  async function second() {
    const key = newApiKey(rig.deps.randomBytes);
    await rig.deps.commit([credentialWrites.create(key.sha256, { role: 'finance', principalId: 'ben' })]);
    return callerOf(financeRouter(rig.deps), key.secret);
  }
  const ask = (businessKey: string) =>
    rig.finance('POST', '/v1/finance/reversals', { business_key: businessKey, reason: 'posted by mistake' });

  test('undoes an entry by its mirror, in the open month, once, by two people', async () => {
    const { old } = await twoMonths();
    await close('2027-01');
    const wrong = old[2] as Entry;
    const { status, body } = await ask(wrong.businessKey);
    expect([status, body.state]).toEqual([200, 'proposed']);
    const approve = `/v1/finance/reversals/${body.id}/approve`;
    expect(await rig.finance('POST', approve)).toMatchObject({
      status: 403,
      body: { error: { code: 'second_person_wanted' } },
    });
    const other = await second();
    expect(await other('POST', approve)).toMatchObject({ status: 200, body: { state: 'approved' } });
    for (const _twice of [1, 2]) await reverseEntry(rig.deps)({ reversalId: body.id });
    expect((await rig.finance('GET', '/v1/finance/reversals')).body.data).toMatchObject([
      { id: body.id, state: 'posted', reversed_by: `${wrong.businessKey}/reversed` },
    ]);
    // What lies beside them in the table is nobody of finance.
    expect((await rig.finance('GET', '/v1/finance/people')).body.data).toEqual([]);
    expect((await other('POST', approve)).status).toBe(409);
    expect((await ask(wrong.businessKey)).status).toBe(409);
    await journalAll(rig.deps);
    const { balances } = await rig.deps.journal.head();
    expect(balances.get('suspense')).toBe(12n);
    const [mirror] = (
      await Array.fromAsync(rig.deps.journal.entries({ from: january.to, to: Infinity }))
    ).filter(({ kind }) => kind === 'reverse');
    expect(mirror).toMatchObject({ businessKey: `${wrong.businessKey}/reversed`, at: rig.deps.now() });
    expect((await close('2027-01')).body.balances.usd.suspense).toBe(6);
  });

  test('is refused of what a customer or Stripe has its part in, and of a reversal', async () => {
    await postAll(rig.deps, [
      adjustment(1, rig.deps.now(), [
        { account: 'platform/credits', amountMicroUsd: -5n },
        { account: 'customer/c1', amountMicroUsd: 5n },
      ]),
      adjustment(2, rig.deps.now(), [
        { account: 'stripe/balance', amountMicroUsd: 5n },
        { account: 'suspense', amountMicroUsd: -5n },
      ]),
    ]);
    expect((await ask('adjust/1/entry')).body.error.message).toContain('customer/c1');
    expect((await ask('adjust/2/entry')).body.error.message).toContain('stripe/balance');
    expect((await ask('adjust/3/entry')).status).toBe(404);
  });

  test('that is rejected posts nothing', async () => {
    await postAll(rig.deps, [adjustment(1, rig.deps.now())]);
    const { body } = await ask('adjust/1/entry');
    const other = await second();
    expect((await other('POST', `/v1/finance/reversals/${body.id}/reject`)).body.state).toBe('rejected');
    expect((await other('POST', `/v1/finance/reversals/${body.id}/approve`)).status).toBe(409);
    expect(await rig.deps.ledger.findEntry('adjust/1/entry/reversed')).toBeUndefined();
  });
});

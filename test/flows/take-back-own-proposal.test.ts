import { afterAll, beforeAll, expect, test } from 'vitest';
import { chargeRefundWrites } from '../../functions/adapters/charge-refunds.ts';
import type { Write } from '../../functions/adapters/commit.ts';
import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { saveException } from '../../functions/adapters/exceptions.ts';
import { reversalWrites } from '../../functions/adapters/reversals.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import type { FinanceRight } from '../../shared/finance-right.ts';
import { withProposal } from '../../shared/reconciliation/correction.ts';
import { newException } from '../../shared/reconciliation/exception.ts';
import { callerOf, type MoneyRig, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
let [ann, eve]: ReturnType<typeof callerOf>[] = [];
beforeAll(async () => {
  rig = await startMoney();
  [ann, eve] = await Promise.all(['ann', 'eve'].map((each) => person(each, ['read', 'make'])));
});
afterAll(() => rig.close());

async function person(principalId: string, may: readonly FinanceRight[]) {
  const key = newApiKey(rig.deps.randomBytes);
  await rig.deps.commit([credentialWrites.create(key.sha256, { role: 'finance', principalId, may })]);
  return callerOf(financeRouter(rig.deps), key.secret);
}

const made = { reason: 'why', madeBy: 'ann', madeAt: 1, state: 'proposed' } as const;

const proposals: Readonly<Record<string, (id: string) => Write>> = {
  reversals: (reversalId) => reversalWrites.propose({ ...made, reversalId, businessKey: 'adjust/1' }),
  charge_refunds: (refundId) =>
    chargeRefundWrites.create({
      ...made,
      refundId,
      settleKey: 'batch/b/settle/1',
      percent: 100,
      customerId: 'cus_1',
      amountMicroUsd: 3n,
      platformMicroUsd: 1n,
      ownersMicroUsd: 2n,
      ownersDone: 0,
    }),
  exceptions: (exceptionId) => {
    const exception = newException(
      {
        exceptionId,
        status: 'missing_ours',
        side: 'bank',
        reason: 'no entry',
        ids: {},
        currency: 'usd',
        differenceMicroUsd: 1n,
        occurredAt: 1,
      },
      1,
    );
    const postings = [
      { account: 'suspense', amountMicroUsd: 1n },
      { account: 'bank/account', amountMicroUsd: -1n },
    ] as const;
    const proposed = withProposal(exception, { postings, reason: 'why', proposedBy: 'ann', proposedAt: 1 });
    return saveException({ ...proposed, version: 1 });
  },
};

const reject = (by: typeof ann, what: string, id: string) =>
  by?.(
    'POST',
    `/v1/finance/${what}/${id}/reject`,
    what === 'charge_refunds' ? { reason: 'mine' } : undefined,
  );

test.each(Object.entries(proposals))(
  'of %s who made one takes it back; nobody else without the right to approve',
  async (what, propose) => {
    await rig.deps.commit([propose(`${what}-1`)]);
    expect(await reject(eve, what, `${what}-1`)).toMatchObject({
      status: 403,
      body: { error: { code: 'not_allowed' } },
    });
    expect(await reject(ann, what, `${what}-1`)).toMatchObject({ status: 200 });
    await rig.deps.commit([propose(`${what}-2`)]);
    expect(await reject(rig.finance, what, `${what}-2`)).toMatchObject({ status: 200 });
  },
);

test('a payout run takes no fields, is taken back by who made it, and is approved by nobody without the right', async () => {
  const unknown = await ann?.('POST', '/v1/finance/payout_runs', { month: '2026-12' });
  expect(unknown).toMatchObject({ status: 400 });
  const run = await ann?.('POST', '/v1/finance/payout_runs');
  expect(run?.status).toBe(200);
  const path = `/v1/finance/payout_runs/${run?.body.id}`;
  expect(await eve?.('POST', `${path}/reject`, { reason: 'no' })).toMatchObject({ status: 403 });
  expect(await ann?.('POST', `${path}/approve`)).toMatchObject({ status: 403 });
  // It is still being drafted; the right to take it back is there.
  expect(await ann?.('POST', `${path}/reject`, { reason: 'mine' })).toMatchObject({ status: 409 });
});

test('a report of a run that is not there is not found', async () => {
  expect((await ann?.('GET', '/v1/finance/reports/payouts?run=run_none'))?.status).toBe(404);
});

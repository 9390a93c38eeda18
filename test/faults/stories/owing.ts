import { chargeRefundWrites } from '../../../functions/adapters/charge-refunds.ts';
import { payLines } from '../../../functions/market/payout-runs/pay-lines.ts';
import { newRun } from '../../../shared/payout-run.ts';
import { giveEarnings } from '../../support/give-earnings.ts';
import { inProcess } from '../crash/processes.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import type { PaidOwner } from './parties.ts';

const balanceOf = ({ cloud, looking }: FaultyMarket, { id }: PaidOwner) =>
  looking(() => cloud.deps.ledger.ownerBalance(id));

/**
 * Two planners see the same owner at the same moment, and each is told of it once more: what is owed is netted once,
 * and what is left is paid once.
 */
async function plannedAtOnce(
  { cloud, looking, persist, now }: FaultyMarket,
  owner: PaidOwner,
): Promise<void> {
  const { deps } = cloud;
  const run = newRun({ runId: deps.newId('run'), madeBy: 'timer', needsApproval: false, now: now() });
  const [seen] = await looking(() => deps.payees.getMany([owner.id]));
  if (!seen) throw new Error('there is no such owner');
  const { releasedMicroUsd } = seen;
  const line = {
    ownerId: owner.id,
    releasedMicroUsd,
    amountMicroUsd: releasedMicroUsd,
    withheldMicroUsd: 0n,
    nettedMicroUsd: 0n,
  };
  for (let time = 0; time < 2; time++)
    await persist(() => inProcess(() => payLines(deps, run, { owner: seen, lines: [line] })));
}

/** Paid, and at the bank already, when the charge is given back: that is netted with what is earned next. */
export async function owes(
  market: FaultyMarket,
  owner: PaidOwner,
  charge: { customerId: string; settleKey: string },
): Promise<Record<string, unknown>> {
  const { commit, newId, now } = market.cloud.deps;
  const toBank = { amount: 27, currency: 'usd' };
  await market.onlooker.payouts.create(toBank, { stripeAccount: owner.stripeAccountId });
  const refund = {
    ...charge,
    refundId: newId('crf'),
    percent: 100,
    reason: 'wrong',
    state: 'approved' as const,
    madeBy: 'finance',
    madeAt: now(),
    amountMicroUsd: 360_000n,
    platformMicroUsd: 90_000n,
    ownersMicroUsd: 270_000n,
    ownersDone: 0,
  };
  await market.looking(() => commit([chargeRefundWrites.create(refund)]));
  await market.timerUntil(
    'sweepBatches',
    async () => (await balanceOf(market, owner)).receivableMicroUsd === 270_000n,
  );
  await market.looking(() => giveEarnings(market.cloud.deps, owner.id, 270_000n));
  await plannedAtOnce(market, owner);
  const netted = (await balanceOf(market, owner)).receivableMicroUsd;
  await market.looking(() => giveEarnings(market.cloud.deps, owner.id, 430_000n));
  await plannedAtOnce(market, owner);
  await market.timerUntil(
    'sweepBatches',
    async () => (await balanceOf(market, owner)).inTransitMicroUsd === 0n,
  );
  const { data } = await market.onlooker.transfers.list({ destination: owner.stripeAccountId, limit: 100 });
  return { netted: String(netted), paid: data.map(({ amount }) => amount) };
}

import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { executePayoutRun } from '../../functions/market/execute-payout-run.ts';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { refundCharge } from '../../functions/market/refund-charge.ts';
import { takeOver } from '../../functions/market/stripe/take-over.ts';
import { takeBack } from '../../functions/market/take-back.ts';
import { financeRights } from '../../shared/finance-right.ts';
import type { Policy } from '../../shared/policy.ts';
import { giveEarnings } from './give-earnings.ts';
import { callerOf, newCustomer, payIn, proofOf, startMoney } from './money-rig.ts';
import { streamOf } from './stream-of-commits.ts';

export type PayoutsRig = Awaited<ReturnType<typeof startPayouts>>;

const handlers = {
  pay: payOwner,
  'payout-run': executePayoutRun,
  'take-back': takeBack,
  'refund-charge': refundCharge,
  'stripe-event': followStripeEvent,
};

/** Money as it goes out: the rig of money, two people of finance, and what stream and queues bring about. */
export async function startPayouts(options: { policy?: Policy; balanceCents?: number } = {}) {
  const rig = await startMoney(options);
  const stream = streamOf(rig.deps, handlers);
  const { deps } = stream;
  const person = async (personId: string) => {
    const key = newApiKey(deps.randomBytes);
    await deps.commit([
      credentialWrites.create(key.sha256, { role: 'finance', principalId: personId, may: financeRights }),
    ]);
    return key.secret;
  };
  const finance = financeRouter(deps);
  const [makersKey, approversKey] = [await person('fin_maker'), await person('fin_approver')];
  const [maker, approver] = [callerOf(finance, makersKey), callerOf(finance, approversKey)];
  const { customerId } = await newCustomer(rig);
  await payIn(rig, customerId, options.balanceCents ?? 100_000);
  await pollStripe(deps)();
  const drain = async () => {
    const failures = await stream.drain();
    if (failures.length > 0) throw failures[0];
  };
  return {
    ...rig,
    deps,
    stream,
    maker,
    approver,
    /** What is no JSON. */
    makerText: async (method: string, path: string) =>
      (await finance.request(path, { method, headers: { authorization: `Bearer ${makersKey}` } })).text(),
    customerId,
    drain,
    earn: (ownerId: string, microUsd: bigint) => giveEarnings(deps, ownerId, microUsd),
    payoutsOf: (ownerId: string) => Array.fromAsync(deps.payouts.of(ownerId)),
    balanceOf: (ownerId: string) => deps.ledger.ownerBalance(ownerId),
    sentTo: async (destination: string) =>
      (await rig.stripe.transfers.list({ destination, limit: 100 })).data,
    /** What an event of the account would bring about. */
    readAccount: (id: string) => takeOver(deps, { kind: 'account', id }),
    poll: async () => {
      await pollStripe(deps)();
      await drain();
    },
    /** A run that is proposed, approved and carried out; without approval the timer's. */
    async payOut() {
      if (!deps.policy.payoutsNeedApproval) {
        await planPayouts(deps)();
        return drain();
      }
      const { body } = await maker('POST', '/v1/finance/payout_runs');
      await drain();
      await approver('POST', `/v1/finance/payout_runs/${body.id}/approve`);
      return drain();
    },
    /** The rules that do not hold, and what nothing explains. */
    async contradictions() {
      const proof = await proofOf(rig);
      return {
        broken: proof.invariants.filter(({ holds }: { holds: boolean }) => !holds),
        unmatched: proof.unmatchedItems,
      };
    },
  };
}

export const nothing = { broken: [], unmatched: [] };

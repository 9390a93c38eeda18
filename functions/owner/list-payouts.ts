import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import {
  type OwnerPayoutsReply,
  ownerPayoutsQuery,
  ownerPayoutsReply,
} from '../../shared/contract/owner-payouts.ts';
import type { Payout } from '../../shared/payout.ts';
import { fateInWords } from '../../shared/payout-fate.ts';
import { accountInWords } from '../../shared/stripe-account.ts';
import type { Owner } from '../adapters/owners.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

export function listPayouts(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/payouts',
    summary: 'Payouts and what became of each; and how your account at Stripe stands, in words',
    request: { query: ownerPayoutsQuery },
    responses: {
      200: { description: 'Payouts', content: { 'application/json': { schema: ownerPayoutsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { after, limit } = c.req.valid('query');
    const ownerId = c.get('callerId');
    const [owner, balance, found] = await Promise.all([
      deps.owners.get(ownerId),
      deps.ledger.ownerBalance(ownerId),
      latest(deps, ownerId, { after, limit: limit + 1 }),
    ]);
    const reply: OwnerPayoutsReply = {
      ...listOf(found.map(payoutTold), limit),
      account: accountTold(owner),
      receivable_micro_usd: Number(balance.receivableMicroUsd),
      pay_held_since: owner.payHeldSince ?? null,
    };
    return c.json(reply, 200);
  });
}

async function latest(
  { payouts }: Deps,
  ownerId: string,
  { after = Infinity, limit }: { after?: number | undefined; limit: number },
): Promise<Payout[]> {
  const found: Payout[] = [];
  for await (const payout of payouts.of(ownerId)) {
    if (payout.payoutNo < after) found.push(payout);
    if (found.length === limit) break;
  }
  return found;
}

const accountTold = ({ account, payoutsStoppedBy }: Owner): OwnerPayoutsReply['account'] => ({
  known: account !== undefined,
  takes_transfers: account?.takesTransfers ?? false,
  pays_out: account?.paysOut ?? false,
  due: [...(account?.due ?? [])],
  past_due: [...(account?.pastDue ?? [])],
  due_by: account?.dueBy ?? null,
  disabled_reason: account?.disabledReason ?? null,
  tax_id: account?.taxId ?? null,
  payouts_stopped_by: payoutsStoppedBy ?? null,
  in_words: accountInWords(account),
});

const payoutTold = (payout: Payout): OwnerPayoutsReply['data'][number] => ({
  object: 'owner_payout',
  id: `${payout.ownerId}.${payout.payoutNo}`,
  payout_no: payout.payoutNo,
  beneficiary_id: payout.beneficiaryId ?? null,
  state: payout.state,
  amount_micro_usd: Number(payout.amountMicroUsd),
  withheld_micro_usd: Number(payout.withheldMicroUsd),
  reversed_micro_usd: Number(payout.reversedMicroUsd),
  period: payout.period ?? null,
  created_at: payout.createdAt,
  paid_at: payout.paidAt ?? null,
  stripe_transfer_id: payout.stripeTransferId ?? null,
  reason: payout.reason ?? null,
  fate: fateInWords(payout),
});

import { createRoute } from '@hono/zod-openapi';
import { type EarningsReply, earningsReply } from '../../shared/contract/owner.ts';
import type { Payout } from '../../shared/payout.ts';
import { netInKwh } from '../../shared/statement.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const payoutsTold = 100;
const money = { kind: 'money' } as const;

/** What the owner has earned, what it cost in energy, and what was sent. */
export function getEarnings(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/earnings',
    summary: 'Earnings and payouts',
    responses: {
      200: { description: 'Earnings', content: { 'application/json': { schema: earningsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const [{ name, reward = money }, balance, payouts] = await Promise.all([
      deps.owners.get(ownerId),
      deps.ledger.ownerBalance(ownerId),
      latestPayouts(deps, ownerId),
    ]);
    const net = balance.grossMicroUsd - balance.energyMicroUsd - balance.wearMicroUsd;
    const reply: EarningsReply = {
      ownerId,
      name,
      pendingMicroUsd: Number(balance.pendingMicroUsd),
      releasedMicroUsd: Number(balance.releasedMicroUsd),
      inTransitMicroUsd: Number(balance.inTransitMicroUsd),
      grossMicroUsd: Number(balance.grossMicroUsd),
      energyMicroUsd: Number(balance.energyMicroUsd),
      wearMicroUsd: Number(balance.wearMicroUsd),
      netMicroUsd: Number(net),
      netInKwh: netInKwh(net, reward),
      energyMilliWattHours: balance.energyMilliWattHours,
      requests: balance.requests,
      payouts: payouts.map(payoutTold),
    };
    return c.json(reply, 200);
  });
}

async function latestPayouts({ payouts }: Deps, ownerId: string): Promise<Payout[]> {
  const latest: Payout[] = [];
  for await (const payout of payouts.of(ownerId)) {
    latest.push(payout);
    if (latest.length === payoutsTold) break;
  }
  return latest;
}

const payoutTold = (payout: Payout): EarningsReply['payouts'][number] => ({
  payoutNo: payout.payoutNo,
  beneficiaryId: payout.beneficiaryId ?? null,
  state: payout.state,
  amountMicroUsd: Number(payout.amountMicroUsd),
  createdAt: payout.createdAt,
  paidAt: payout.paidAt ?? null,
  stripeTransferId: payout.stripeTransferId ?? null,
  reason: payout.reason ?? null,
});

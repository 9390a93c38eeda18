import { createRoute } from '@hono/zod-openapi';
import { proposalObject } from '../../shared/contract/finance-proposals.ts';
import { customerParams } from '../../shared/contract/invoices.ts';
import { grantPromoRequest, promoObject, promoObjectOf } from '../../shared/contract/promo.ts';
import type { PromoGrant } from '../../shared/promo.ts';
import { grantedLately } from '../../shared/proposed-act.ts';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import { promoWrites } from '../adapters/promo-grants.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { proposeAct, takesTwo } from './approvals/propose-act.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/finance/customers/{customer_id}/promo',
  summary: 'Give a customer promo credit',
  description: 'It is spent before what was paid, expires, and is never refunded.',
  request: {
    params: customerParams,
    body: { required: true, content: { 'application/json': { schema: grantPromoRequest } } },
  },
  responses: {
    200: { description: 'Given', content: { 'application/json': { schema: promoObject } } },
    202: {
      description: 'Proposed: it takes two people',
      content: { 'application/json': { schema: proposalObject } },
    },
  },
});

/** It comes onto the balance behind the stream: finance itself writes nothing in the ledger. */
export function grantPromo(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { customerId } = await deps.customers.get(c.req.valid('param').customer_id);
    const { grant_id: grantId, amount_micro_usd, reason, expires_at } = c.req.valid('json');
    const grantedAt = deps.now();
    const grant: PromoGrant = {
      customerId,
      grantId,
      amountMicroUsd: BigInt(amount_micro_usd),
      reason,
      grantedAt,
      expiresAt: expires_at === undefined ? grantedAt + deps.policy.promoSeconds * 1_000 : expires_at * 1_000,
    };
    if (grant.expiresAt <= grantedAt)
      throw new Refusal('invalid_request', 'expires_at: it is past already.', { param: 'expires_at' });
    const seen = await deps.promoGrants.countOf(customerId);
    if (await isLarge(deps, grant)) {
      const { amountMicroUsd, grantedAt: _at, ...act } = grant;
      const what = { act: { kind: 'grant_promo' as const, ...act }, amountMicroUsd };
      return c.json(await proposeAct(deps, what, c.get('callerId')), 202);
    }
    try {
      await deps.commit(promoWrites.write(grant, seen));
      return c.json(promoObjectOf(grant), 200);
    } catch (error) {
      if (!isRefusal(error, 'conflict')) throw error;
      return c.json(promoObjectOf(await sameGranted(deps, grant, expires_at)), 200);
    }
  });
}

/** A grant that is there already is told as it is. */
async function isLarge(deps: Deps, { customerId, grantId, amountMicroUsd }: PromoGrant): Promise<boolean> {
  const given = await deps.promoGrants.of(customerId);
  if (given.some((each) => each.grantId === grantId)) return false;
  return takesTwo(deps, grantedLately(given, deps.now()) + amountMicroUsd);
}

/** The grant of this name, if it is this one. */
async function sameGranted(
  deps: Deps,
  { customerId, grantId, amountMicroUsd, reason, expiresAt }: PromoGrant,
  expiryAsked: number | undefined,
): Promise<PromoGrant> {
  const given = await deps.promoGrants.find(customerId, grantId);
  const isSame =
    given?.amountMicroUsd === amountMicroUsd &&
    given.reason === reason &&
    (expiryAsked === undefined || given.expiresAt === expiresAt);
  if (!isSame)
    throw new Refusal('conflict', `Another grant of this customer is named '${grantId}'.`, {
      param: 'grant_id',
    });
  return given;
}

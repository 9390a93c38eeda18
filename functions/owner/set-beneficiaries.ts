import { createHash } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import type { Beneficiary } from '../../shared/beneficiaries.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import {
  type BeneficiariesRequest,
  beneficiariesReply,
  beneficiariesRequest,
} from '../../shared/contract/owner-beneficiaries.ts';
import { newlyNamed, refuseUnlessShareable, sharesFrom } from '../../shared/naming-beneficiaries.ts';
import { beneficiaryWrites } from '../adapters/beneficiaries.ts';
import { stripeAccountWrites } from '../adapters/stripe-accounts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { tellBeneficiaries } from './beneficiaries/tell-beneficiaries.ts';
import { getOpenOwner } from './closing/get-open-owner.ts';

const route = createRoute({
  method: 'put',
  path: '/v1/owner/beneficiaries',
  summary: 'Say who shares your earnings',
  description:
    'Counts from the next payout on: what is released by then is split to the micro-USD, and each is paid by a transfer ' +
    'of their own, to an account at Stripe of their own (POST /v1/owner/beneficiaries/{id}/onboarding_links). ' +
    'The same list sent again changes nothing. Earlier versions are kept.',
  request: {
    body: { required: true, content: { 'application/json': { schema: beneficiariesRequest } } },
  },
  responses: {
    200: {
      description: 'All beneficiaries',
      content: { 'application/json': { schema: beneficiariesReply } },
    },
  },
});

/** The accounts at Stripe come first: one that no share names moves no money. */
export function setBeneficiaries(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { beneficiaries: wanted } = c.req.valid('json');
    refuseUnlessShareable(wanted);
    const [{ sharesVersion = 0 }, known] = await Promise.all([
      getOpenOwner(deps, ownerId),
      deps.beneficiaries.ofOwner(ownerId),
    ]);
    const created = await Promise.all(newlyNamed(wanted, known).map((one) => create(deps, ownerId, one)));
    const shares = sharesFrom(wanted, [...known, ...created]);
    const inForce =
      sharesVersion > 0 ? await deps.beneficiaries.findShares(ownerId, sharesVersion) : undefined;
    if (canonicalJson(inForce?.shares ?? []) !== canonicalJson(shares))
      await deps.commit([
        ...beneficiaryWrites.agree({ ownerId, version: sharesVersion + 1, shares, createdAt: deps.now() }),
        ...created.map(beneficiaryWrites.create),
        ...created.map(({ stripeAccountId, beneficiaryId }) =>
          stripeAccountWrites.name(stripeAccountId, { ownerId, beneficiaryId }),
        ),
      ]);
    return c.json(await tellBeneficiaries(deps, ownerId), 200);
  });
}

async function create(
  deps: Deps,
  ownerId: string,
  { name, role, email }: BeneficiariesRequest['beneficiaries'][number],
): Promise<Beneficiary> {
  // The same for the same person: a call that broke off and comes again makes no second account at Stripe.
  const named = createHash('sha256').update(canonicalJson({ ownerId, name, role })).digest('hex');
  const beneficiaryId = `ben_${named.slice(0, 26)}`;
  const stripeAccountId = await deps.stripe.accounts.createAccount({ ownerId, beneficiaryId, name, email });
  return { ownerId, beneficiaryId, name, role, stripeAccountId, createdAt: deps.now() };
}

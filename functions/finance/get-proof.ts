import { createRoute } from '@hono/zod-openapi';
import { type ProofReply, proofReply } from '../../shared/contract/finance.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { matchStripe } from '../../shared/stripe-match.ts';
import type { Proof } from '../adapters/proof.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Whether the money is right, by every rule that can be judged from the table and from Stripe. */
export function getProof(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/proof',
    summary: 'Prove the ledger',
    responses: {
      200: { description: 'The proof', content: { 'application/json': { schema: proofReply } } },
    },
  });
  api.openapi(route, async (c) => c.json(proofOf(await deps.prove()), 200));
}

function proofOf({ snapshot: { entries, stripe }, invariants }: Proof): ProofReply {
  const match = matchStripe(entries, stripe?.transactions ?? []);
  const balances = balancesByKind(entries);
  return {
    holds: invariants.every(({ holds }) => holds),
    entries: entries.length,
    sumMicroUsd: Object.values(balances).reduce((sum, balance) => sum + balance, 0),
    explained: Number(match.explainedMicroUsd),
    explainedTransactions: match.explained,
    unmatched: match.unmatched.length,
    unmatchedItems: match.unmatched.map((item) => ({
      ...item,
      differenceMicroUsd: Number(item.differenceMicroUsd),
    })),
    invariants,
    balances,
  };
}

/** `customer/c1` and `customer/c2` become `customer`, `owner/o1/released` becomes `owner/released`. */
function balancesByKind(entries: readonly Entry[]): Record<string, number> {
  const byKind: Record<string, number> = {};
  for (const [account, balance] of balancesOf(entries)) {
    const [kind = '', name, ...rest] = account.split('/');
    const ours = kind === 'platform' || kind === 'stripe';
    const label = ours ? `${kind}/${name}` : [kind, ...rest].join('/');
    byKind[label] = (byKind[label] ?? 0) + Number(balance);
  }
  return byKind;
}

import { createRoute } from '@hono/zod-openapi';
import {
  exceptionParams,
  exceptionReply,
  resolveExceptionRequest,
} from '../../shared/contract/reconciliation.ts';
import { correctable } from '../../shared/entry-kinds.ts';
import type { Account } from '../../shared/ledger.ts';
import { withProposal } from '../../shared/reconciliation/correction.ts';
import { saveException } from '../adapters/exceptions.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleException } from './reconciliation/visible-exception.ts';

/** Nothing is posted yet: another person decides. */
export function resolveException(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/exceptions/{exception_id}/resolve',
    summary: 'Propose the entry that resolves an exception, which another person approves',
    description:
      `Only ${correctable.join(', ')} can be corrected by hand, by the exception's difference: what customers and ` +
      'owners have is changed by refunds, credits and claw-backs, which move their records along.',
    request: {
      params: exceptionParams,
      body: { required: true, content: { 'application/json': { schema: resolveExceptionRequest } } },
    },
    responses: {
      200: { description: 'Proposed', content: { 'application/json': { schema: exceptionReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { entry, reason } = c.req.valid('json');
    const now = deps.now();
    const exception = await deps.exceptions.get(c.req.valid('param').exception_id);
    const proposed = withProposal(exception, {
      postings: entry.postings.map(({ account, amount_micro_usd }) => ({
        // Which accounts there may be is decided on next.
        account: account as Account,
        amountMicroUsd: BigInt(amount_micro_usd),
      })),
      reason,
      proposedBy: c.get('callerId'),
      proposedAt: now,
    });
    await deps.commit([saveException(proposed)]);
    return c.json(visibleException(proposed, now), 200);
  });
}

import { createRoute } from '@hono/zod-openapi';
import { statementsQuery, statementsReply } from '../../shared/contract/reconciliation.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleStatement } from './bank-statements/visible-statement.ts';

export function listBankStatements(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/bank_statements',
    summary: 'The statements of one account that were taken in',
    request: { query: statementsQuery },
    responses: {
      200: { description: 'Statements', content: { 'application/json': { schema: statementsReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const statements = await deps.bankLines.statements(c.req.valid('query').account);
    const data = statements.toSorted((a, b) => a.takenAt - b.takenAt).map(visibleStatement);
    return c.json({ object: 'list' as const, data }, 200);
  });
}

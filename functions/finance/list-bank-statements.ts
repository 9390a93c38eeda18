import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { statementsQuery, statementsReply } from '../../shared/contract/reconciliation.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleStatement } from './bank-statements/visible-statement.ts';
import { pageOf } from './lists/page-of.ts';

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
    const { account, ...page } = c.req.valid('query');
    const statements = await deps.bankLines.statements(account);
    const all = statements.toSorted((a, b) => a.takenAt - b.takenAt).map(visibleStatement);
    return c.json(listOf(await pageOf(all, page), page.limit), 200);
  });
}

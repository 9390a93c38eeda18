import { createRoute, z } from '@hono/zod-openapi';
import { ownerStatement, statementType } from '../../shared/contract/owner-earnings.ts';
import { Refusal } from '../../shared/refusal.ts';
import { monthOf, periodOf, statementOf } from '../../shared/statement.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { loadMonth } from './statements/load-month.ts';
import { statementCsv } from './statements/statement-csv.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/owner/statements/{month}',
  summary: 'A month: what was earned, what it cost, what was paid; as CSV with "Accept: text/csv"',
  description:
    'Of each account, opening and movements come to the closing, to the micro-dollar; the closing is the next opening. ' +
    'Signed by a key of /.well-known/jwks.json, as receipts are. Months are those of UTC; the running one is told so far.',
  request: {
    params: z.object({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month such as 2027-01') }),
  },
  responses: {
    200: {
      description: 'The statement',
      content: {
        'application/json': { schema: ownerStatement },
        'text/csv': { schema: z.string() },
      },
    },
  },
});

export function getStatement(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { month } = c.req.valid('param');
    const owner = await deps.owners.get(c.get('callerId'));
    const now = deps.now();
    if (month < monthOf(owner.createdAt) || month > monthOf(now))
      throw new Refusal(
        'not_found',
        `There are statements from ${monthOf(owner.createdAt)} to ${monthOf(now)}, and none of ${month}.`,
        { param: 'month' },
      );
    const period = periodOf(month);
    const { opening, entries } = await loadMonth(deps, owner, period);
    const claims = statementOf({ period, opening, entries, reward: owner.reward ?? { kind: 'money' }, now });
    const statement = await deps.statements.sign(claims, statementType);
    c.header('vary', 'accept');
    if (!c.req.header('accept')?.includes('text/csv')) return c.json(statement, 200);
    return c.text(statementCsv(statement), 200, { 'content-type': 'text/csv; charset=utf-8' });
  });
}

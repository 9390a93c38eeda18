import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { csvLayout } from '../../shared/bank-statements/csv.ts';
import { createStatementReply, createStatementRequest } from '../../shared/contract/reconciliation.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import type { StatementFile } from './bank-statements/read-statement.ts';
import { takeIn } from './bank-statements/take-in.ts';
import { visibleStatement } from './bank-statements/visible-statement.ts';

export function createBankStatement(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/bank_statements',
    summary: "Take in a statement of the platform's bank",
    description:
      'CSV, camt.053 or MT940, up to 5 MB. A file with anything wrong in it is refused whole, with the line and the ' +
      'reason. A file that was taken in before, or overlaps one, brings nothing twice.',
    request: {
      body: { required: true, content: { 'application/json': { schema: createStatementRequest } } },
    },
    responses: {
      200: { description: 'Taken in', content: { 'application/json': { schema: createStatementReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const taken = await takeIn(deps, fileOf(c.req.valid('json')), c.get('callerId'));
    return c.json({ ...visibleStatement(taken), new_lines: taken.newLines }, 200);
  });
}

function fileOf({ account, format, text, csv }: z.infer<typeof createStatementRequest>): StatementFile {
  return format === 'csv'
    ? { account, format, text, layout: csv ?? csvLayout.parse({}) }
    : { account, format, text };
}

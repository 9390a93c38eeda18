import { createRoute } from '@hono/zod-openapi';
import pMap from 'p-map';
import { listOf } from '../../shared/contract/list.ts';
import { bankLinesQuery, bankLinesReply } from '../../shared/contract/reconciliation.ts';
import { exceptionIdOf } from '../../shared/reconciliation/finding.ts';
import { nameOfLine, type SeenLine } from '../../shared/reconciliation/sources.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleLine } from './bank-statements/visible-line.ts';
import { pageOf } from './lists/page-of.ts';

/** Reads at a time. */
const readsAtOnce = 20;

export function listBankLines(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/bank_lines',
    summary: "The lines of the bank's statements, and what each matched",
    description:
      'By the day they were booked on. `business_key` is the entry that stands for a line, `exception_id` what a ' +
      'reconciliation found instead; a line with neither was not looked at yet.',
    request: { query: bankLinesQuery },
    responses: {
      200: { description: 'Lines', content: { 'application/json': { schema: bankLinesReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { account, from, to, ...page } = c.req.valid('query');
    const lines = await pageOf(namedLines(deps, account, { from, to }), page);
    const told = await pMap(lines, ({ line }) => withMatch(deps, line), { concurrency: readsAtOnce });
    return c.json(listOf(told, page.limit), 200);
  });
}

async function* namedLines({ bankLines }: Deps, account: string, days: { from: string; to: string }) {
  for await (const line of bankLines.of(account, days.from)) {
    if (line.bookedOn > days.to) return;
    yield { id: nameOfLine(line), line };
  }
}

async function withMatch({ ledger, exceptions }: Deps, line: SeenLine) {
  const [entry, [exception]] = await Promise.all([
    ledger.findEntry(`bank/${line.account}/line/${line.lineId}`),
    exceptions.findAll([exceptionIdOf.line(nameOfLine(line))]),
  ]);
  return visibleLine(line, entry, exception);
}

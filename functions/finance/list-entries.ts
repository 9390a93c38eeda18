import { createRoute, type z } from '@hono/zod-openapi';
import { entriesQuery, entriesReply } from '../../shared/contract/finance.ts';
import type { Entry } from '../../shared/ledger.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** All entries of one batch, customer or owner: where a cent came from and went. */
export function listEntries(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/entries',
    summary: 'The entries under one root',
    request: { query: entriesQuery },
    responses: {
      200: { description: 'The entries', content: { 'application/json': { schema: entriesReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const entries: z.infer<typeof entriesReply>['entries'] = [];
    for await (const entry of deps.ledger.entriesUnder(c.req.valid('query').root))
      entries.push(entryTold(entry));
    return c.json({ entries }, 200);
  });
}

const entryTold = ({ businessKey, kind, at, postings, memo }: Entry) => ({
  businessKey,
  kind,
  at,
  postings: postings.map(({ account, amountMicroUsd }) => ({
    account,
    amountMicroUsd: Number(amountMicroUsd),
  })),
  memo,
});

import { createRoute, type z } from '@hono/zod-openapi';
import { entriesQuery, entriesReply } from '../../shared/contract/finance.ts';
import type { Entry } from '../../shared/ledger.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** All entries of one batch, customer or owner: where a cent came from and went. */
export function listEntries(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/entries',
    summary: 'The entries under one root, in the order of their business keys, page by page',
    request: { query: entriesQuery },
    responses: {
      200: { description: 'The entries', content: { 'application/json': { schema: entriesReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { root, after, limit } = c.req.valid('query');
    if (after !== undefined && !after.startsWith(`${root}/`))
      throw new Refusal('invalid_request', `after: ${after} does not lie under ${root}.`, { param: 'after' });
    const found: z.infer<typeof entriesReply>['entries'] = [];
    // One more than asked for tells that there are more.
    for await (const entry of deps.ledger.entriesUnder(root, after))
      if (found.push(entryTold(entry)) > limit) break;
    return c.json({ entries: found.slice(0, limit), hasMore: found.length > limit }, 200);
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

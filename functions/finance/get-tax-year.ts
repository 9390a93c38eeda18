import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify';
import { type TaxPayee, taxParams, taxQuery, taxReply } from '../../shared/contract/finance-tax.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { taxPayees } from './tax/tax-payees.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/finance/tax/{year}',
  summary:
    'What tax forms ask for, by payee and quarter: earned, fees, withheld, transferred, and which are due',
  description:
    'Names and how tax ids stand come from Stripe as they are now; a tax id itself never does. Streamed, as JSON or as ' +
    'CSV (a row a payee and quarter, quarter 0 is the year). In parts: go on after the last owner of one.',
  request: { params: taxParams, query: taxQuery },
  responses: {
    200: {
      description: 'The year',
      content: { 'application/json': { schema: taxReply }, 'text/csv': { schema: z.string() } },
    },
  },
});

export function getTaxYear(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { year } = c.req.valid('param');
    const { format, after = '', limit } = c.req.valid('query');
    const ids = await deps.payees.idsAfter(after, limit + 1);
    const part = { year, ids: ids.slice(0, limit), hasMore: ids.length > limit };
    if (format === 'json') return c.body(jsonOf(deps, part), 200, { 'content-type': 'application/json' });
    c.header('content-disposition', `attachment; filename="parkade-tax-${year}.csv"`);
    return c.body(csvOf(deps, part), 200, { 'content-type': 'text/csv; charset=utf-8' });
  });
}

type Part = { year: number; ids: readonly string[]; hasMore: boolean };

const webStreamOf = (readable: Readable) => Readable.toWeb(readable) as ReadableStream<Uint8Array>;

function jsonOf(deps: Deps, { year, ids, hasMore }: Part): ReadableStream<Uint8Array> {
  const pieces = async function* () {
    yield `{"object":"list","year":${year},"data":[`;
    let isFirst = true;
    for await (const payee of taxPayees(deps, ids, year)) {
      yield (isFirst ? '' : ',') + JSON.stringify(payee);
      isFirst = false;
    }
    yield `],"last_owner_id":${JSON.stringify(ids.at(-1) ?? null)},"has_more":${hasMore}}`;
  };
  return webStreamOf(Readable.from(pieces(), { objectMode: false }));
}

const columns = [
  'owner_id',
  'beneficiary_id',
  'stripe_account_id',
  'name',
  'country',
  'tax_id',
  'forms',
  'quarter',
  'gross_micro_usd',
  'fees_micro_usd',
  'withheld_micro_usd',
  'transferred_micro_usd',
  'transfers',
];

function csvOf(deps: Deps, { year, ids }: Part): ReadableStream<Uint8Array> {
  const rows = async function* () {
    for await (const payee of taxPayees(deps, ids, year)) yield* rowsOf(payee);
  };
  // What a payee is called may look like a formula to a spreadsheet.
  const csv = stringify({ header: true, columns, escape_formulas: true });
  const file = Readable.from(rows())
    .on('error', (error) => csv.destroy(error))
    .pipe(csv);
  return webStreamOf(file);
}

const rowsOf = ({ year, quarters, forms, ...payee }: TaxPayee) =>
  [{ quarter: 0, ...year }, ...quarters].map((each) => ({ ...payee, forms: forms.join(' '), ...each }));

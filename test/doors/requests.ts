import recorded from '../../functions/customer/reference/examples.json' with { type: 'json' };
import { operations } from '../../functions/customer/reference/operations.ts';
import { charter, consent } from './agreed-charter.ts';
import type { DescribedRoute } from './described-routes.ts';
import type { Kind } from './named-fields.ts';
import { operatorBodies } from './operator-bodies.ts';
import type { Things } from './things.ts';

export type Request = {
  path: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  /** A form's fields; those that are files are sent as such. */
  isForm: boolean;
};

type Recorded = Record<
  string,
  { request: { path?: Record<string, string>; query?: Record<string, string>; body?: unknown } }
>;

const exampleIds: readonly (readonly [string, Kind])[] = [
  ['file_abc123', 'file'],
  ['upload_abc123', 'upload'],
  ['part_abc123', 'part'],
  ['batch_abc123', 'batch'],
  ['batch_def456', 'batch'],
  ['quote_abc123', 'quote'],
  ['resp_abc123', 'response'],
  ['resp_def456', 'response'],
  ['whe_abc123', 'endpoint'],
  ['whd_abc123', 'delivery'],
  ['key_abc123', 'key'],
  ['proj_abc123', 'project'],
  ['top_abc123', 'topUp'],
  ['ref_abc123', 'refund'],
];

/** The market's own things, which finance and operators name. */
export type MarketThings = Readonly<
  Record<
    | 'customer_id'
    | 'owner_id'
    | 'person_id'
    | 'halt_id'
    | 'reversal_id'
    | 'exception_id'
    | 'reconciliation_id'
    | 'run_id'
    | 'refund_id'
    | 'proposal_id'
    | 'invoice_id'
    | 'settleKey',
    string
  >
>;

/** What carries a route out, where the document has no example: a route that is not here fails the test by its name. */
const bodies: Readonly<Record<string, (things: Things, market: MarketThings) => unknown>> = {
  'POST /v1/vehicle/enrolments': () => ({
    ...{ code: 'ABCD-EFGH-JKLM-NPQR', ...keys, hardwareClass: 'AI4' },
    ...{ models: ['parkade-embed-1'], softwareVersion: '1' },
  }),
  'POST /v1/vehicle/work': ({ leaseToken }) => ({ handIns: [{ leaseToken, result: null }], want: null }),
  'POST /v1/vehicle/pieces': ({ leaseToken }) => ({ leaseToken, no: 0, sealed: 'AAAA' }),
  'POST /v1/vehicle/registration': () => ({ models: ['parkade-embed-1'], softwareVersion: '2' }),
  'POST /v1/vehicle/rests': () => ({ because: [{ code: 'outside_hours', until: 1 }] }),
  'POST /v1/vehicle/keys': () => ({ ...keys, possession: 'x' }),
  'POST /v1/owner/enrolment_codes': ({ vehicle }) => ({ vehicle_id: vehicle }),
  'POST /v1/owner/onboarding_links': () => undefined,
  'POST /v1/owner/vehicles/{vehicle_id}/revoke': () => undefined,
  'POST /v1/owner/vehicles/{vehicle_id}/reinstate': () => undefined,
  'POST /v1/owner/vehicles/{vehicle_id}/finish': () => undefined,
  'POST /v1/owner/vehicles/{vehicle_id}/resume': () => undefined,
  'PUT /v1/owner/beneficiaries': () => ({
    beneficiaries: [{ name: 'Bank 1', role: 'lessor', share_basis_points: 1_000 }],
  }),
  'POST /v1/owner/beneficiaries/{beneficiaryId}/onboarding_links': () => undefined,
  'POST /v1/owner/charters': () => ({ charter, consent }),
  'POST /v1/owner/charter_previews': () => ({ charter }),
  'DELETE /v1/owner/charters/{version}': () => undefined,
  'PUT /v1/owner/reward': () => ({ kind: 'kwh', micro_usd_per_kwh: 190_000 }),
  'POST /v1/owner/estimates': () => ({ hardware_class: 'AI4' }),
  'POST /v1/owner/erasure': () => undefined,
  'POST /v1/finance/people': () => ({ name: 'Eve', email: 'eve@example.com', may: ['read'] }),
  'POST /v1/finance/people/{person_id}/approve': () => undefined,
  'DELETE /v1/finance/people/{person_id}': () => undefined,
  'POST /v1/finance/customers': () => ({ name: 'Another' }),
  'POST /v1/finance/customers/{customer_id}/promo': () => ({
    ...{ grant_id: 'g', amount_micro_usd: 1_000_000, reason: 'Welcome' },
  }),
  'PUT /v1/finance/customers/{customer_id}/terms': () => ({
    ...{ credit_limit_micro_usd: 9_000_000, invoice: 'monthly', email: 'eve@example.com' },
  }),
  'POST /v1/finance/invoices': (_, { customer_id }) => ({ customer_id }),
  'POST /v1/finance/invoices/{invoice_id}/void': () => undefined,
  'POST /v1/finance/invoices/{invoice_id}/uncollectible': () => undefined,
  'POST /v1/finance/customers/{customer_id}/refunds': () => ({ amount_usd: 1 }),
  'POST /v1/finance/customers/{customer_id}/thaw': () => ({ reason: 'finance' }),
  'POST /v1/finance/owners': () => ({ name: 'Another', tariffMicroUsdPerKwh: 187_000 }),
  'POST /v1/finance/periods/{month}/close': () => undefined,
  'POST /v1/finance/reversals': (_, { settleKey }) => ({ business_key: settleKey, reason: 'x' }),
  'POST /v1/finance/reversals/{reversal_id}/approve': () => undefined,
  'POST /v1/finance/reversals/{reversal_id}/reject': () => undefined,
  'POST /v1/finance/exceptions/{exception_id}/approve': () => undefined,
  'POST /v1/finance/exceptions/{exception_id}/reject': () => undefined,
  'POST /v1/finance/exceptions/{exception_id}/notes': () => ({ text: 'x' }),
  'POST /v1/finance/exceptions/{exception_id}/resolve': () => ({
    entry: {
      postings: [
        { account: 'bank/account', amount_micro_usd: -12_340_000 },
        { account: 'suspense', amount_micro_usd: 12_340_000 },
      ],
    },
    reason: 'x',
  }),
  'PATCH /v1/finance/exceptions/{exception_id}': (_, { person_id }) => ({ assignee: person_id }),
  'POST /v1/finance/bank_statements': () => ({
    ...{ account: 'main', format: 'csv' },
    text: 'booked_on,value_on,amount,currency,counterparty,text,reference,end_to_end_id\n2027-01-08,2027-01-08,1.00,USD,a,b,c,d\n',
  }),
  'POST /v1/finance/reconciliations': () => ({}),
  'POST /v1/finance/payout_runs': () => ({}),
  'POST /v1/finance/payout_runs/{run_id}/approve': () => undefined,
  'POST /v1/finance/payout_runs/{run_id}/reject': () => ({ reason: 'x' }),
  'POST /v1/finance/charge_refunds': (_, { settleKey }) => ({
    ...{ settle_key: settleKey, percent: 100, reason: 'Late' },
  }),
  'POST /v1/finance/charge_refunds/{refund_id}/approve': () => undefined,
  'POST /v1/finance/charge_refunds/{refund_id}/reject': () => ({ reason: 'x' }),
  'POST /v1/finance/owners/{owner_id}/held_pay/propose': () => undefined,
  'POST /v1/finance/owners/{owner_id}/held_pay/approve': () => undefined,
  'POST /v1/finance/proposals/{proposal_id}/approve': () => undefined,
  'POST /v1/finance/proposals/{proposal_id}/reject': () => undefined,
  ...operatorBodies,
  'POST /v1/stripe/webhook': () => ({}),
  'POST /v1/stripe/connected': () => ({}),
};

const keys = { signingKey: 'A'.repeat(43), sealingKey: 'B'.repeat(43) };

const queries: Readonly<Record<string, (market: MarketThings) => Record<string, string>>> = {
  'GET /v1/finance/bank_lines': () => ({ account: 'main' }),
  'GET /v1/finance/bank_statements': () => ({ account: 'main' }),
  'GET /v1/finance/entries': ({ customer_id }) => ({ root: `customer/${customer_id}` }),
  'GET /v1/finance/requests': ({ settleKey, owner_id }) => ({ settlement: settleKey, owner: owner_id }),
  'GET /v1/finance/drill': ({ settleKey }) => ({ from: settleKey }),
  'GET /v1/finance/exports/journal': () => ({ from: '2027-01-01', to: '2027-01-31' }),
};

/** By the name of the path's parameter. */
const inPaths = (things: Things, market: MarketThings): Readonly<Record<string, string | undefined>> => ({
  vehicle_id: things.vehicle,
  beneficiaryId: things.beneficiary,
  version: things.charter,
  month: '2026-01',
  queue: 'settle-dead',
  year: '2026',
  ...market,
});

/** What the route takes, with `things` in the place of what it names. Throws for a route that nobody has written one for. */
export function requestOf(route: DescribedRoute, things: Things, market: MarketThings): Request {
  if (route.folder === 'customer') return exampleRequest(route, things);
  const { name, method, path } = route;
  const body = bodies[name];
  if (!body && method !== 'GET') throw new Error(`${name} has no line in test/doors/requests.ts.`);
  const names = inPaths(things, market);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, word = '']) => {
    const id = names[word];
    if (id === undefined)
      throw new Error(`${name}: '${word}' of its path is of no thing in test/doors/requests.ts.`);
    return [word, id];
  });
  return {
    path: Object.fromEntries(inPath),
    query: queries[name]?.(market) ?? {},
    body: body?.(things, market),
    isForm: false,
  };
}

function exampleRequest({ method, path, described, bodyTypes }: DescribedRoute, things: Things): Request {
  const operationId = operations[`${method.toLowerCase()} ${path}`]?.operationId ?? '';
  const example = (recorded as Recorded)[operationId];
  if (!example && described) throw new Error(`${method} ${path} has no example in the reference.`);
  let text = JSON.stringify(example?.request ?? {});
  for (const [exampleId, kind] of exampleIds) text = text.replaceAll(exampleId, things[kind] ?? exampleId);
  const { path: inPath = {}, query = {}, body } = JSON.parse(text);
  return { path: inPath, query, body, isForm: bodyTypes.includes('multipart/form-data') };
}

/** Where the example says the same by other means, these are left out. */
const instead: Readonly<Record<string, readonly string[]>> = {
  'POST /v1/quotes body.input_file_id': ['requests'],
};

/** The same request with `value` at the field: "body.handIns[].leaseToken". */
export function withField(route: DescribedRoute, request: Request, at: string, value: string): Request {
  const changed = structuredClone(request);
  const [place = '', ...words] = at.split('.');
  if (place === 'body') {
    for (const word of instead[`${route.name} ${at}`] ?? [])
      delete (changed.body as Record<string, unknown>)[word];
    changed.body ??= {};
  }
  set(changed as unknown as Record<string, unknown>, [place, ...words], value);
  return changed;
}

function set(holder: Record<string, unknown>, [word = '', ...more]: readonly string[], value: string): void {
  const name = word.replace(/(\[\]|\{\}|\{key\})+$/, '');
  if (more.length === 0) {
    holder[name] = shapedAs(word, value);
    return;
  }
  const isList = word.endsWith('[]');
  const inner = isList ? (holder[name] as unknown[] | undefined)?.[0] : holder[name];
  const next = (typeof inner === 'object' && inner !== null ? inner : {}) as Record<string, unknown>;
  holder[name] = isList ? [next] : next;
  set(next, more, value);
}

/** In a list, under some key, or as a key, as the field's place says. */
function shapedAs(word: string, value: string): unknown {
  if (word.endsWith('[]')) return [value];
  if (word.endsWith('{key}')) return { [value]: 'x' };
  return word.endsWith('{}') ? { k: value } : value;
}

/** As an HTTP request to a router. */
export function wireOf(route: DescribedRoute, { path, query, body, isForm }: Request) {
  const filled = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  const json = body === undefined ? undefined : JSON.stringify(body);
  return {
    url: `${filled}${search && `?${search}`}`,
    method: route.method,
    body: isForm && body !== undefined ? formOf(body as Record<string, string>) : json,
    headers: isForm || json === undefined ? {} : { 'content-type': 'application/json' },
  };
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (name === 'file' || name === 'data') form.append(name, new File([value], 'a.jsonl'));
    else form.append(name, value);
  return form;
}

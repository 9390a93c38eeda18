import type { DescribedRoute } from './described-routes.ts';

/** What a field can name that is somebody's own. */
const kinds = [
  'file',
  'upload',
  'part',
  'batch',
  'quote',
  'response',
  'endpoint',
  'delivery',
  'key',
  'project',
  'topUp',
  'refund',
  'invoice',
  'vehicle',
  'beneficiary',
  'charter',
  'leaseToken',
] as const;
export type Kind = (typeof kinds)[number];

/** `not`: it looks like a name of a thing and is none, or of none that is somebody's own. */
export type Named = { kind: Kind } | { not: string };

const of = (kind: Kind): Named => ({ kind });
const not = (why: string): Named => ({ not: why });

const everybodys = not(
  'finance and operators see the whole market: whose a thing is does not matter to them, but who asks',
);

/** By folder and place. One that looks like an id and stands here not, or in no list below, fails the test. */
const fields: Readonly<Record<string, Named>> = {
  'customer path.fileId': of('file'),
  'customer path.uploadId': of('upload'),
  'customer path.batchId': of('batch'),
  'customer path.quoteId': of('quote'),
  'customer path.responseId': of('response'),
  'customer path.endpointId': of('endpoint'),
  'customer path.deliveryId': of('delivery'),
  'customer path.keyId': of('key'),
  'customer path.projectId': of('project'),
  'customer path.topUpId': of('topUp'),
  'customer path.refundId': of('refund'),
  'customer path.model': not('the catalogue is the same for all'),
  'customer query.project_id': of('project'),
  'customer query.project_ids': of('project'),
  'customer query.api_key_id': of('key'),
  'customer query.api_key_ids': of('key'),
  'customer body.input_file_id': of('file'),
  'customer body.quote_id': of('quote'),
  'customer body.part_ids': of('part'),
  'customer body.previous_response_id': of('response'),
  'customer body.project_id': of('project'),
  'customer body.requests[].custom_id': not("the customer's own word for a line"),
  'customer body.messages[].tool_calls[].id': not("the conversation's own word for a call of a tool"),
  'customer body.messages[].tool_call_id': not("the conversation's own word for a call of a tool"),
  'customer body.input[].id': not("the conversation's own word for an item: nothing is looked up by it"),
  'customer body.input[].call_id': not("the conversation's own word for a call of a tool"),
  'customer body.input[].content[].file_id': not('refused whatever it says: images come with the call'),
  'vehicle body.handIns[].leaseToken': of('leaseToken'),
  'vehicle body.leaseToken': of('leaseToken'),
  'vehicle body.handIns[].result.versionId': not(
    "a version of the lease's own object, which the token names",
  ),
  'owner path.vehicle_id': of('vehicle'),
  'owner path.beneficiaryId': of('beneficiary'),
  'owner path.version': of('charter'),
  'owner path.month': not('a month'),
  'owner query.vehicle_id': of('vehicle'),
  'owner body.vehicle_id': of('vehicle'),
  'owner body.vehicle_ids': of('vehicle'),
  'finance path.month': not('a month'),
  'finance path.year': not('a year'),
  'finance body.csv.columns.end_to_end_id': not("a heading of the bank's file"),
};

/** What a list goes on after. */
const afters: Readonly<Record<string, Named>> = {
  'GET /v1/files': of('file'),
  'GET /v1/batches': of('batch'),
  'GET /v1/batches/{batchId}/erasures': of('batch'),
  'GET /v1/responses/{responseId}/input_items': of('response'),
  'GET /v1/top_ups': of('topUp'),
  'GET /v1/invoices': of('invoice'),
  'GET /v1/refunds': of('refund'),
  'GET /v1/webhook_endpoints': of('endpoint'),
  'GET /v1/webhook_endpoints/{endpointId}/deliveries': of('delivery'),
  'GET /v1/api_keys': of('key'),
  'GET /v1/projects': of('project'),
  'GET /v1/owner/vehicles': of('vehicle'),
  'GET /v1/owner/charters': not('a number: versions are counted per owner'),
  'GET /v1/owner/earnings/days': not(
    'a day and a vehicle, within what the owner earned: nothing is looked up',
  ),
  'GET /v1/owner/payouts': not('a number of a payout of the owner'),
  'GET /v1/owner/export': not("a place in the owner's own things"),
};

const idName = /(^|_)ids?$|Ids?$|[a-z]Token$/;

/** The word that names the field, without what says that there are several. */
const leafOf = (at: string) =>
  at
    .replace(/(\[\]|\{\}|\{key\})+$/, '')
    .split('.')
    .at(-1) ?? '';

/** Whatever stands in a path, and whatever is named as ids are. */
export function looksLikeId({ folder }: DescribedRoute, at: string): boolean {
  if (folder === 'stripe') return false;
  return at.startsWith('path.') || idName.test(leafOf(at)) || at === 'query.after';
}

/** What the field names; undefined where nobody has said. */
export function namedBy({ folder, name }: DescribedRoute, at: string): Named | undefined {
  const place = at.replace(/(\[\]|\{\}|\{key\})+$/, '');
  const seesAll = folder === 'finance' || folder === 'operator';
  if (place === 'query.after' && !seesAll) return afters[name];
  return fields[`${folder} ${place}`] ?? (seesAll ? everybodys : undefined);
}

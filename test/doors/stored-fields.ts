import type { Place } from './written-places.ts';

const trail = 'the trail tells the path and the ids of what was tried';

/** Where a field's text may stand beside the bucket of customers' files, and why. What has no line may stand nowhere. */
const stored: Readonly<Record<string, { places: readonly Place[]; why: string }>> = {
  'customer body.filename': { places: ['table'], why: 'a file has a name by which it is told again' },
  'customer body.mime_type': { places: ['table'], why: "an upload's type is told again" },
  'customer body.metadata{}': {
    places: ['table'],
    why: "a batch's metadata is told again; it is no payload",
  },
  'customer body.metadata{key}': { places: ['table'], why: "a batch's metadata is told again" },
  'customer body.name': { places: ['table'], why: 'keys, projects and webhooks have names' },
  'customer body.url': { places: ['table'], why: 'where webhooks go' },
  'vehicle body.softwareVersion': { places: ['table'], why: 'vehicles are halted by it' },
  'owner body.beneficiaries[].name': { places: ['table'], why: 'statements name who shares' },
  'finance body.name': { places: ['table'], why: 'customers, owners and people of finance have names' },
  'finance body.email': { places: ['table'], why: 'where invoices go; who a person of finance is' },
  'finance body.grant_id': {
    places: ['table', 'queue', 'journal bucket'],
    why: "the entry's business key has it: it is how finance names a grant",
  },
  'finance body.reason': { places: ['table'], why: 'whoever approves reads it' },
  'finance body.text': { places: ['table'], why: 'notes, and what the bank says of a line' },
  'operator body.software_version': { places: ['table'], why: 'what is halted' },
  'operator body.reason': {
    places: ['table'],
    why: 'owners read why their vehicles are halted or quarantined',
  },
  'finance body.customer_id': { places: ['table'], why: trail },
  'operator path.vehicle_id': { places: ['table'], why: trail },
  'operator path.queue': { places: ['table'], why: trail },
  'operator body.message_ids[]': { places: ['table'], why: trail },
  ...Object.fromEntries(
    [
      ...['person_id', 'owner_id', 'customer_id', 'invoice_id', 'reversal_id', 'exception_id', 'run_id'],
      ...['refund_id', 'proposal_id'],
    ].map((name) => [`finance path.${name}`, { places: ['table'] as const, why: trail }]),
  ),
};

export const mayStand = (field: string, place: Place): boolean =>
  stored[field]?.places.includes(place) ?? false;

export const storedFields: readonly string[] = Object.keys(stored).sort();

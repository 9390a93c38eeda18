import type { FaultKind } from '../support/faults/fault-kind.ts';
import type { CallSite } from './call-sites.ts';

/** Everything that can happen to a call here; what is throttled once is sent again by the client itself. */
export const kinds = [
  'fails_before',
  'fails_after',
  'doubled',
  'throttled',
  'throttled_once',
  'conflict',
] as const;
export type Kind = (typeof kinds)[number];

/** Each word of the vocabulary is among them. */
kinds satisfies readonly (FaultKind | 'throttled_once')[];

type Reason = string;

const reads = ['Get', 'Query', 'BatchGet'];

/** What can't happen, by service and command, and why: all others of its cells must be seen. */
const cannot: readonly { kind: Kind; of: (site: CallSite) => boolean; why: Reason }[] = [
  {
    kind: 'throttled_once',
    of: ({ service }) => service === 'stripe',
    why: "Stripe's client does not send again by itself what was answered with 429: once is for good.",
  },
  {
    kind: 'conflict',
    of: ({ service, operation }) => service === 'dynamodb' && reads.includes(operation),
    why: 'DynamoDB turns no plain read away because of a transaction: it reads what stood before or after it.',
  },
  {
    kind: 'conflict',
    of: ({ service }) => service === 'sqs',
    why: 'Calls of a standard queue never conflict.',
  },
  {
    kind: 'conflict',
    of: ({ service }) => service === 'kms' || service === 'secrets',
    why: 'Keys and secrets are only read: nothing is changed that two calls could work on.',
  },
  {
    kind: 'conflict',
    of: ({ service, operation }) => service === 's3' && !/^(Put|Delete|Complete)/.test(operation),
    why: 'S3 answers 409 to what changes an object alone: parts and lists have nothing to conflict with.',
  },
  {
    kind: 'conflict',
    of: ({ service, operation }) => service === 'stripe' && /\.(list\w*|retrieve)$/.test(operation),
    why: 'Stripe locks an object for those who change it: reads are not turned away.',
  },
];

export const whyNot = (site: CallSite, kind: Kind): Reason | undefined =>
  cannot.find((each) => each.kind === kind && each.of(site))?.why;

import { errorReply } from '../../../shared/contract/errors.ts';

/*
 * What holds for every operation: how it is refused, and what its headers tell.
 */

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

const rateLimitHeaders = {
  'x-ratelimit-limit-requests': { description: 'Requests a minute.', schema: count },
  'x-ratelimit-remaining-requests': { description: 'Requests that are left now.', schema: count },
  'x-ratelimit-reset-requests': { description: 'When all are there again: "6m0s".', schema: text },
  'x-ratelimit-limit-tokens': { description: 'Tokens a minute.', schema: count },
  'x-ratelimit-remaining-tokens': { description: 'Tokens that are left now.', schema: count },
  'x-ratelimit-reset-tokens': { description: 'When all are there again: "6m0s".', schema: text },
};

export const headers = {
  'x-request-id': { description: 'Of this very request: name it when you ask about it.', schema: text },
  'retry-after': { description: 'Seconds until it is worth trying again.', schema: count },
  'idempotent-replayed': {
    description: 'true: this is the first answer under your Idempotency-Key, again.',
    schema: text,
  },
  ...rateLimitHeaders,
};

type HeaderName = keyof typeof headers;

export const headersOf = (...names: HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

export const rateLimitHeaderNames = Object.keys(rateLimitHeaders) as HeaderName[];

/** The refusals, by status. */
const refusals: Readonly<Record<number, { name: string; description: string; more?: HeaderName[] }>> = {
  400: { name: 'BadRequest', description: 'Something in the request is wrong: `param` says what.' },
  401: { name: 'Unauthorized', description: 'There is no key, or it is not valid any more.' },
  403: {
    name: 'Forbidden',
    description: 'The key has not the scope that this needs, or no vehicle may run it.',
  },
  404: { name: 'NotFound', description: 'There is no such thing, or none of yours.' },
  405: {
    name: 'MethodNotAllowed',
    description: 'The path has other methods: the header `allow` names them.',
  },
  409: {
    name: 'Conflict',
    description: 'It is not in a state for this, or another request was first.',
    more: ['retry-after'],
  },
  413: { name: 'TooLarge', description: 'The body or the file is too large.' },
  415: { name: 'UnsupportedMediaType', description: 'The body is of another type than this takes.' },
  422: { name: 'IdempotencyMismatch', description: 'The Idempotency-Key was sent with another request.' },
  429: {
    name: 'TooManyRequests',
    description:
      'A limit a minute is reached (`rate_limit_exceeded`), or the balance or a cap is (`insufficient_quota`, with `x-should-retry: false`).',
    more: ['retry-after', ...rateLimitHeaderNames],
  },
  500: { name: 'Fault', description: 'Something failed on our side. Nothing is lost: try again.' },
  503: {
    name: 'Unavailable',
    description: 'No vehicle can serve this now (`no_vehicle_available`), or the window is full.',
    more: ['retry-after'],
  },
};

export const refusalComponents = Object.fromEntries(
  Object.values(refusals).map(({ name, description, more = [] }) => [
    name,
    {
      description,
      headers: headersOf('x-request-id', ...more),
      content: { 'application/json': { schema: errorReply } },
    },
  ]),
);

export const refusalResponses = Object.fromEntries(
  Object.entries(refusals).map(([status, { name }]) => [
    status,
    { $ref: `#/components/responses/${name}` as const },
  ]),
);

/** On every POST. */
export const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;

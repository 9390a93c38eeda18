import type { ReferenceCheck } from '../../support/reference-check.ts';
import type { FuzzRequest } from './requests.ts';
import type { FuzzReply } from './send.ts';

/** Where our code lies, or a line of a stack trace. */
const innards = /\n\s+at |node_modules|\.ts:\d|\bfunctions\/|ValidationException|DynamoDB/;

/** What is wrong with the reply to whatever was asked; undefined where nothing is. */
export function complaint(check: ReferenceCheck, asked: FuzzRequest, reply: FuzzReply): string | undefined {
  const { method } = asked;
  const path = asked.path.split('?')[0] ?? '';
  const { status, headers, body } = reply;
  if (status >= 500 && status !== 503) return `it was answered ${status}: ${body.slice(0, 300)}`;
  if (status === 503 && !/no_vehicle_available|window_full/.test(body))
    return `it was answered 503: ${body.slice(0, 300)}`;
  if (asked.isForeign && status < 400 && method !== 'OPTIONS')
    return `another customer's thing was answered ${status}: ${body.slice(0, 300)}`;
  if (innards.test(body)) return `it tells of our innards: ${body.slice(0, 500)}`;
  return check.problemOf({ method, path, status, headers, body });
}

/** To be sent again by hand. */
export const asText = ({ operationId, method, path, headers, body }: FuzzRequest): string =>
  [
    `${operationId}: ${method} ${path.slice(0, 500)}`,
    ...Object.entries(headers).map(
      ([name, value]) => `${name}: ${/^Bearer /.test(value) ? 'Bearer ...' : value.slice(0, 200)}`,
    ),
    body ? `\n${body.length > 1_000 ? `${body.subarray(0, 1_000)}... (${body.length} bytes)` : body}` : '',
  ].join('\n');

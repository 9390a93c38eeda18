import type { OperationExample } from '../../functions/customer/reference/examples.ts';
import type { Sent } from './send-example.ts';

/** Secrets are shown to those who made them: in an example there is a word in their place. */
const secretFields = ['value', 'signing_secret'];

/** A reply as the reference shows it: with the examples' ids, without an address of the market that answered. */
export function retold(
  { status, headers, body }: Sent,
  { ids, url }: { ids: ReadonlyMap<string, string>; url: string },
): OperationExample['reply'] {
  const contentType = headers.get('content-type')?.split(';')[0] ?? '';
  let text = body.replaceAll(url, 'https://api.example.com');
  for (const [exampleId, id] of ids) text = text.replaceAll(id, exampleId);
  text = text
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'https://example.com')
    .replace(/(whsec_|pk_test_)\.\.\.[A-Za-z0-9+/]{4}/g, '$1...wxyz')
    .replace(/cs_test_[0-9a-f]{20,}/g, 'cs_test_abc123');
  const shown =
    contentType === 'application/json' ? withoutSecrets(JSON.parse(text)) : firstLine(contentType, text);
  return { status, contentType, body: shown };
}

/** Of JSON Lines the first: an object where it is whole. */
function firstLine(contentType: string, text: string): unknown {
  if (contentType !== 'application/jsonl') return text;
  try {
    return JSON.parse(text.split('\n')[0] ?? '');
  } catch {
    return text;
  }
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      secretFields.includes(key) && typeof each === 'string' ? 'shown this once' : withoutSecrets(each),
    ]),
  );
}

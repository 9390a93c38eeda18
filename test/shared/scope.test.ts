import { describe, expect, test } from 'vitest';
import { missingScopes, neededScope, workScopes } from '../../shared/scope.ts';

/** By path: what reading it and what changing it needs. */
const needs: Readonly<Record<string, readonly [read: string, write: string]>> = {
  '/v1/embeddings': ['inference', 'inference'],
  '/v1/chat/completions': ['inference', 'inference'],
  '/v1/completions': ['inference', 'inference'],
  '/v1/responses': ['inference', 'inference'],
  '/v1/files': ['files.read', 'files.write'],
  '/v1/uploads': ['files.read', 'files.write'],
  '/v1/quotes': ['batches.read', 'batches.read'],
  '/v1/batches': ['batches.read', 'batches.write'],
  '/v1/webhooks': ['webhooks.read', 'webhooks.write'],
  '/v1/webhook_endpoints': ['webhooks.read', 'webhooks.write'],
  '/v1/webhook_event_types': ['webhooks.read', 'webhooks.write'],
  '/v1/events': ['webhooks.read', 'webhooks.write'],
  '/v1/api_keys': ['keys.read', 'keys.write'],
  '/v1/projects': ['projects.read', 'projects.write'],
  '/v1/usage': ['usage.read', 'usage.read'],
  '/v1/costs': ['usage.read', 'usage.read'],
  '/v1/organization': ['usage.read', 'usage.read'],
  '/v1/balance': ['billing.read', 'billing.write'],
  '/v1/top_ups': ['billing.read', 'billing.write'],
  '/v1/auto_top_up': ['billing.read', 'billing.write'],
  '/v1/invoices': ['billing.read', 'billing.write'],
  '/v1/refunds': ['billing.read', 'billing.write'],
  '/v1/models': ['any key', 'any key'],
};

describe.each(Object.entries(needs))('%s', (path, [read, write]) => {
  test(`and all beneath it is read with ${read} and changed with ${write}`, () => {
    for (const each of [path, `${path}/an_id`, `${path}/an_id/cancel`]) {
      expect(['GET', 'HEAD'].map((method) => neededScope(method, each))).toEqual([read, read]);
      expect(['POST', 'PUT', 'PATCH', 'DELETE', 'get'].map((method) => neededScope(method, each))).toEqual(
        Array.from({ length: 5 }, () => write),
      );
    }
  });

  test('lends nothing to a path that only begins or ends alike', () => {
    for (const each of [`${path}x`, `${path}-old/an_id`, `/v2${path}`, path.slice(1), path.toUpperCase()])
      expect(neededScope('GET', each), each).toBeUndefined();
  });
});

test.each(['', '/', '/v1', '/v1/', '/v1/unheard_of', '/v1/chat', '/healthz'])(
  'a path that no rule knows is open to no key: %j',
  (path) => {
    for (const method of ['GET', 'POST']) expect(neededScope(method, path)).toBeUndefined();
  },
);

test('a new key sends work and fetches its results, and can touch neither money nor keys', () => {
  expect(workScopes).toEqual(['inference', 'files.read', 'files.write', 'batches.read', 'batches.write']);
});

test('what is missing is what is wanted and not held, in the order it was asked for', () => {
  expect(missingScopes(['keys.write', 'inference', 'files.read'], ['inference'])).toEqual([
    'keys.write',
    'files.read',
  ]);
  expect(missingScopes(['inference'], ['inference', 'keys.read'])).toEqual([]);
  expect(missingScopes([], [])).toEqual([]);
});

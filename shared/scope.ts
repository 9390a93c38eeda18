/** What a key may be allowed to do. `inference`: live calls. Reading and changing are apart, so that a dashboard's key spends nothing. */
export const scopes = [
  'inference',
  'files.read',
  'files.write',
  'batches.read',
  'batches.write',
  'webhooks.read',
  'webhooks.write',
  'keys.read',
  'keys.write',
  'projects.read',
  'projects.write',
  'usage.read',
  'billing.read',
  'billing.write',
] as const;
export type Scope = (typeof scopes)[number];

/** What a new key may do where nothing is said: send work and fetch its results. */
export const workScopes: readonly Scope[] = [
  'inference',
  'files.read',
  'files.write',
  'batches.read',
  'batches.write',
];

type Area = 'files' | 'batches' | 'webhooks' | 'keys' | 'projects' | 'billing';
type Rule = { prefixes: readonly string[]; needs: { area: Area } | { scope: Scope } | 'any key' };

/** Every path of the customer's API stands here. One that does not can't be called: see `neededScope`. */
const rules: readonly Rule[] = [
  {
    prefixes: ['/v1/embeddings', '/v1/chat/completions', '/v1/completions', '/v1/responses'],
    needs: { scope: 'inference' },
  },
  { prefixes: ['/v1/files', '/v1/uploads'], needs: { area: 'files' } },
  // A quote spends nothing: it tells what a batch would.
  { prefixes: ['/v1/quotes'], needs: { scope: 'batches.read' } },
  { prefixes: ['/v1/batches'], needs: { area: 'batches' } },
  {
    prefixes: ['/v1/webhooks', '/v1/webhook_endpoints', '/v1/webhook_event_types', '/v1/events'],
    needs: { area: 'webhooks' },
  },
  { prefixes: ['/v1/api_keys'], needs: { area: 'keys' } },
  { prefixes: ['/v1/projects'], needs: { area: 'projects' } },
  { prefixes: ['/v1/usage', '/v1/costs', '/v1/organization'], needs: { scope: 'usage.read' } },
  {
    prefixes: ['/v1/balance', '/v1/top_ups', '/v1/auto_top_up', '/v1/invoices', '/v1/refunds'],
    needs: { area: 'billing' },
  },
  { prefixes: ['/v1/models'], needs: 'any key' },
];

/**
 * The scope that a call needs. Undefined: no rule knows the path, and it must be refused, so that a route which is
 * added without a rule is closed rather than open to every key.
 */
export function neededScope(method: string, path: string): Scope | 'any key' | undefined {
  const needs = rules.find(({ prefixes }) => prefixes.some((prefix) => isUnder(path, prefix)))?.needs;
  if (needs === undefined || needs === 'any key') return needs;
  if ('scope' in needs) return needs.scope;
  const verb = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
  return scopes.find((scope) => scope === `${needs.area}.${verb}`);
}

const isUnder = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

/** What is in `wanted` and not in `held`. */
export const missingScopes = (wanted: readonly Scope[], held: readonly Scope[]): Scope[] =>
  wanted.filter((scope) => !held.includes(scope));

/**
 * What a person of finance may do. Who makes a payment, a promise or a correction does not approve it (the routes see
 * to that); who may let people in is told apart from both.
 */
export const financeRights = ['read', 'make', 'approve', 'people'] as const;
export type FinanceRight = (typeof financeRights)[number];

/** What a call needs. A route that decides on what another person made ends in `approve` or `reject`. */
export function neededRight(method: string, path: string): FinanceRight {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'read';
  if (path === '/v1/finance/people' || path.startsWith('/v1/finance/people/')) return 'people';
  return /\/(approve|reject)$/.test(path) ? 'approve' : 'make';
}

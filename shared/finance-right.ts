/**
 * What a person of finance may do. Who makes a payment, a promise or a correction does not approve it (the routes see
 * to that); who may let people in is told apart from both.
 */
export const financeRights = ['read', 'make', 'approve', 'people'] as const;
export type FinanceRight = (typeof financeRights)[number];

/**
 * Any of these lets a call in. A route that decides on what another person made ends in `approve` or `reject`; who made
 * it may take it back without the right to approve, which each such route sees to.
 */
export function neededRights(method: string, path: string): readonly FinanceRight[] {
  return path.endsWith('/reject') && neededRight(method, path) === 'approve'
    ? ['approve', 'make']
    : [neededRight(method, path)];
}

function neededRight(method: string, path: string): FinanceRight {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'read';
  if (path === '/v1/finance/people' || path.startsWith('/v1/finance/people/')) return 'people';
  return /\/(approve|reject)$/.test(path) ? 'approve' : 'make';
}

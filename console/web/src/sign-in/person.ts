import type { IDToken } from 'oauth4webapi';

const roles = ['customer', 'owner', 'finance', 'operator'] as const;
export type Role = (typeof roles)[number];

/** Who is signed in, as the provider says. What they may see is judged by the API, not by this. */
export type Person = { name: string; role: Role; principalId: string };

/** Throws where the provider names no role that the console knows. */
export function personOf(claims: IDToken): Person {
  const role = roles.find((known) => known === claims.parkade_role);
  if (!role) throw new Error('The provider names no role of yours that this console knows.');
  return {
    role,
    name: String(claims.name ?? claims.sub),
    principalId: String(claims.parkade_principal ?? ''),
  };
}

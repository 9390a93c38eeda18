import type { ApiKey, KeyGrant } from '../../../shared/api-key.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Deps } from '../../edge/deps.ts';
import type { CallerKey } from '../../edge/http.ts';

export type Caller = { customerId: string; key: CallerKey; grant: KeyGrant };

/** A key that the caller may see: its organisation's, or, for a key of one project, that project's. */
export async function visibleKey(deps: Deps, caller: Caller, keyId: string): Promise<ApiKey> {
  const key = await deps.apiKeys.get(caller.customerId, keyId);
  const isVisible = caller.grant.reach === 'organization' || isOfProject(key, caller.key.projectId);
  if (!isVisible) throw new Refusal('not_found', `No API key found with id '${keyId}'.`);
  return key;
}

const isOfProject = (key: ApiKey, projectId: string) =>
  key.reach === 'project' && key.projectId === projectId;

/** When any of its secrets was last used. */
export async function lastUseOf(
  { credentials }: Deps,
  { current, previous }: ApiKey,
): Promise<number | undefined> {
  const secrets = previous ? [current, previous] : [current];
  const found = await Promise.all(secrets.map(({ sha256 }) => credentials.find(sha256)));
  const uses = found.flatMap((credential) => credential?.lastUsedAt ?? []);
  return uses.length > 0 ? Math.max(...uses) : undefined;
}

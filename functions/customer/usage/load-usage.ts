import type { KeyGrant } from '../../../shared/api-key.ts';
import type { UsageDays } from '../../../shared/contract/usage.ts';
import type { Usage } from '../../../shared/usage.ts';
import type { Deps } from '../../edge/deps.ts';
import type { CallerKey } from '../../edge/http.ts';

type Caller = { customerId: string; key: CallerKey; grant: KeyGrant };
type Asked = UsageDays & { projectId?: string | undefined; keyId?: string | undefined };

/** What the caller may see of it: all of its organisation's, or, for a key of one project, that project's. */
export async function loadUsage(
  { usage }: Deps,
  caller: Caller,
  { projectId, keyId, ...days }: Asked,
): Promise<Usage[]> {
  const { customerId, key, grant } = caller;
  const all = await Array.fromAsync(usage.of(customerId, days));
  return all.filter(
    (each) =>
      (grant.reach === 'organization' || each.projectId === key.projectId) &&
      (projectId === undefined || each.projectId === projectId) &&
      (keyId === undefined || each.keyId === keyId),
  );
}

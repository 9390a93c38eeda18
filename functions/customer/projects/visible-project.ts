import type { KeyGrant } from '../../../shared/api-key.ts';
import { monthOf, type Project, type ProjectSpend } from '../../../shared/project.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Deps } from '../../edge/deps.ts';
import type { CallerKey } from '../../edge/http.ts';

type Caller = { customerId: string; key: CallerKey; grant: KeyGrant };

/** A project that the caller may see: any of its organisation's, or, for a key of one project, that one. */
export async function visibleProject(deps: Deps, caller: Caller, projectId: string): Promise<Project> {
  if (caller.grant.reach === 'project' && caller.key.projectId !== projectId)
    throw new Refusal('not_found', `No project found with id '${projectId}'.`);
  return deps.projects.get(caller.customerId, projectId);
}

export function refuseUnlessOrganization({ reach }: KeyGrant): void {
  if (reach !== 'organization')
    throw new Refusal(
      'not_allowed',
      'A key of one project acts there alone: this takes a key of the organisation.',
    );
}

export const spendNow = (
  { projects, now }: Deps,
  { customerId, projectId }: Project,
): Promise<ProjectSpend> => projects.spendOf({ customerId, projectId, month: monthOf(now()) });

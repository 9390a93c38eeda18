import { createRoute, z } from '@hono/zod-openapi';
import { projectObject, projectObjectOf } from '../../shared/contract/projects.ts';
import { defaultProjectId, type Project } from '../../shared/project.ts';
import { Refusal } from '../../shared/refusal.ts';
import { projectWrites } from '../adapters/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { revokeWrites } from './keys/revoke-writes.ts';
import { refuseUnlessOrganization, spendNow } from './projects/visible-project.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/projects/{projectId}/archive',
  summary: 'Ends a project: its keys are revoked and nothing new begins in it',
  description: 'Work that is under way is finished and charged. It can’t be undone.',
  request: { params: z.object({ projectId: z.string().max(100) }) },
  responses: {
    200: { description: 'The project', content: { 'application/json': { schema: projectObject } } },
  },
});

/** The project first, so that no key is made and no money held meanwhile; then its keys, as many as there are. Twice is as once. */
export function archiveProject(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    refuseUnlessOrganization(c.get('grant'));
    const { projectId } = c.req.valid('param');
    if (projectId === defaultProjectId)
      throw new Refusal(
        'conflict',
        "The default project can't be archived: keys of the organisation spend there.",
      );
    const project = await deps.projects.get(c.get('callerId'), projectId);
    const archived = project.archivedAt === undefined ? await archive(deps, project) : project;
    await revokeKeys(deps, archived);
    return c.json(projectObjectOf(archived, await spendNow(deps, archived)), 200);
  });
}

async function archive({ commit, now }: Deps, project: Project): Promise<Project> {
  const archived = { ...project, version: project.version + 1, archivedAt: now() };
  await commit([projectWrites.save(archived)]);
  return archived;
}

async function revokeKeys({ apiKeys, commit, now }: Deps, { customerId, projectId }: Project): Promise<void> {
  const all = await apiKeys.list(customerId, {
    projectId,
    reach: 'project',
    limit: Number.POSITIVE_INFINITY,
  });
  for (const key of all) if (key.revokedAt === undefined) await commit(revokeWrites(key, now()));
}

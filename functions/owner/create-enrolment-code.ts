import { createRoute } from '@hono/zod-openapi';
import { enrolmentCodeReply } from '../../shared/contract/owner.ts';
import { ownerWrites } from '../adapters/owners.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newEnrolmentCode } from '../edge/new-secret.ts';

/** Long enough to walk to the car. */
const codeMillis = 10 * 60_000;

/** A code by which one vehicle enrols as this owner's, once. */
export function createEnrolmentCode(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/enrolment_codes',
    summary: 'A one-time code to enrol a vehicle with',
    responses: {
      200: {
        description: 'The code, shown this once',
        content: { 'application/json': { schema: enrolmentCodeReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { code, sha256 } = newEnrolmentCode(deps.randomBytes);
    const expiresAt = deps.now() + codeMillis;
    await deps.commit([
      ownerWrites.openEnrolmentCode(sha256, {
        ownerId: c.get('callerId'),
        expiresAt,
        state: 'open',
        tries: 0,
      }),
    ]);
    return c.json({ code, expiresAt }, 200);
  });
}

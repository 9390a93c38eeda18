import { authenticate } from '../edge/authenticate.ts';
import { limitBody } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { type Api, newApi } from '../edge/http.ts';
import { createEnrolmentCode } from './create-enrolment-code.ts';
import { createOnboardingLink } from './create-onboarding-link.ts';
import { getEarnings } from './get-earnings.ts';

/** What owners call. */
export function ownerRouter(deps: Deps): Api {
  const api = newApi(deps);
  api.use(authenticate(deps, 'owner'));
  api.use(limitBody(100_000));
  createEnrolmentCode(api, deps);
  createOnboardingLink(api, deps);
  getEarnings(api, deps);
  return api;
}

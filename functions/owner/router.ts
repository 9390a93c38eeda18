import { authenticate } from '../edge/authenticate.ts';
import { limitBody } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { type Api, newApi } from '../edge/http.ts';
import { createBeneficiaryLink } from './create-beneficiary-link.ts';
import { createCharter } from './create-charter.ts';
import { createEnrolmentCode } from './create-enrolment-code.ts';
import { createOnboardingLink } from './create-onboarding-link.ts';
import { getBeneficiaries } from './get-beneficiaries.ts';
import { getCharter } from './get-charter.ts';
import { getEarnings } from './get-earnings.ts';
import { getStatement } from './get-statement.ts';
import { getVehicle } from './get-vehicle.ts';
import { getVehicleCharter } from './get-vehicle-charter.ts';
import { listCharters } from './list-charters.ts';
import { listEarningsDays } from './list-earnings-days.ts';
import { listVehicles } from './list-vehicles.ts';
import { reinstateVehicle } from './reinstate-vehicle.ts';
import { revokeVehicle } from './revoke-vehicle.ts';
import { setBeneficiaries } from './set-beneficiaries.ts';
import { setReward } from './set-reward.ts';
import { withdrawCharter } from './withdraw-charter.ts';

/** What owners call. */
export function ownerRouter(deps: Deps): Api {
  const api = newApi(deps);
  api.use(authenticate(deps, 'owner'));
  api.use(limitBody(100_000));
  createEnrolmentCode(api, deps);
  createOnboardingLink(api, deps);
  getEarnings(api, deps);
  listVehicles(api, deps);
  getVehicle(api, deps);
  revokeVehicle(api, deps);
  reinstateVehicle(api, deps);
  getBeneficiaries(api, deps);
  setBeneficiaries(api, deps);
  createBeneficiaryLink(api, deps);
  createCharter(api, deps);
  listCharters(api, deps);
  getCharter(api, deps);
  withdrawCharter(api, deps);
  getVehicleCharter(api, deps);
  listEarningsDays(api, deps);
  setReward(api, deps);
  getStatement(api, deps);
  return api;
}

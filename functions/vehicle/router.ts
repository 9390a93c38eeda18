import { authenticateKeyHolder, authenticateVehicle, type VehicleApi } from '../edge/authenticate-vehicle.ts';
import { limitBody } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { newApi } from '../edge/http.ts';
import { addPiece } from './add-piece.ts';
import { changeKeys } from './change-keys.ts';
import { enrolVehicle } from './enrol-vehicle.ts';
import { exchangeWork } from './exchange-work.ts';
import { getCharter } from './get-charter.ts';
import { registerVehicle } from './register-vehicle.ts';
import { restVehicle } from './rest-vehicle.ts';

/** What vehicles call. All is signed by the device's key; the enrolment by one that no vehicle has yet. */
export function vehicleRouter(deps: Deps) {
  const api = newApi(deps);
  api.use(limitBody(1_000_000));
  api.use('/v1/vehicle/enrolments', authenticateKeyHolder(deps));
  enrolVehicle(api, deps);
  const signed = api as unknown as VehicleApi;
  signed.use('/v1/vehicle/*', authenticateVehicle(deps));
  exchangeWork(signed, deps);
  addPiece(signed, deps);
  registerVehicle(signed, deps);
  changeKeys(signed, deps);
  getCharter(signed, deps);
  restVehicle(signed, deps);
  return api;
}

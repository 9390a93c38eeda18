import { authenticateVehicle, type VehicleApi } from '../edge/authenticate-vehicle.ts';
import { limitBody } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { newApi } from '../edge/http.ts';
import { addPiece } from './add-piece.ts';
import { enrolVehicle } from './enrol-vehicle.ts';
import { exchangeWork } from './exchange-work.ts';

/** What vehicles call. All but the enrolment is signed by the device's key. */
export function vehicleRouter(deps: Deps) {
  const api = newApi(deps);
  api.use(limitBody(1_000_000));
  enrolVehicle(api, deps);
  const signed = api as unknown as VehicleApi;
  signed.use('/v1/vehicle/*', authenticateVehicle(deps));
  exchangeWork(signed, deps);
  addPiece(signed, deps);
  return api;
}

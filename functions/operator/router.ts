import { auditTrail } from '../edge/audit-trail.ts';
import { authenticate } from '../edge/authenticate.ts';
import { limitBody } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { type Api, newApi } from '../edge/http.ts';
import { tellItself } from '../edge/openapi-document.ts';
import { createHalt } from './create-halt.ts';
import { endHalt } from './end-halt.ts';
import { getDeadLetters } from './get-dead-letters.ts';
import { getFleet } from './get-fleet.ts';
import { getHalt } from './get-halt.ts';
import { getVehicle } from './get-vehicle.ts';
import { liftQuarantine } from './lift-quarantine.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listHalts } from './list-halts.ts';
import { listLanes } from './list-lanes.ts';
import { listVehicles } from './list-vehicles.ts';
import { quarantineVehicle } from './quarantine-vehicle.ts';
import { replayDeadLetters } from './replay-dead-letters.ts';

/** What those call who look after fleet and queues. */
export function operatorRouter(deps: Deps): Api {
  const api = newApi(deps);
  tellItself(api, '/v1/operator/openapi.json', {
    title: 'Parkade for operators',
    publicUrl: deps.publicUrl,
  });
  api.use(authenticate(deps, 'operator'));
  api.use(limitBody(100_000));
  api.use(auditTrail(deps));
  getFleet(api, deps);
  listLanes(api, deps);
  createHalt(api, deps);
  endHalt(api, deps);
  getHalt(api, deps);
  listHalts(api, deps);
  listVehicles(api, deps);
  getVehicle(api, deps);
  quarantineVehicle(api, deps);
  liftQuarantine(api, deps);
  listDeadLetters(api, deps);
  getDeadLetters(api, deps);
  replayDeadLetters(api, deps);
  return api;
}

import { auditTrail } from '../edge/audit-trail.ts';
import { authenticate } from '../edge/authenticate.ts';
import { limitBody } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { requireRight } from '../edge/finance-rights.ts';
import { type Api, newApi } from '../edge/http.ts';
import { createCustomer } from './create-customer.ts';
import { createHalt } from './create-halt.ts';
import { createOwner } from './create-owner.ts';
import { createPerson } from './create-person.ts';
import { deletePerson } from './delete-person.ts';
import { endHalt } from './end-halt.ts';
import { getHalt } from './get-halt.ts';
import { getProof } from './get-proof.ts';
import { listAuditTrail } from './list-audit-trail.ts';
import { listEntries } from './list-entries.ts';
import { listHalts } from './list-halts.ts';
import { listPeople } from './list-people.ts';

/** What finance calls. */
export function financeRouter(deps: Deps): Api {
  const api = newApi(deps);
  api.use(authenticate(deps, 'finance'));
  api.use(limitBody(100_000));
  // Before the rights: what is refused is in the trail as well.
  api.use(auditTrail(deps));
  api.use(requireRight);
  createPerson(api, deps);
  listPeople(api, deps);
  deletePerson(api, deps);
  listAuditTrail(api, deps);
  createCustomer(api, deps);
  createOwner(api, deps);
  createHalt(api, deps);
  endHalt(api, deps);
  getHalt(api, deps);
  listHalts(api, deps);
  getProof(api, deps);
  listEntries(api, deps);
  return api;
}

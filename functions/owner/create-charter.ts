import { createRoute } from '@hono/zod-openapi';
import {
  agreeTo,
  type ConsentClaims,
  charterSha256,
  consentType,
  refuseDepartures,
} from '../../shared/consent.ts';
import { agreedCharter, charterRequest } from '../../shared/contract/owner-charters.ts';
import { Refusal } from '../../shared/refusal.ts';
import { consentWrites } from '../adapters/consents.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleCharter } from './charters/visible-charter.ts';
import { getOpenOwner } from './closing/get-open-owner.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/owner/charters',
  summary: 'Agree to a charter, for all vehicles or for some',
  description:
    'A new version, in force at once: each vehicle fetches it at its next call and judges it by itself. The reply has ' +
    "a statement of your consent, signed by a key of /.well-known/jwks.json over the SHA-256 of the charter's " +
    'canonical JSON. Earlier versions are kept as they were. Times of departure are refused: they are private to ' +
    'the car, and belong into its own charter file.',
  request: { body: { required: true, content: { 'application/json': { schema: charterRequest } } } },
  responses: {
    200: {
      description: 'The version, and the signed statement of the consent',
      content: { 'application/json': { schema: agreedCharter } },
    },
  },
});

export function createCharter(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { charter, vehicle_ids: named, consent: given } = c.req.valid('json');
    refuseDepartures(charter);
    const vehicleIds = named === undefined ? null : [...new Set(named)].sort();
    const [consent] = await Promise.all([
      deps.consents.find(ownerId),
      getOpenOwner(deps, ownerId),
      refuseUnlessOwned(deps, ownerId, vehicleIds ?? []),
    ]);
    const agreed = agreeTo(consent, ownerId, vehicleIds);
    const claims: ConsentClaims = {
      object: 'charter_consent',
      owner_id: ownerId,
      version: agreed.lastVersion,
      sha256: await charterSha256(charter),
      vehicle_ids: vehicleIds,
      text_version: given.text_version,
      accepted_at: deps.now(),
    };
    const statement = await deps.statements.sign(claims, consentType);
    const version = { ownerId, version: agreed.lastVersion, charter, statement };
    await deps.commit(consentWrites.agree(agreed, version));
    return c.json(visibleCharter(version), 200);
  });
}

async function refuseUnlessOwned(
  { vehicles }: Deps,
  ownerId: string,
  vehicleIds: readonly string[],
): Promise<void> {
  const found = await vehicles.getMany(vehicleIds);
  for (const id of vehicleIds)
    if (!found.some((vehicle) => vehicle.vehicleId === id && vehicle.ownerId === ownerId))
      throw new Refusal('not_found', `You have no vehicle ${id}.`, { param: 'vehicle_ids' });
}

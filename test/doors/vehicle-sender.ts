import { signProof } from '../../agent/proof.ts';
import { proofHeader } from '../../shared/contract/vehicle.ts';
import type { Market } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import type { DescribedRoute } from './described-routes.ts';
import type { Stranger } from './foreign-things.ts';
import { wireOf } from './requests.ts';

/** What is wrong with the proof, where something is. */
export type Signing = { kid?: string; url?: string; body?: string; aheadMillis?: number; seq?: number };

/** As a vehicle calls: each request signed by its device. */
export const vehicleSender =
  (market: Market, { vehicleId, device }: TestVehicle, wrong: Signing = {}): Stranger['send'] =>
  async (api, route: DescribedRoute, request) => {
    const { url, method, body, headers } = wireOf(route, request);
    const { publicUrl, now } = market.cloud.deps;
    const proof = await signProof(
      {
        kid: wrong.kid ?? vehicleId,
        method,
        url: `${publicUrl}${wrong.url ?? url}`,
        body: wrong.body ?? String(body ?? ''),
        seq: wrong.seq ?? (await device.nextSeq()),
        run: device.run,
        challenge: undefined,
        signedAt: now() + (wrong.aheadMillis ?? 0),
      },
      device.signingKey,
    );
    const init = {
      method,
      headers: { ...headers, [proofHeader]: proof },
      ...(body !== undefined && { body }),
    };
    return api.request(url, init as RequestInit);
  };

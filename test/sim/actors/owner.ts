import { type Caller, callMarket } from './caller.ts';
import type { Car } from './car.ts';
import { passes } from './sim-engine.ts';

/** Takes a car out of the market at some moment. `done`: the market said so. */
export async function revoke(owner: Caller, car: Car, done: () => void): Promise<void> {
  await passes(10_000 + owner.random.below(120_000));
  const answer = await callMarket(owner, 'POST', `/owner/vehicles/${car.vehicleId}/revoke`, {
    body: { reason: 'sold' },
  });
  if (answer?.status === 200) done();
}

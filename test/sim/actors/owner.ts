import type { Cloud } from '../world/cloud.ts';
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

/** Is paid all that is owed, and erased; every car leaves. `done`: the market said so. */
export async function closeAccount(owner: Caller, done: () => void): Promise<void> {
  await passes(20_000 + owner.random.below(200_000));
  for (let isAsked = false; !isAsked; ) {
    const answer = await callMarket(owner, 'POST', '/owner/erasure', { body: {} });
    isAsked = answer?.status === 200;
    if (isAsked) done();
    else await passes(30_000);
  }
}

/** Gives others a part of what comes from some moment on, and changes its mind. Some open their account late. */
export async function sharePay(owner: Caller, { atStripe }: Pick<Cloud, 'atStripe'>): Promise<void> {
  const { random } = owner;
  const partOf = (name: string) => ({ name, role: 'driver', share_basis_points: 1 + random.below(4_999) });
  const openAccounts = async () => {
    const shared = await callMarket(owner, 'GET', '/owner/beneficiaries');
    for (const { stripe_account_id } of shared?.body?.data ?? [])
      await atStripe('POST', `/_test/accounts/${stripe_account_id}/onboard`, {});
    return shared?.status === 200;
  };
  for (const names of [['Dora'], ['Dora', 'Leo']]) {
    await passes(random.below(120_000));
    await callMarket(owner, 'PUT', '/owner/beneficiaries', { body: { beneficiaries: names.map(partOf) } });
    if (random.chance(0.6)) await openAccounts();
  }
  while (!(await openAccounts())) await passes(30_000);
  await callMarket(owner, 'PUT', '/owner/beneficiaries', { body: { beneficiaries: [] } });
}

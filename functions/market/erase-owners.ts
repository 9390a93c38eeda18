import { closureWaits } from '../../shared/closure.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { closureWrites } from '../adapters/closures.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Erases what is personal of owners who asked for it, once they are paid. Returns how many. What breaks off is done
 * again from its beginning at the next tick: erasing twice is erasing.
 */
export const eraseOwners = (deps: Deps) => async (): Promise<number> => {
  let erased = 0;
  for await (const ownerId of deps.closures.open())
    try {
      if (await eraseOwner(deps, ownerId)) erased++;
    } catch (error) {
      if (!isRefusal(error, 'changed_meanwhile')) deps.reportFault(error, `erasure of owner ${ownerId}`);
    }
  return erased;
};

async function eraseOwner(deps: Deps, ownerId: string): Promise<boolean> {
  const [closure, own, shared] = await Promise.all([
    deps.closures.find(ownerId),
    deps.ledger.ownerBalance(ownerId),
    deps.ledger.beneficiaryBalances(ownerId),
  ]);
  if (!closure || closure.erasedAt !== undefined) return false;
  // One that was enrolling when the account was closed.
  const vehicles = await revokeAll(deps, ownerId);
  if (closureWaits(closure, { ...own, payees: [own, ...shared] }, deps.now())) return false;
  const charters = await eraseCharters(deps, ownerId);
  const beneficiaries = await deps.beneficiaries.ofOwner(ownerId);
  for (const { beneficiaryId } of beneficiaries)
    await deps.commit([closureWrites.eraseBeneficiary(ownerId, beneficiaryId)]);
  const erased = { charters, beneficiaries: beneficiaries.length, vehicles };
  await deps.commit(closureWrites.end(closure, erased, deps.now()));
  return true;
}

async function eraseCharters(deps: Deps, ownerId: string): Promise<number> {
  const { lastVersion = 0 } = (await deps.consents.find(ownerId)) ?? {};
  for (let version = 1; version <= lastVersion; version++)
    await deps.commit([closureWrites.eraseCharter(ownerId, version)]);
  return lastVersion;
}

/** How many the owner has. */
async function revokeAll(deps: Deps, ownerId: string): Promise<number> {
  let count = 0;
  for await (const vehicle of deps.vehicles.everyOf(ownerId)) {
    if (vehicle.state !== 'revoked') await deps.commit([vehicleWrites.revoke(vehicle, deps.now())]);
    count++;
  }
  return count;
}

export const handler = timerLambda(eraseOwners);

import { allParts, type Beneficiary, ownersOwn } from '../../../shared/beneficiaries.ts';
import type { BeneficiariesReply } from '../../../shared/contract/owner-beneficiaries.ts';
import type { Deps } from '../../edge/deps.ts';

/** Who shares, and what each of them is owed. */
export async function tellBeneficiaries(deps: Deps, ownerId: string): Promise<BeneficiariesReply> {
  const [{ sharesVersion }, named, balances] = await Promise.all([
    deps.owners.get(ownerId),
    deps.beneficiaries.ofOwner(ownerId),
    deps.ledger.beneficiaryBalances(ownerId),
  ]);
  const shares =
    sharesVersion === undefined ? undefined : await deps.beneficiaries.findShares(ownerId, sharesVersion);
  const parts = new Map(
    allParts(shares?.shares ?? []).map(({ beneficiaryId, basisPoints }) => [beneficiaryId, basisPoints]),
  );
  const standing = (id: string) => {
    const balance = balances.find(({ beneficiaryId }) => beneficiaryId === id);
    return {
      share_basis_points: parts.get(id) ?? 0,
      released_micro_usd: Number(balance?.releasedMicroUsd ?? 0n),
      in_transit_micro_usd: Number(balance?.inTransitMicroUsd ?? 0n),
    };
  };
  return {
    object: 'list',
    version: shares?.version ?? null,
    changed_at: shares?.createdAt ?? null,
    own: standing(ownersOwn),
    data: inOrderOf([...parts.keys()], named).map(
      ({ beneficiaryId, name, role, stripeAccountId, payoutsStoppedBy }) => ({
        id: beneficiaryId,
        object: 'beneficiary',
        name,
        role,
        ...standing(beneficiaryId),
        stripe_account_id: stripeAccountId,
        payouts_stopped_by: payoutsStoppedBy ?? null,
      }),
    ),
  };
}

/** Those with a share as they were listed, then the others. */
const inOrderOf = (ids: readonly string[], named: readonly Beneficiary[]): Beneficiary[] => [
  ...ids.flatMap((id) => named.find(({ beneficiaryId }) => beneficiaryId === id) ?? []),
  ...named.filter(({ beneficiaryId }) => !ids.includes(beneficiaryId)),
];

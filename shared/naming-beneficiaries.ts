import { type Beneficiary, type Share, wholeBasisPoints } from './beneficiaries.ts';
import type { BeneficiariesRequest } from './contract/owner-beneficiaries.ts';
import { Refusal } from './refusal.ts';

type Wanted = BeneficiariesRequest['beneficiaries'][number];
type Named = Pick<Beneficiary, 'name' | 'role'>;

/** Each has an account at Stripe, for good: so many an owner may ever name. */
const beneficiariesMax = 30;

const isSame = (a: Named) => (b: Named) => a.name === b.name && a.role === b.role;

/** Refuses with invalid_request: more than all is given away, or one is named twice. */
export function refuseUnlessShareable(wanted: readonly Wanted[]): void {
  const sum = wanted.reduce((total, each) => total + each.share_basis_points, 0);
  if (sum > wholeBasisPoints)
    throw new Refusal(
      'invalid_request',
      `The shares come to ${sum / 100} %: together they may be 100 % (10,000 basis points) at most.`,
      { param: 'beneficiaries' },
    );
  for (const [at, each] of wanted.entries())
    if (wanted.findIndex(isSame(each)) !== at)
      throw new Refusal(
        'invalid_request',
        `'${each.name}' is named as ${each.role} twice: add the shares up, or tell them apart by name.`,
        { param: `beneficiaries.${at}.name` },
      );
}

/** Those who have no account yet. Refuses with conflict where they are too many. */
export function newlyNamed(wanted: readonly Wanted[], known: readonly Named[]): Wanted[] {
  const created = wanted.filter((each) => !known.some(isSame(each)));
  if (created.length > 0 && known.length + created.length > beneficiariesMax)
    throw new Refusal(
      'conflict',
      `An owner may name ${beneficiariesMax} beneficiaries in all, and ${known.length} were named already.`,
      { param: 'beneficiaries' },
    );
  return created;
}

/** The shares of those named, all of whom are known by now. */
export const sharesFrom = (wanted: readonly Wanted[], known: readonly Beneficiary[]): Share[] =>
  wanted.flatMap((each) => {
    const beneficiary = known.find(isSame(each));
    return beneficiary
      ? [{ beneficiaryId: beneficiary.beneficiaryId, basisPoints: each.share_basis_points }]
      : [];
  });

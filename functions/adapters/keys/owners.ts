import { padded } from './padded.ts';

/** What is an owner's own, but vehicles and money. */
export const ownerKeys = {
  owner: (ownerId: string) => ({ pk: `OWNER#${ownerId}`, sk: 'OWNER' }),
  /** Which charters are in force; each version as it was agreed to; and that it was withdrawn. */
  consent: (ownerId: string) => ({ pk: `OWNER#${ownerId}`, sk: 'CONSENT' }),
  charter: (ownerId: string, version: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `CHARTER#${padded(version, 6)}`,
  }),
  charterWithdrawal: (ownerId: string, version: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `CHARTER#${padded(version, 6)}#WITHDRAWN`,
  }),
  /** That the owner's account is being closed, or was, and what was erased. */
  closure: (ownerId: string) => ({ pk: `OWNER#${ownerId}`, sk: 'CLOSURE' }),
  /** How the owner's accounts stood at the end of a month ("2027-01"). */
  closing: (ownerId: string, month: string) => ({ pk: `OWNER#${ownerId}`, sk: `CLOSING#${month}` }),
  /** Who is paid a share of what the owner earns, and the numbered versions of the shares. */
  beneficiary: (ownerId: string, beneficiaryId: string) => ({
    pk: `OWNER#${ownerId}`,
    sk: `BENEFICIARY#${beneficiaryId}`,
  }),
  shares: (ownerId: string, version: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `SHARES#${padded(version, 6)}`,
  }),
};

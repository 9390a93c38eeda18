import { ownersOwn } from './beneficiaries.ts';
import { type Entry, entryOf, transferPostings } from './ledger.ts';
import { type MicroUsd, microUsdPerCent } from './money.ts';
import type { Payout } from './payout.ts';

/**
 * Money that an owner was paid and that is to come back by reversing transfers, as far as the account at Stripe still
 * has it. pending ──all of it, or all that is there──▶ done. What could not be had is netted from later earnings.
 */
export type TakeBack = {
  ownerId: string;
  /** Of whose account, where it is not the owner's. */
  beneficiaryId?: string;
  /** Counts from 1, per owner. */
  takeBackNo: number;
  /** Why: the owner owes it, or the account is not to be paid any more and the money is payable again. */
  cause: 'owed' | 'account_closed';
  wantedMicroUsd: MicroUsd;
  takenMicroUsd: MicroUsd;
  /** Written before Stripe is asked, so that whoever goes on asks for the very same. */
  step?: { payoutNo: number; cents: number };
  /** The lowest number of a payout that was tried: the next is below it. */
  triedDownTo?: number;
  state: 'pending' | 'done';
  createdAt: number;
};

/** The key of one step at Stripe; its metadata names the taking back, which finds it again for ever. */
export const takeBackKeyOf = ({ ownerId, takeBackNo }: TakeBack, payoutNo: number): string =>
  `take-back-${ownerId}-${takeBackNo}-${payoutNo}`;

/** How much of a payout is to be reversed next, in whole cents: no more than is left of it, is wanted and is there. */
export function centsToReverse(
  { wantedMicroUsd, takenMicroUsd }: TakeBack,
  { amountMicroUsd, reversedMicroUsd }: Pick<Payout, 'amountMicroUsd' | 'reversedMicroUsd'>,
  availableMicroUsd: MicroUsd,
): number {
  // What is owed is not always a whole cent: the cent above it is taken, and what is over is the owner's again.
  const wanted = wantedMicroUsd - takenMicroUsd + microUsdPerCent - 1n;
  const least = [wanted, amountMicroUsd - reversedMicroUsd, availableMicroUsd].reduce((a, b) =>
    a < b ? a : b,
  );
  return least < microUsdPerCent ? 0 : Number(least / microUsdPerCent);
}

/** What came back settles what is owed first; of an account that is closed nothing is, unless it owes. */
export const settledBy = (amountMicroUsd: MicroUsd, receivableMicroUsd: MicroUsd): MicroUsd =>
  amountMicroUsd < receivableMicroUsd ? amountMicroUsd : receivableMicroUsd;

/** Who has a share owes nothing: what comes back of it stays theirs, and settles no debt of the owner's. */
export const mayPayDebt = ({ beneficiaryId }: Pick<Payout, 'beneficiaryId'>): boolean =>
  beneficiaryId === undefined || beneficiaryId === ownersOwn;

/** What an owner owes is taken from what is released next: `owner/<id>/net/<n>`. */
export const netEntry = (
  { ownerId, netNo, amountMicroUsd }: { ownerId: string; netNo: number; amountMicroUsd: MicroUsd },
  now: number,
): Entry =>
  entryOf({
    businessKey: `owner/${ownerId}/net/${netNo}`,
    kind: 'net-receivable',
    at: now,
    postings: transferPostings(`owner/${ownerId}/released`, `owner/${ownerId}/receivable`, amountMicroUsd),
    memo: {},
  });

import { z } from 'zod';
import { type Entry, entryOf, type Posting } from './ledger.ts';
import { type MicroUsd, splitByWeight } from './money.ts';
import type { AccountState } from './stripe-account.ts';

export const beneficiaryRoles = ['driver', 'lessor', 'plug_owner', 'other'] as const;
type BeneficiaryRole = (typeof beneficiaryRoles)[number];

/** Someone who is paid a share of an owner's earnings. Never deleted: what was paid to whom must stay known. */
export type Beneficiary = {
  ownerId: string;
  beneficiaryId: string;
  /** Empty once the owner was erased. */
  name: string;
  role: BeneficiaryRole;
  /** The connected account that its transfers go to. */
  stripeAccountId: string;
  /** Stripe's code: why its account will never take a transfer. Nothing is paid to it until that is mended. */
  payoutsStoppedBy?: string;
  /** Its account at Stripe as it was last read. */
  account?: AccountState;
  createdAt: number;
};

/** Hundredths of a percent. */
export const wholeBasisPoints = 10_000;

export type Share = { beneficiaryId: string; basisPoints: number };

/** How an owner's earnings are shared from one payout on: kept for ever, by number. What is left is the owner's own. */
export type Shares = { ownerId: string; version: number; shares: readonly Share[]; createdAt: number };

/** The owner's own part, once earnings are split: a payee like the others. */
export const ownersOwn = 'owner';

/** With the owner's own part, which comes last and is zero where all is given away. */
export function allParts(shares: readonly Share[]): Share[] {
  const given = shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  return [...shares, { beneficiaryId: ownersOwn, basisPoints: wholeBasisPoints - given }];
}

export type SplitPart = { beneficiaryId: string; amountMicroUsd: MicroUsd };

/** Exactly `amountMicroUsd`, by largest remainder. */
export function splitShares(amountMicroUsd: MicroUsd, shares: readonly Share[]): SplitPart[] {
  const parts = allParts(shares);
  const amounts = splitByWeight(
    amountMicroUsd,
    parts.map(({ basisPoints }) => BigInt(basisPoints)),
  );
  return parts.map(({ beneficiaryId }, at) => ({ beneficiaryId, amountMicroUsd: amounts[at] ?? 0n }));
}

export type Split = {
  ownerId: string;
  /** Counts from 1, per owner, without gaps. */
  splitNo: number;
  amountMicroUsd: MicroUsd;
  parts: readonly SplitPart[];
  shares: Shares;
  createdAt: number;
};

/**
 * All that an owner has released goes to the payees, to the micro-USD. Each carries what is less than a cent, so a
 * change of shares moves nothing that was split before it.
 */
export const splitOf = (
  { ownerId, lastSplitNo = 0 }: { ownerId: string; lastSplitNo?: number },
  releasedMicroUsd: MicroUsd,
  shares: Shares,
  now: number,
): Split => ({
  ownerId,
  splitNo: lastSplitNo + 1,
  amountMicroUsd: releasedMicroUsd,
  parts: splitShares(releasedMicroUsd, shares.shares),
  shares,
  createdAt: now,
});

/** The memo has the version and shares that were in force, so that the split can be checked for ever. */
export const splitEntry = ({ ownerId, splitNo, amountMicroUsd, parts, shares, createdAt }: Split): Entry =>
  entryOf({
    businessKey: `owner/${ownerId}/split/${splitNo}`,
    kind: 'split-earnings',
    at: createdAt,
    postings: [
      { account: `owner/${ownerId}/released`, amountMicroUsd: -amountMicroUsd },
      ...parts.map(
        (part): Posting => ({
          account: `owner/${ownerId}/beneficiary/${part.beneficiaryId}/released`,
          amountMicroUsd: part.amountMicroUsd,
        }),
      ),
    ],
    memo: {
      version: shares.version,
      shares: shares.shares.map(({ beneficiaryId, basisPoints }) => [beneficiaryId, basisPoints]),
    },
  });

const splitMemo = z.object({ shares: z.array(z.tuple([z.string(), z.number().int()])) });

/** The shares that a split's memo names. */
export const sharesIn = (memo: Entry['memo']): Share[] =>
  splitMemo.parse(memo).shares.map(([beneficiaryId, basisPoints]) => ({ beneficiaryId, basisPoints }));

import { ownersOwn, splitShares } from './beneficiaries.ts';
import { type MicroUsd, microUsdPerCent } from './money.ts';
import type { Judging, LeftOut, OwnerToPay, Payee, PayoutLine, RunRules } from './payout-run.ts';
import { accountBars, mustWithhold } from './stripe-account.ts';

/** What the owner owes, as far as what is released covers it. */
export const nettable = ({
  receivableMicroUsd,
  releasedMicroUsd,
}: Pick<OwnerToPay, 'receivableMicroUsd' | 'releasedMicroUsd'>): MicroUsd =>
  receivableMicroUsd < releasedMicroUsd ? receivableMicroUsd : releasedMicroUsd;

/** The lines of one owner: what would be paid now. None where nothing is released to anybody. */
export function linesOf(owner: OwnerToPay, judging: Judging): PayoutLine[] {
  const netted = nettable(owner);
  const left = owner.releasedMicroUsd - netted;
  const shared = isShared(owner);
  const isSplit = shared && mayBeSplit(owner, left, judging);
  const parts = isSplit ? splitShares(left, owner.shares ?? []) : [];
  const payees: Payee[] = shared ? withParts(owner, parts) : [];
  if (!isSplit) payees.unshift({ ...ownOf(owner), releasedMicroUsd: left });
  return payees.flatMap((payee, at) => {
    const nettedHere = at === 0 ? netted : 0n;
    if (payee.releasedMicroUsd + nettedHere === 0n) return [];
    return lineOf(owner, payee, { nettedMicroUsd: nettedHere, judging });
  });
}

export const isShared = ({ shares }: Pick<OwnerToPay, 'shares'>): boolean => shares !== undefined;

/** What is released is shared out when it would be paid out, were it one's own. */
export const mayBeSplit = (owner: OwnerToPay, releasedMicroUsd: MicroUsd, judging: Judging): boolean =>
  releasedMicroUsd > 0n &&
  firstPayoutBar(owner, judging) === undefined &&
  isEnough(owner, { ...ownOf(owner), releasedMicroUsd }, judging);

const ownOf = ({
  releasedMicroUsd,
  inTransitMicroUsd,
  lastPayoutAt,
  lastPayoutPeriod,
  stoppedBy,
  account,
}: OwnerToPay): Payee => ({
  releasedMicroUsd,
  inTransitMicroUsd,
  ...(lastPayoutAt !== undefined && { lastPayoutAt }),
  ...(lastPayoutPeriod !== undefined && { lastPayoutPeriod }),
  ...(stoppedBy !== undefined && { stoppedBy }),
  account,
});

/** Everybody who has, or would have by a split of these parts, something. */
function withParts(
  owner: OwnerToPay,
  parts: readonly { beneficiaryId: string; amountMicroUsd: MicroUsd }[],
): Payee[] {
  const known = new Map<string, Payee>(owner.beneficiaries.map((each) => [each.beneficiaryId, each]));
  for (const { beneficiaryId, amountMicroUsd } of parts) {
    const payee = known.get(beneficiaryId) ?? newPayee(owner, beneficiaryId);
    known.set(beneficiaryId, { ...payee, releasedMicroUsd: payee.releasedMicroUsd + amountMicroUsd });
  }
  return [...known.values()];
}

/** The owner's own part goes to the owner's account, and stops with it. */
const newPayee = (owner: OwnerToPay, beneficiaryId: string): Payee => ({
  beneficiaryId,
  releasedMicroUsd: 0n,
  inTransitMicroUsd: 0n,
  ...(beneficiaryId === ownersOwn && owner.stoppedBy !== undefined && { stoppedBy: owner.stoppedBy }),
  account: beneficiaryId === ownersOwn ? owner.account : undefined,
});

/** The share of an owner's payee that is to be paid, in whole cents, or why nothing is. */
function lineOf(
  owner: OwnerToPay,
  payee: Payee,
  { nettedMicroUsd, judging }: { nettedMicroUsd: MicroUsd; judging: Judging },
): PayoutLine {
  const line: PayoutLine = {
    ownerId: owner.ownerId,
    ...(payee.beneficiaryId !== undefined && { beneficiaryId: payee.beneficiaryId }),
    releasedMicroUsd: payee.releasedMicroUsd,
    amountMicroUsd: 0n,
    withheldMicroUsd: 0n,
    nettedMicroUsd,
  };
  const leftOut = whyLeftOut(owner, payee, judging);
  if (leftOut) return { ...line, leftOut: nettedMicroUsd > 0n && isNothing(payee) ? 'owes_more' : leftOut };
  const cents = payee.releasedMicroUsd / microUsdPerCent;
  const withheld = (cents * BigInt(withholdingPercent(payee, judging.rules))) / 100n;
  return {
    ...line,
    amountMicroUsd: (cents - withheld) * microUsdPerCent,
    withheldMicroUsd: withheld * microUsdPerCent,
  };
}

export const withholdingPercent = (
  { account }: Pick<Payee, 'account'>,
  { backupWithholdingPercent }: Pick<RunRules, 'backupWithholdingPercent'>,
): number => (mustWithhold(account) ? backupWithholdingPercent : 0);

const isNothing = ({ releasedMicroUsd }: Payee) => releasedMicroUsd < microUsdPerCent;

function whyLeftOut(owner: OwnerToPay, payee: Payee, judging: Judging): LeftOut | undefined {
  if (payee.stoppedBy !== undefined) return 'payouts_stopped';
  const bars = accountBars(payee.account);
  if (bars) return bars;
  if (payee.inTransitMicroUsd > 0n) return 'payout_under_way';
  if (payee.lastPayoutPeriod === judging.period) return 'paid_this_period';
  return firstPayoutBar(owner, judging) ?? (isEnough(owner, payee, judging) ? undefined : 'below_threshold');
}

/** Who closes the account waits for nothing but the holdback. */
function firstPayoutBar(
  { lastPayoutNo, firstEarnedAt, closingAt }: OwnerToPay,
  { rules: { firstPayoutAfterSeconds }, now }: Judging,
): 'first_payout_waits' | undefined {
  if (lastPayoutNo > 0 || closingAt !== undefined || firstPayoutAfterSeconds === 0) return undefined;
  const isOver = firstEarnedAt !== undefined && now >= firstEarnedAt + firstPayoutAfterSeconds * 1_000;
  return isOver ? undefined : 'first_payout_waits';
}

/** By the threshold; by age, where it has lain for a year; and all of it where the account is being closed. */
function isEnough(owner: OwnerToPay, payee: Payee, { rules, now }: Judging): boolean {
  const released = payee.releasedMicroUsd;
  if (released < microUsdPerCent) return false;
  if (owner.closingAt !== undefined || released >= rules.payoutThresholdMicroUsd) return true;
  // By the payee's own payouts: those to others of the owner would put off a small share for ever.
  const since = payee.lastPayoutAt ?? payee.namedAt ?? owner.lastPayoutAt ?? owner.firstEarnedAt;
  const { afterSeconds, leastMicroUsd } = rules.payoutSweep;
  return released >= leastMicroUsd && since !== undefined && now - since > afterSeconds * 1_000;
}

/** What is paid of a line when it is carried out: judged anew, and never more than was shown to who approved it. */
export function grossToPay(
  approved: PayoutLine,
  owner: OwnerToPay,
  payee: Payee,
  judging: Judging,
): MicroUsd {
  const now = lineOf(owner, payee, { nettedMicroUsd: 0n, judging });
  const [shown, owed] = [approved, now].map((line) => line.amountMicroUsd + line.withheldMicroUsd);
  if (shown === undefined || owed === undefined) return 0n;
  return owed < shown ? owed : shown;
}

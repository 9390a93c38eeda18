import { accrualKeyOf, type Settled, settledOf } from '../accrual.ts';
import { clawBackKeyOf, creditedBy, platformsPart, refundKeyOf, splitRefund } from '../charge-refund.ts';
import { creditKeyOf } from '../credit.ts';
import type { Entry } from '../ledger.ts';
import { type Facts, graceMillis } from './facts.ts';

/** A charge that was given back came, to the micro-USD, from those who had got it, and from nobody more than that. */
export function* refundsVersusParts(facts: Facts): Generator<string> {
  for (const refund of facts.entries) {
    if (refund.kind !== 'refund-charge') continue;
    const settlement = facts.entryOf.get(refund.businessKey.replace(/\/refund$/, ''));
    if (settlement?.kind === 'settle') yield* refundVersusParts(facts, refund, settlement);
    else yield `${refund.businessKey} gives back what was never charged`;
  }
}

function* refundVersusParts(facts: Facts, refund: Entry, settlement: Entry): Generator<string> {
  const settled = settledOf(settlement);
  const creditedMicroUsd = creditedBy(facts.entryOf.get(creditKeyOf(settled.settleKey)));
  const percent = Number(refund.memo.percent);
  const split = splitRefund(settled, { percent, ...platformsPart(settlement), creditedMicroUsd });
  const given = movedTo(refund, 'customer/');
  if (given + creditedMicroUsd > settled.chargeMicroUsd)
    yield `${refund.businessKey} gives back ${given} micro-USD and ${creditedMicroUsd} were credited, ${settled.chargeMicroUsd} were charged`;
  if (given !== split.amountMicroUsd)
    yield `${refund.businessKey} gives back ${given} micro-USD, ${split.amountMicroUsd} are its percent`;
  const platform = facts.entryOf.get(`${refundKeyOf(settled.settleKey)}/platform`);
  const platforms = platform ? movedTo(platform, 'clearing/') : 0n;
  if (platforms !== split.feeMicroUsd + split.roundingMicroUsd)
    yield `${refund.businessKey} takes ${platforms} micro-USD from the platform`;
  for (const part of split.owners)
    yield* clawBackVersusPart(facts, { ...part, settled, isLate: facts.now > refund.at + graceMillis });
}

type Part = { ownerId: string; amountMicroUsd: bigint; settled: Settled; isLate: boolean };

function* clawBackVersusPart(
  facts: Facts,
  { ownerId, amountMicroUsd, settled, isLate }: Part,
): Generator<string> {
  const key = clawBackKeyOf(settled, ownerId);
  const clawBack = facts.entryOf.get(key);
  if (!clawBack) {
    if (amountMicroUsd > 0n && isLate) yield `${key} is missing: the customer has the money back`;
    return;
  }
  const taken = movedTo(clawBack, 'clearing/');
  const accrual = facts.entryOf.get(accrualKeyOf(settled, ownerId));
  const earned = accrual ? movedTo(accrual, `owner/${ownerId}/`) : undefined;
  if (taken !== amountMicroUsd) yield `${key} takes ${taken} micro-USD, its part is ${amountMicroUsd}`;
  if (earned !== undefined && taken > earned) yield `${key} takes ${taken} micro-USD, ${earned} were earned`;
}

const movedTo = ({ postings }: Entry, prefix: string): bigint =>
  postings
    .filter(({ account }) => account.startsWith(prefix))
    .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);

import { accrualsOf, type Settled } from './accrual.ts';
import { type Account, type Entry, entryOf, type Posting } from './ledger.ts';
import { type MicroUsd, splitByWeight } from './money.ts';

/**
 * A charge, or a part of it, that finance gives back: proposed ──another person──▶ approved ──every owner's part is
 * back──▶ executed; or rejected. A settlement is given back at most once, whatever part of it.
 */
export type ChargeRefund = {
  refundId: string;
  settleKey: string;
  percent: number;
  reason: string;
  state: 'proposed' | 'approved' | 'executed' | 'rejected';
  madeBy: string;
  madeAt: number;
  decidedBy?: string;
  decidedAt?: number;
  rejectedFor?: string;
  customerId: string;
  /** What the customer gets, and of it what comes from the platform and from the owners. */
  amountMicroUsd: MicroUsd;
  platformMicroUsd: MicroUsd;
  ownersMicroUsd: MicroUsd;
  /** How many owners' parts are back. */
  ownersDone: number;
};

export type RefundSplit = {
  amountMicroUsd: MicroUsd;
  feeMicroUsd: MicroUsd;
  roundingMicroUsd: MicroUsd;
  /** In the order of the settlement's owners; none is above what the owner earned of it. */
  owners: readonly { ownerId: string; amountMicroUsd: MicroUsd }[];
};

/** `credited`: what the customer has back of the charge already, for requests that were late. */
type RefundOf = {
  percent: number;
  feeMicroUsd: MicroUsd;
  roundingMicroUsd: MicroUsd;
  creditedMicroUsd: MicroUsd;
};

/**
 * The percent of a charge less its late credit, rounded down: shared among those who got the charge in proportion to
 * what each got, exactly, by largest remainder, so that nobody gives back more than was theirs. The platform paid the
 * credit, so its part is less by that; where the credit was more than its part, the owners give back less.
 */
export function splitRefund(settled: Settled, refund: RefundOf): RefundSplit {
  const accruals = accrualsOf(settled);
  const percent = BigInt(refund.percent);
  const paidMicroUsd = atLeastZero(settled.chargeMicroUsd - refund.creditedMicroUsd);
  const amountMicroUsd = (paidMicroUsd * percent) / 100n;
  const fullMicroUsd = (settled.chargeMicroUsd * percent) / 100n;
  const earned = accruals.map((accrual) => accrual.amountMicroUsd);
  const [fee = 0n, rounding = 0n, ...full] = splitByWeight(fullMicroUsd, [
    refund.feeMicroUsd,
    refund.roundingMicroUsd,
    ...earned,
  ]);
  const platforms = atLeastZero(fee + rounding - (fullMicroUsd - amountMicroUsd));
  const owners = platforms > 0n ? full : splitByWeight(amountMicroUsd, full);
  const feeMicroUsd = platforms < fee ? platforms : fee;
  return {
    amountMicroUsd,
    feeMicroUsd,
    roundingMicroUsd: platforms - feeMicroUsd,
    owners: accruals.map(({ part }, at) => ({ ownerId: part.ownerId, amountMicroUsd: owners[at] ?? 0n })),
  };
}

const atLeastZero = (amount: MicroUsd): MicroUsd => (amount > 0n ? amount : 0n);

/** What the customer has back of a settlement for its late requests, by the entry of it, where there is one. */
export const creditedBy = (credit: Entry | undefined): MicroUsd =>
  (credit?.postings ?? []).reduce(
    (sum, { amountMicroUsd }) => (amountMicroUsd > 0n ? sum + amountMicroUsd : sum),
    0n,
  );

/** What a settle entry gave the platform. */
export function platformsPart({ postings }: Entry): { feeMicroUsd: MicroUsd; roundingMicroUsd: MicroUsd } {
  const given = (account: Account) =>
    postings.reduce((sum, posting) => (posting.account === account ? sum + posting.amountMicroUsd : sum), 0n);
  return { feeMicroUsd: given('platform/fee'), roundingMicroUsd: given('platform/rounding') };
}

export const refundKeyOf = (settleKey: string): string => `${settleKey}/refund`;

/** The customer has it at once; the platform's part of it, and one for each owner, fill the clearing account again. */
export function refundEntries(
  refund: ChargeRefund,
  settled: Settled,
  { split, now }: { split: RefundSplit; now: number },
): { charge: Entry; platform: Entry } {
  const clearing: Account = `clearing/${settled.batchId}`;
  const { feeMicroUsd, roundingMicroUsd, amountMicroUsd } = split;
  return {
    charge: entryOf({
      businessKey: refundKeyOf(settled.settleKey),
      kind: 'refund-charge',
      at: now,
      postings: [
        { account: clearing, amountMicroUsd: -amountMicroUsd },
        { account: `customer/${refund.customerId}`, amountMicroUsd },
      ],
      memo: { refundId: refund.refundId, percent: refund.percent },
    }),
    platform: entryOf({
      businessKey: `${refundKeyOf(settled.settleKey)}/platform`,
      kind: 'refund-fee',
      at: now,
      postings: [
        { account: 'platform/fee', amountMicroUsd: -feeMicroUsd },
        { account: 'platform/rounding', amountMicroUsd: -roundingMicroUsd },
        { account: clearing, amountMicroUsd: feeMicroUsd + roundingMicroUsd },
      ],
      memo: { refundId: refund.refundId },
    }),
  };
}

/** Where an owner's part comes from: what is held back first, then what is payable; what neither covers is owed. */
export type ClawBack = {
  ownerId: string;
  /** By the day of its release, latest first: what is nearest to being paid is taken last. */
  pending: readonly { day: string; amountMicroUsd: MicroUsd; isAll: boolean }[];
  releasedMicroUsd: MicroUsd;
  receivableMicroUsd: MicroUsd;
};

type Standing = {
  held: readonly { day: string; amountMicroUsd: MicroUsd }[];
  releasedMicroUsd: MicroUsd;
};

export function clawBackOf(ownerId: string, wantedMicroUsd: MicroUsd, standing: Standing): ClawBack {
  let left = wantedMicroUsd;
  const take = (has: MicroUsd): MicroUsd => {
    const taken = has < left ? has : left;
    left -= taken;
    return taken;
  };
  const pending = [...standing.held]
    .sort((a, b) => b.day.localeCompare(a.day))
    .map(({ day, amountMicroUsd: has }) => {
      const amountMicroUsd = take(has);
      return { day, amountMicroUsd, isAll: amountMicroUsd === has };
    })
    .filter((each) => each.amountMicroUsd > 0n);
  const releasedMicroUsd = take(standing.releasedMicroUsd);
  return { ownerId, pending, releasedMicroUsd, receivableMicroUsd: left };
}

export const pendingOf = ({ pending }: ClawBack): MicroUsd =>
  pending.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);

/** With the owner's own entries, so that statements find it: `owner/<id>/claw-back/<batchId>/<settlement>`. */
export const clawBackKeyOf = ({ batchId, no }: Pick<Settled, 'batchId' | 'no'>, ownerId: string): string =>
  `owner/${ownerId}/claw-back/${batchId}/${no}`;

export function clawBackEntry(clawBack: ClawBack, settled: Settled, now: number): Entry {
  const { ownerId, releasedMicroUsd, receivableMicroUsd } = clawBack;
  const pending = pendingOf(clawBack);
  const postings: Posting[] = [
    { account: `owner/${ownerId}/pending`, amountMicroUsd: -pending },
    { account: `owner/${ownerId}/released`, amountMicroUsd: -releasedMicroUsd },
    { account: `owner/${ownerId}/receivable`, amountMicroUsd: -receivableMicroUsd },
    {
      account: `clearing/${settled.batchId}`,
      amountMicroUsd: pending + releasedMicroUsd + receivableMicroUsd,
    },
  ];
  return entryOf({
    businessKey: clawBackKeyOf(settled, ownerId),
    kind: 'claw-back',
    at: now,
    postings,
    memo: { refundKey: refundKeyOf(settled.settleKey) },
  });
}

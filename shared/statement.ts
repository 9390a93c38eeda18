import type { Earned, InKwhReply, StatementClaims } from './contract/owner-earnings.ts';
import { netOf, sumByVehicle, type VehicleEarnings, vehicleEarnings } from './earnings.ts';
import type { EntryKind } from './entry-kinds.ts';
import { type Account, balancesOf, type Entry } from './ledger.ts';
import { inKwh, type Reward } from './reward.ts';

/** How an owner's accounts stand at the end of a month, and all that was earned net until then. */
export type Closing = {
  ownerId: string;
  month: string;
  /** By account's name. */
  balances: Readonly<Record<string, bigint>>;
  netMicroUsd: bigint;
};

export type Period = { month: string; from: number; to: number };

/** "2027-01" as its first moment and the one after its last, in ms, UTC. */
export function periodOf(month: string): Period {
  const [year = 0, monthNo = 0] = month.split('-').map(Number);
  return { month, from: Date.UTC(year, monthNo - 1), to: Date.UTC(year, monthNo) };
}

export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** Of an owner who has earned nothing yet. */
export const nothingYet = (ownerId: string): Closing => ({
  ownerId,
  month: '',
  balances: {},
  netMicroUsd: 0n,
});

type Stated = {
  period: Period;
  /** Before the period, as the closing before it says. */
  opening: Closing;
  /** All that moved the owner's accounts in the period, in any order. */
  entries: readonly Entry[];
  reward: Reward;
  now: number;
};

/** Moves the closing on by what came after it, to the end of `month`. */
export const closingAfter = (opening: Closing, entries: readonly Entry[], month: string): Closing => {
  const balances = new Map(Object.entries(opening.balances));
  for (const [account, moved] of ownBalances(entries, opening.ownerId))
    balances.set(account, (balances.get(account) ?? 0n) + moved);
  return {
    ownerId: opening.ownerId,
    month,
    balances: Object.fromEntries(balances),
    netMicroUsd: opening.netMicroUsd + netOf(totalOf(earnedIn(entries, opening.ownerId))),
  };
};

/** Entries are found by an index, which may lag behind what was committed; after this it does not. */
const settledAfterMillis = 3_600_000;

/** Nothing can be added to the month any more. */
export const isFinal = ({ to }: Pick<Period, 'to'>, now: number): boolean => now >= to + settledAfterMillis;

/** A month's statement: for each account, its opening, what moved it by kind, and its closing. */
export function statementOf({ period, opening, entries, reward, now }: Stated): StatementClaims {
  const { ownerId } = opening;
  const earned = sumByVehicle(earnedIn(entries, ownerId));
  const closing = closingAfter(opening, entries, period.month);
  return {
    object: 'owner_statement',
    owner_id: ownerId,
    month: period.month,
    from: period.from,
    to: period.to,
    currency: 'usd',
    is_final: isFinal(period, now),
    earned: earned.map((each) => ({ vehicle_id: each.vehicleId, ...earnedTold(each) })),
    earned_total: earnedTold(totalOf(earned)),
    net_in_kwh: netInKwh(closing.netMicroUsd - opening.netMicroUsd, reward, opening.netMicroUsd),
    splits: inTime(entries, 'split-earnings').map((entry) => splitTold(entry, ownerId)),
    payouts: payoutsTold(entries),
    accounts: Object.keys(closing.balances)
      .sort()
      .map((account) => accountTold(account as Account, { opening, closing, entries })),
  };
}

/** What an owner who wants kilowatt-hours is told; `beforeMicroUsd`: all net before it, whose remainder is carried. */
export function netInKwh(netMicroUsd: bigint, reward: Reward, beforeMicroUsd = 0n): InKwhReply {
  if (reward.kind === 'money') return null;
  const { microUsdPerKwh } = reward;
  const carried = inKwh(beforeMicroUsd, microUsdPerKwh).remainderNanoUsd;
  const { wattHours, remainderNanoUsd } = inKwh(netMicroUsd, microUsdPerKwh, carried);
  return { micro_usd_per_kwh: microUsdPerKwh, watt_hours: wattHours, remainder_nano_usd: remainderNanoUsd };
}

export const earnedTold = (sum: Omit<VehicleEarnings, 'vehicleId'>): Earned => ({
  gross_micro_usd: Number(sum.grossMicroUsd),
  energy_micro_usd: Number(sum.energyMicroUsd),
  wear_micro_usd: Number(sum.wearMicroUsd),
  net_micro_usd: Number(netOf(sum)),
  requests: sum.requests,
  energy_milliwatt_hours: sum.energyMilliWattHours,
});

const earningKinds: readonly EntryKind[] = ['accrue-owner', 'pay-audit'];

const earnedIn = (entries: readonly Entry[], ownerId: string): VehicleEarnings[] =>
  entries
    .filter(({ kind }) => earningKinds.includes(kind))
    .flatMap((entry) => vehicleEarnings(entry, ownerId));

const totalOf = (parts: readonly VehicleEarnings[]): VehicleEarnings =>
  sumByVehicle(parts.map((part) => ({ ...part, vehicleId: null })))[0] ?? {
    vehicleId: null,
    grossMicroUsd: 0n,
    energyMicroUsd: 0n,
    wearMicroUsd: 0n,
    requests: 0,
    energyMilliWattHours: 0,
  };

const ownBalances = (entries: readonly Entry[], ownerId: string) =>
  [...balancesOf(entries)].filter(([account]) => account.startsWith(`owner/${ownerId}/`));

const inTime = (entries: readonly Entry[], ...kinds: EntryKind[]): Entry[] =>
  entries
    .filter(({ kind }) => kinds.includes(kind))
    .sort((a, b) => a.at - b.at || a.businessKey.localeCompare(b.businessKey));

/** `owner/<id>/payout/7/sent` is of number 7. */
const numberOf = ({ businessKey }: Entry): number => Number(businessKey.split('/')[3]);

const beneficiaryOf = (account: string): string | null =>
  /\/beneficiary\/([^/]+)\//.exec(account)?.[1] ?? null;

function splitTold(entry: Entry, ownerId: string): StatementClaims['splits'][number] {
  const parts = entry.postings.flatMap(({ account, amountMicroUsd }) => {
    const id = beneficiaryOf(account);
    return id === null ? [] : [{ beneficiary_id: id, amount_micro_usd: Number(amountMicroUsd) }];
  });
  const taken = entry.postings.find(({ account }) => account === `owner/${ownerId}/released`);
  return {
    split_no: numberOf(entry),
    at: entry.at,
    amount_micro_usd: -Number(taken?.amountMicroUsd ?? 0n),
    parts,
  };
}

const payoutKinds = {
  payout: 'planned',
  'payout-sent': 'sent',
  'payout-failed': 'failed',
  'payout-reversed': 'reversed',
} as const;

const payoutsTold = (entries: readonly Entry[]): StatementClaims['payouts'] =>
  inTime(entries, 'payout', 'payout-sent', 'payout-failed', 'payout-reversed').map((entry) => {
    // What is on its way moves with all of these but a reversal, which comes back to Stripe's balance.
    const moved = entry.kind === 'payout-reversed' ? 'stripe/balance' : '/in-transit';
    const taken = entry.postings.find(({ account }) => account.endsWith(moved));
    const amount = Number(taken?.amountMicroUsd ?? 0n);
    const withheld = entry.postings.find(({ account }) => account === 'tax/withheld');
    const payee = entry.postings.find(({ account }) => beneficiaryOf(account) !== null);
    return {
      payout_no: numberOf(entry),
      beneficiary_id: beneficiaryOf(payee?.account ?? ''),
      what: payoutKinds[entry.kind as keyof typeof payoutKinds],
      at: entry.at,
      amount_micro_usd: Math.abs(amount),
      withheld_micro_usd: Math.abs(Number(withheld?.amountMicroUsd ?? 0n)),
      stripe_transfer_id: typeof entry.memo.transferId === 'string' ? entry.memo.transferId : null,
    };
  });

type Movements = StatementClaims['accounts'][number]['movements'];

const movementNames: Partial<Record<EntryKind, keyof Movements>> = {
  'accrue-owner': 'earned',
  'pay-audit': 'earned',
  'release-earnings': 'released',
  'split-earnings': 'split',
  payout: 'payouts_planned',
  'payout-sent': 'payouts_sent',
  'payout-failed': 'payouts_failed',
  'payout-reversed': 'payouts_reversed',
  'net-receivable': 'netted',
  'claw-back': 'clawed_back',
};

const accountNames = {
  pending: 'pending',
  released: 'released',
  'in-transit': 'in_transit',
  receivable: 'receivable',
} as const;

function accountTold(
  account: Account,
  { opening, closing, entries }: { opening: Closing; closing: Closing; entries: readonly Entry[] },
): StatementClaims['accounts'][number] {
  const movements: Movements = {
    earned: 0,
    released: 0,
    split: 0,
    payouts_planned: 0,
    payouts_sent: 0,
    payouts_failed: 0,
    payouts_reversed: 0,
    netted: 0,
    clawed_back: 0,
    other: 0,
  };
  for (const { kind, postings } of entries)
    for (const posting of postings)
      if (posting.account === account)
        movements[movementNames[kind] ?? 'other'] += Number(posting.amountMicroUsd);
  const before = Number(opening.balances[account] ?? 0n);
  const after = Number(closing.balances[account] ?? 0n);
  const moved = Object.values(movements).reduce((sum, each) => sum + each, 0);
  if (before + moved !== after)
    throw new Error(`${account} opened with ${before}, moved by ${moved} and closed with ${after} micro-USD`);
  const name = account.split('/').at(-1) as keyof typeof accountNames;
  return {
    account: accountNames[name],
    beneficiary_id: beneficiaryOf(account),
    opening_micro_usd: before,
    movements,
    closing_micro_usd: after,
  };
}

import { type CustomerBalance, noBalance } from '../../../shared/customer-balance.ts';
import { checkInvariants } from '../../../shared/invariants/check-invariants.ts';
import type { Snapshot } from '../../../shared/invariants/snapshot.ts';
import type { Account, Entry } from '../../../shared/ledger.ts';
import { soundMarket } from '../../support/sound-market.ts';

/** What is broken, how, and the invariants that must (at least) say so. */
export type Breakage = [what: string, by: Partial<Snapshot>, ids: number[]];

/** The numbers of the invariants that a snapshot breaks. */
export const broken = (snapshot: Snapshot) =>
  checkInvariants(snapshot)
    .filter(({ holds }) => !holds)
    .map(({ id }) => id);

export const sound = soundMarket();
export const hold = there(sound.holds[0]);
export const batch = there(sound.batches[0]);
export const task = there(sound.tasks[0]);
export const payout = there(sound.payouts[0]);
export const stripe = there(sound.stripe);
export const journal = there(sound.journal);

function there<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('the sound market lacks something');
  return thing;
}

export const entry = (businessKey: string): Entry => {
  const found = sound.entries.find((each) => each.businessKey === businessKey);
  if (!found) throw new Error(`no ${businessKey}`);
  return found;
};
export const accrualKey = (ownerId: string) => `owner/${ownerId}/earned/1970-01-01/b/1`;
export const without = (businessKey: string) =>
  sound.entries.filter((each) => each.businessKey !== businessKey);
export const changed = (businessKey: string, change: (entry: Entry) => Entry) =>
  sound.entries.map((each) => (each.businessKey === businessKey ? change(each) : each));
export const moved = (from: Account, to: Account, amountMicroUsd: bigint): Entry['postings'] => [
  { account: from, amountMicroUsd: -amountMicroUsd },
  { account: to, amountMicroUsd },
];

/** The customer of the sound market, by so much off. */
export function customerWith(
  by: Partial<Record<keyof CustomerBalance, bigint>>,
): Snapshot['customerBalances'] {
  const balance = { ...noBalance, ...sound.customerBalances.get('c') };
  const off = Object.entries(by).map(([name, amount]) => [
    name,
    BigInt(balance[name as 'promoMicroUsd']) + amount,
  ]);
  return new Map([['c', { ...balance, ...Object.fromEntries(off) }]]);
}

export function balanceOf(ownerId: string) {
  const owner = sound.owners.find((each) => each.ownerId === ownerId);
  if (!owner) throw new Error(`no ${ownerId}`);
  return owner;
}

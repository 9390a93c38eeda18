import { type AccountGroup, type GroupBalances, groupOf } from './account-group.ts';
import type { EntryKind } from './entry-kinds.ts';
import type { Entry } from './ledger.ts';
import type { MicroUsd } from './money.ts';

/** What finance rolls forward, and the account groups that it is made of. */
export const rolledGroups = {
  /** Paid or given, and not earned yet. */
  'deferred-revenue': ['customer/*', 'customer/*/promo', 'hold/*'],
  /** Earned by owners and not at Stripe yet. */
  'owner-payable': [
    'owner/*/pending',
    'owner/*/released',
    'owner/*/in-transit',
    'owner/*/beneficiary/*/released',
    'owner/*/beneficiary/*/in-transit',
  ],
  /** Owed to the platform by customers and owners: below zero. */
  receivables: ['customer/*/receivable', 'owner/*/receivable'],
} as const satisfies Record<string, readonly AccountGroup[]>;

export type RollForwardName = keyof typeof rolledGroups;
const rollForwardNames = Object.keys(rolledGroups) as RollForwardName[];

export type RollForward = {
  name: RollForwardName;
  openingMicroUsd: MicroUsd;
  /** By kind of entry, in the order of their names; kinds that moved within the groups alone are left out. */
  movements: { kind: EntryKind; entries: number; amountMicroUsd: MicroUsd }[];
  /** Opening + movements, by construction; whoever asks compares it with what the accounts say. */
  closingMicroUsd: MicroUsd;
};

/** What the group balances of one moment say of a roll-forward's accounts. */
export const rolledBalance = (name: RollForwardName, balances: GroupBalances): MicroUsd =>
  rolledGroups[name].reduce((sum, group) => sum + (balances.get(group) ?? 0n), 0n);

/** Takes a period's entries, of one currency, one after the other, and tells all roll-forwards at the end. */
export function rollForward(opening: GroupBalances) {
  const moved = new Map(
    rollForwardNames.map((name) => [
      name,
      new Map<EntryKind, { entries: number; amountMicroUsd: MicroUsd }>(),
    ]),
  );
  return {
    add(entry: Entry): void {
      for (const [name, byKind] of moved) {
        const amount = movedIn(rolledGroups[name], entry);
        if (amount === 0n) continue;
        const { entries = 0, amountMicroUsd = 0n } = byKind.get(entry.kind) ?? {};
        byKind.set(entry.kind, { entries: entries + 1, amountMicroUsd: amountMicroUsd + amount });
      }
    },

    tell: (): RollForward[] =>
      [...moved].map(([name, byKind]) => {
        const openingMicroUsd = rolledBalance(name, opening);
        const movements = [...byKind]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([kind, movement]) => ({ kind, ...movement }));
        return {
          name,
          openingMicroUsd,
          movements,
          closingMicroUsd: movements.reduce((sum, each) => sum + each.amountMicroUsd, openingMicroUsd),
        };
      }),
  };
}

const movedIn = (groups: readonly AccountGroup[], { postings }: Entry): MicroUsd =>
  postings.reduce(
    (sum, { account, amountMicroUsd }) => (groups.includes(groupOf(account)) ? sum + amountMicroUsd : sum),
    0n,
  );

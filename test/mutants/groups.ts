import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The market's core, by what a mistake in it costs: a lease given twice, a false result paid, a wrong price, a lost
 * cent, a car at work against its owner's will, a door left open. What shared/ has besides (wire types, reports, bank
 * statements) is checked by tests of its own and not mutated: minutes that would say little.
 */
const files = {
  lease: ['lease.ts', 'live-lease.ts', 'hand-in.ts', 'task.ts', 'admission.ts'],
  verification: ['verification.ts', 'reward.ts', 'holder.ts', 'audit-pay.ts', 'holdback.ts'],
  auth: [
    'scope.ts',
    'api-key.ts',
    'finance-right.ts',
    'enrolment-code.ts',
    'sealed-bytes.ts',
    'signed-statement.ts',
    'webhook-signature.ts',
  ],
  ledger: [
    'ledger.ts',
    'entry-kinds.ts',
    'hold-entry.ts',
    'settlement.ts',
    'accrual.ts',
    'money.ts',
    'customer-balance.ts',
  ],
  pricing: ['quote.ts', 'quote-charge.ts', 'terms.ts', 'metering.ts', 'net-pay.ts', 'missed-window.ts'],
  charter: ['charter.ts', 'charter/*.ts'],
} as const;

export type Group = keyof typeof files;
export const groups = Object.keys(files) as Group[];

const repository = fileURLToPath(new URL('../..', import.meta.url));

const byGroup = new Map(
  groups.map((group) => {
    const paths = files[group].flatMap((file) => globSync(`shared/${file}`, { cwd: repository }));
    return [group, paths.sort()];
  }),
);

/** Paths from the repository's root. */
export const filesOf = (group: Group): readonly string[] => byGroup.get(group) ?? [];

export const groupOf = (file: string): Group | undefined =>
  groups.find((group) => filesOf(group).includes(file));

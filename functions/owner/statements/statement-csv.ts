import { stringify } from 'csv-stringify/sync';
import type { z } from 'zod';
import type { ownerStatement } from '../../../shared/contract/owner-earnings.ts';

type Row = Partial<Record<(typeof columns)[number], string | number | null>>;

const columns = [
  'row',
  'at',
  'vehicle_id',
  'account',
  'beneficiary_id',
  'reference',
  'amount_micro_usd',
  'energy_micro_usd',
  'wear_micro_usd',
  'net_micro_usd',
  'requests',
  'energy_milliwatt_hours',
] as const;

/** The statement as one table: openings, what each vehicle earned, splits, payouts and closings, a row each. */
export function statementCsv(statement: z.infer<typeof ownerStatement>): string {
  const { accounts } = statement;
  const standing = (row: 'opening' | 'closing') =>
    accounts.map(
      (each): Row => ({
        row,
        at: timeText(row === 'opening' ? statement.from : statement.to),
        account: each.account,
        beneficiary_id: each.beneficiary_id,
        amount_micro_usd: row === 'opening' ? each.opening_micro_usd : each.closing_micro_usd,
      }),
    );
  const rows: Row[] = [
    ...standing('opening'),
    ...statement.earned.map(
      ({ gross_micro_usd, ...each }): Row => ({ row: 'earned', amount_micro_usd: gross_micro_usd, ...each }),
    ),
    ...accounts
      .filter(({ account }) => account === 'pending')
      .map(({ movements }): Row => ({ row: 'released', amount_micro_usd: -movements.released })),
    ...statement.splits.flatMap(({ split_no, at, parts }) =>
      parts.map((part): Row => ({ row: 'split', at: timeText(at), reference: split_no, ...part })),
    ),
    ...statement.payouts.map(
      (each): Row => ({
        row: `payout_${each.what}`,
        at: timeText(each.at),
        beneficiary_id: each.beneficiary_id,
        reference: each.stripe_transfer_id ?? each.payout_no,
        amount_micro_usd: each.amount_micro_usd,
      }),
    ),
    ...standing('closing'),
  ];
  return stringify(rows, { header: true, columns: [...columns] });
}

const timeText = (at: number) => new Date(at).toISOString();

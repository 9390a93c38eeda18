import { groupOf } from '../account-group.ts';
import { currencyOf, type Entry } from '../ledger.ts';
import { accountCodeOf } from './account-codes.ts';

/** The journal as a table, a row a posting. */
export const journalColumns = [
  'at',
  'business_key',
  'kind',
  'account',
  'account_code',
  'account_name',
  'currency',
  'debit_micro_units',
  'credit_micro_units',
  'balance_transaction',
] as const;

export function* journalRows(entry: Entry): Generator<Record<string, string>> {
  const { balanceTransactionId } = entry.memo;
  for (const { account, amountMicroUsd } of entry.postings) {
    const { code, name } = accountCodeOf(groupOf(account));
    yield {
      at: new Date(entry.at).toISOString(),
      business_key: entry.businessKey,
      kind: entry.kind,
      account,
      account_code: code,
      account_name: name,
      currency: currencyOf(entry),
      debit_micro_units: amountMicroUsd < 0n ? String(-amountMicroUsd) : '',
      credit_micro_units: amountMicroUsd > 0n ? String(amountMicroUsd) : '',
      balance_transaction: typeof balanceTransactionId === 'string' ? balanceTransactionId : '',
    };
  }
}

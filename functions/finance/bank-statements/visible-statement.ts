import type { TakenStatement } from '../../adapters/bank-lines.ts';

export const visibleStatement = (statement: TakenStatement) => ({
  object: 'bank_statement' as const,
  id: statement.sha256,
  account: statement.account,
  format: statement.format,
  first_day: statement.firstDay,
  last_day: statement.lastDay,
  lines: statement.lines,
  taken_by: statement.takenBy,
  taken_at: statement.takenAt,
});

import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { BankLine } from '../../../shared/bank-statements/bank-line.ts';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { bankWrites, type TakenStatement } from '../../adapters/bank-lines.ts';
import type { Commit, Write } from '../../adapters/commit.ts';
import type { Deps } from '../../edge/deps.ts';
import { readStatement, type StatementFile } from './read-statement.ts';

/** Writes at a time. */
const writesAtOnce = 20;

/**
 * Takes a statement in: refused whole where anything in it is wrong, before the first line is written. Lines that an
 * earlier file brought stay as they are, so a file that overlaps one, comes twice, or comes again after it broke off
 * changes nothing.
 */
export async function takeIn(
  { commit, now }: Deps,
  file: StatementFile,
  takenBy: string,
): Promise<TakenStatement & { newLines: number }> {
  const { lines } = readStatement(file);
  const days = lines.map(({ bookedOn }) => bookedOn).toSorted();
  const statement: TakenStatement = {
    account: file.account,
    sha256: createHash('sha256').update(file.text).digest('hex'),
    format: file.format,
    firstDay: days[0] ?? '',
    lastDay: days.at(-1) ?? '',
    lines: lines.length,
    takenBy,
    takenAt: now(),
  };
  if (lines.length === 0)
    throw new Refusal('invalid_statement', 'There is no booked line in this file.', { param: 'text' });
  await putOnce(commit, bankWrites.account(file.account));
  const put = await pMap(lines, (line: BankLine) => putOnce(commit, bankWrites.line(file.account, line)), {
    concurrency: writesAtOnce,
  });
  await putOnce(commit, bankWrites.statement(statement));
  return { ...statement, newLines: put.filter((isNew) => isNew).length };
}

async function putOnce(commit: Commit, write: Write): Promise<boolean> {
  try {
    await commit([write]);
    return true;
  } catch (error) {
    if (isRefusal(error, 'conflict')) return false;
    throw error;
  }
}

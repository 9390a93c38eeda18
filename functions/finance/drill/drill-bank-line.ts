import { microsOfLine } from '../../../shared/bank-statements/bank-line.ts';
import type { Drill, DrillLink } from '../../../shared/contract/drill.ts';
import { exceptionIdOf } from '../../../shared/reconciliation/finding.ts';
import { link, type Sources, tell } from './tell.ts';

/** A line of a bank's statement that no entry stands for under its own name: what finance made of it. */
export async function findBankLine(sources: Sources, name: string): Promise<Drill | undefined> {
  const [, account, lineId] = /^([^/]+)\/([0-9a-f]{32})$/.exec(name) ?? [];
  if (account === undefined || lineId === undefined) return undefined;
  for await (const line of sources.bankLines.of(account, '')) {
    if (line.lineId !== lineId) continue;
    return tell({
      id: name,
      title: `Line of the bank's statement, booked on ${line.bookedOn}`,
      at: Date.parse(line.bookedOn),
      amountMicroUsd: microsOfLine(line),
      facts: {
        account,
        currency: line.currency,
        counterparty: line.counterparty || undefined,
        text: line.text || undefined,
        reference: line.reference || undefined,
      },
      down: await correctionOf(sources, name),
    });
  }
  return undefined;
}

/** The entry that resolved it, or the exception that is still open. */
async function correctionOf({ exceptions, ledger }: Sources, name: string): Promise<DrillLink[]> {
  const exceptionId = exceptionIdOf.line(name);
  const [exception] = await exceptions.findAll([exceptionId]);
  if (!exception) return [link('no reconciliation has looked at it yet', { id: null })];
  if (exception.resolvedBy === undefined)
    return [
      link(`exception, ${exception.state}`, {
        id: `exception/${exceptionId}`,
        note: exception.reason,
      }),
    ];
  const entry = await ledger.findEntry(exception.resolvedBy);
  return [
    link('correction', {
      id: exception.resolvedBy,
      at: entry?.at ?? null,
      note: typeof entry?.memo.reason === 'string' ? entry.memo.reason : null,
    }),
  ];
}

import type { MicroUsd } from '../money.ts';
import { comesWithin, exceptionIdOf, type Finding } from './finding.ts';
import { judgeTransaction } from './judge-transaction.ts';
import type { LedgerMovement, SeenTransaction, Span } from './sources.ts';

type StripeLeg = {
  findings: Finding[];
  transactions: number;
  /** The sizes of matched movements, in and out, after fees. */
  explainedMicroUsd: MicroUsd;
};

const twinKey = ({ type, sourceId, amountMicroUsd }: SeenTransaction) =>
  `${type} ${sourceId} ${amountMicroUsd}`;

/** Each balance transaction against the entries that name it, and each such entry against Stripe. */
export function matchTransactions(
  movements: readonly LedgerMovement[],
  transactions: readonly SeenTransaction[],
  span: Span,
): StripeLeg {
  const moving = movements.filter(({ stripeMicros }) => stripeMicros !== 0n);
  const byTransaction = Map.groupBy(moving, ({ balanceTransactionId = '' }) => balanceTransactionId);
  const posted = new Set(transactions.filter(({ id }) => byTransaction.has(id)).map(twinKey));
  const leg: StripeLeg = { findings: [], transactions: 0, explainedMicroUsd: 0n };
  for (const transaction of transactions.filter(({ createdAt }) => createdAt >= span.from)) {
    const isSecond = transaction.sourceId !== null && posted.has(twinKey(transaction));
    const own = byTransaction.get(transaction.id) ?? [];
    const finding = judgeTransaction(transaction, own, { now: span.now, isSecond });
    if (finding) leg.findings.push(finding);
    else explain(leg, transaction);
  }
  const known = new Set(transactions.map(({ id }) => id));
  const unknown = moving.filter(
    (each) => each.at >= span.from && !known.has(each.balanceTransactionId ?? ''),
  );
  leg.findings.push(...unknown.map((entry) => unknownToStripe(entry, span.now)));
  return leg;
}

function explain(leg: StripeLeg, { amountMicroUsd, feeMicroUsd }: SeenTransaction): void {
  const net = amountMicroUsd - feeMicroUsd;
  leg.transactions++;
  leg.explainedMicroUsd += net < 0n ? -net : net;
}

function unknownToStripe(entry: LedgerMovement, now: number): Finding {
  const { balanceTransactionId: id } = entry;
  const isYoung = id !== undefined && now < entry.at + comesWithin.stripeListMillis;
  return {
    exceptionId: exceptionIdOf.entry(entry.businessKey),
    status: isYoung ? 'timing' : 'missing_theirs',
    side: 'ledger',
    reason: id === undefined ? 'it names no balance transaction' : `Stripe has no ${id}`,
    ids: { businessKeys: [entry.businessKey], ...(id !== undefined && { balanceTransactionId: id }) },
    currency: entry.currency,
    differenceMicroUsd: -entry.stripeMicros,
    occurredAt: entry.at,
  };
}

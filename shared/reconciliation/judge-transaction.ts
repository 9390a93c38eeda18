import type { MicroUsd } from '../money.ts';
import { comesWithin, exceptionIdOf, type Finding, type FindingStatus } from './finding.ts';
import type { LedgerMovement, SeenTransaction } from './sources.ts';

type Judged = { status: FindingStatus; reason: string; differenceMicroUsd?: MicroUsd };

const feeKinds: readonly string[] = ['stripe-fee', 'stripe-fee-returned'];

/**
 * What is wrong with a balance transaction and the entries that name it; undefined where they agree: exactly one
 * entry for its gross amount, of whom its source is for, and its fees posted to the cent. `isSecond`: another balance
 * transaction of the same source, kind and amount has entries.
 */
export function judgeTransaction(
  transaction: SeenTransaction,
  posted: readonly LedgerMovement[],
  { now, isSecond }: { now: number; isSecond: boolean },
): Finding | undefined {
  const judged =
    posted.length === 0 ? judgeUnposted(transaction, { now, isSecond }) : judgePosted(transaction, posted);
  if (!judged) return undefined;
  const { id, sourceId, amountMicroUsd, feeMicroUsd, createdAt } = transaction;
  const ours = posted.reduce((sum, { stripeMicros }) => sum + stripeMicros, 0n);
  return {
    exceptionId: exceptionIdOf.transaction(id),
    side: 'stripe',
    ids: {
      balanceTransactionId: id,
      ...(sourceId !== null && { sourceId }),
      ...(posted.length > 0 && { businessKeys: posted.map(({ businessKey }) => businessKey) }),
    },
    currency: 'usd',
    differenceMicroUsd: amountMicroUsd - feeMicroUsd - ours,
    occurredAt: createdAt,
    ...judged,
  };
}

/** Money that can't be used yet is not missed yet. */
function judgeUnposted(
  { type, sourceId, createdAt, availableAt }: SeenTransaction,
  { now, isSecond }: { now: number; isSecond: boolean },
): Judged {
  if (isSecond) return { status: 'duplicate', reason: `Stripe has a second ${type} of ${sourceId}` };
  return now < Math.max(availableAt, createdAt + comesWithin.entryMillis)
    ? { status: 'timing', reason: `no entry stands for this ${type} yet` }
    : { status: 'missing_ours', reason: `no entry stands for this ${type}` };
}

function judgePosted(transaction: SeenTransaction, posted: readonly LedgerMovement[]): Judged | undefined {
  const { principals, fees } = splitFees(transaction, posted);
  const [principal] = principals;
  if (!principal)
    return { status: 'missing_ours', reason: `only its fee is posted, not this ${transaction.type}` };
  if (principals.length > 1 || new Set(fees.map(({ kind }) => kind)).size < fees.length)
    return {
      status: 'duplicate',
      reason: `more than one entry stands for it: ${posted.map(({ businessKey }) => businessKey).join(', ')}`,
    };
  return judgeAmounts(transaction, principal, fees) ?? judgeParty(transaction, principal);
}

/** A fee that Stripe took by itself has no other entry than the fee's. */
function splitFees({ feeMicroUsd }: SeenTransaction, posted: readonly LedgerMovement[]) {
  const fees = posted.filter(({ kind }) => feeKinds.includes(kind));
  const principals = posted.filter(({ kind }) => !feeKinds.includes(kind));
  return principals.length === 0 && feeMicroUsd === 0n
    ? { principals: fees, fees: [] }
    : { principals, fees };
}

function judgeAmounts(
  { amountMicroUsd, feeMicroUsd }: SeenTransaction,
  principal: LedgerMovement,
  fees: readonly LedgerMovement[],
): Judged | undefined {
  const differs = (reason: string): Judged => ({ status: 'amount_differs', reason });
  if (principal.stripeMicros !== amountMicroUsd)
    return differs(
      `${principal.businessKey} moves ${principal.stripeMicros} micro-USD, Stripe ${amountMicroUsd}`,
    );
  const posted = fees.reduce((sum, { stripeMicros }) => sum - stripeMicros, 0n);
  if (posted !== feeMicroUsd)
    return differs(`fees of ${posted} micro-USD are posted, Stripe took ${feeMicroUsd}`);
  return undefined;
}

/** The money is all there, but stands on somebody else's account: all of it is the difference. */
function judgeParty(
  { party, amountMicroUsd }: SeenTransaction,
  { parties, businessKey }: LedgerMovement,
): Judged | undefined {
  if (party === undefined || parties.length === 0 || parties.includes(party)) return undefined;
  return {
    status: 'amount_differs',
    reason: `wrong account: ${businessKey} is of ${parties.join(', ')}, Stripe's source of ${party}`,
    differenceMicroUsd: amountMicroUsd,
  };
}

import {
  closingOf,
  type Dispute,
  type DisputeSeen,
  disputeLostEntry,
  reinstatedEntry,
  reinstatementsOf,
  withdrawalsOf,
  withdrawnEntry,
} from '../../../shared/dispute.ts';
import { coverBy } from '../../../shared/payment.ts';
import { feeEntries } from '../../../shared/stripe-fee.ts';
import type { StripeTransaction } from '../../../shared/stripe-match.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import type { Write } from '../../adapters/commit.ts';
import { asSeen, changeStanding } from '../../adapters/customer-standing.ts';
import { disputeWrites } from '../../adapters/disputes.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import { paymentWrites } from '../../adapters/payments.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';
import { postPayment } from './take-over-payment.ts';

/**
 * A dispute: what the bank withdrew and gave back, each by its balance transaction, and how it ended. The first
 * withdrawal freezes the customer and no later word does, so that word which comes late freezes nobody again.
 */
export async function takeOverDispute(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const seen = await deps.stripe.reads.getDispute(id);
  const payment = await deps.stripe.reads.findPayment(seen.paymentId);
  if (!payment) return false;
  const { customerId, paymentIntentId } = payment.topUp;
  const posted = [await postPayment(deps, payment)];
  const named = { customerId, paymentIntentId };
  for (const [at, transaction] of withdrawalsOf(seen).entries())
    posted.push(
      await postOnce(deps.commit, withdrawal(deps, seen, { ...named, transaction, isFirst: at === 0 })),
    );
  for (const transaction of reinstatementsOf(seen))
    posted.push(await postOnce(deps.commit, reinstatement(deps, seen, { ...named, transaction })));
  posted.push(await close(deps, seen, customerId));
  return posted.includes(true);
}

type Moved = { customerId: string; paymentIntentId: string; transaction: StripeTransaction };

function withdrawal(
  deps: Deps,
  seen: DisputeSeen,
  { customerId, paymentIntentId, transaction, isFirst }: Moved & { isFirst: boolean },
): Write[] {
  const now = deps.now();
  const { disputeId, reason, createdAt } = seen;
  const entry = withdrawnEntry(seen, customerId, { transaction, now });
  return [
    ledgerWrites.post(entry, { opensRoot: true }),
    ...feeEntries(entry.businessKey, transaction, now).map((fee) => ledgerWrites.post(fee)),
    paymentWrites.takeBack({ customerId, paymentIntentId }, -transaction.amountMicroUsd),
    ...(isFirst
      ? [
          disputeWrites.open({ customerId, disputeId, paymentIntentId, reason, state: 'open', createdAt }),
          ...changeStanding(customerId, { freeze: `dispute/${disputeId}` }),
        ]
      : []),
  ];
}

function reinstatement(
  deps: Deps,
  seen: DisputeSeen,
  { customerId, paymentIntentId, transaction }: Moved,
): Write[] {
  const now = deps.now();
  const entry = reinstatedEntry(seen, customerId, { transaction, now });
  return [
    ledgerWrites.post(entry),
    ...feeEntries(entry.businessKey, transaction, now).map((fee) => ledgerWrites.post(fee)),
    paymentWrites.takeBack({ customerId, paymentIntentId }, -transaction.amountMicroUsd),
  ];
}

/** What the bank keeps is the customer's loss as far as there is unspent money; who has lost stays frozen until finance lifts it. */
async function close(deps: Deps, seen: DisputeSeen, customerId: string): Promise<boolean> {
  const dispute = await deps.disputes.find(customerId, seen.disputeId);
  const closing = closingOf(seen);
  if (dispute?.state !== 'open' || !closing) return false;
  const balance = await deps.customerBalances.of(customerId);
  const covered = coverBy(balance, closing.lostMicroUsd);
  const { customersMicroUsd } = covered;
  const now = deps.now();
  const writes = [
    disputeWrites.close(dispute, closing.state, now),
    ...changeStanding(customerId, {
      by: { availableMicroUsd: -customersMicroUsd },
      ...(customersMicroUsd > 0n && { seen: asSeen(balance) }),
      ...(closing.state === 'won' && { thaw: freezeOf(dispute) }),
    }),
  ];
  if (closing.lostMicroUsd > 0n)
    return postOnce(deps.commit, [ledgerWrites.post(disputeLostEntry(dispute, covered, now)), ...writes]);
  await deps.commit(writes);
  return true;
}

const freezeOf = ({ disputeId }: Dispute) => `dispute/${disputeId}` as const;

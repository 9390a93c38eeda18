import {
  type Dispute,
  type DisputeSeen,
  disputeLostEntry,
  disputeRecoveredEntry,
  endOf,
  movedBesideEnd,
  reinstatedEntry,
  reinstatementsOf,
  withdrawalsOf,
  withdrawnEntry,
} from '../../../shared/dispute.ts';
import { coverBy, giveBack } from '../../../shared/payment.ts';
import { feeEntries } from '../../../shared/stripe-fee.ts';
import type { StripeTransaction } from '../../../shared/stripe-match.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import type { Write } from '../../adapters/commit.ts';
import { changeStanding, shareLoss, shareReturn } from '../../adapters/customer-standing.ts';
import { disputeWrites } from '../../adapters/disputes.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';
import { type PaidIn, postPaid, takenBack } from './post-paid.ts';

/**
 * A dispute: what the bank withdrew and gave back, each by its balance transaction, and how it ended. The first
 * withdrawal freezes the customer and no later word does, so that word which comes late freezes nobody again.
 */
export async function takeOverDispute(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const seen = await deps.stripe.reads.getDispute(id);
  const found = await postPaid(deps, seen.paymentId);
  if (!found) return false;
  const { paid } = found;
  const posted = [found.isNews];
  for (const [at, transaction] of withdrawalsOf(seen).entries())
    posted.push(
      await postOnce(deps.commit, withdrawal(deps, seen, { paid, transaction, isFirst: at === 0 })),
    );
  for (const transaction of reinstatementsOf(seen))
    posted.push(await postOnce(deps.commit, reinstatement(deps, seen, { paid, transaction })));
  posted.push(await close(deps, seen, paid.customerId));
  posted.push(await settleRest(deps, seen, paid.customerId));
  return posted.includes(true);
}

type Moved = { paid: PaidIn; transaction: StripeTransaction };

function withdrawal(
  deps: Deps,
  seen: DisputeSeen,
  { paid, transaction, isFirst }: Moved & { isFirst: boolean },
): Write[] {
  const now = deps.now();
  const { customerId, paymentIntentId } = paid;
  const { disputeId, reason, createdAt } = seen;
  const entry = withdrawnEntry(seen, customerId, { transaction, now });
  return [
    ledgerWrites.post(entry, { opensRoot: true }),
    ...feeEntries(entry.businessKey, transaction, now).map((fee) => ledgerWrites.post(fee)),
    ...takenBack(paid, -transaction.amountMicroUsd),
    ...(isFirst
      ? [
          disputeWrites.open({ customerId, disputeId, paymentIntentId, reason, state: 'open', createdAt }),
          ...changeStanding(customerId, { freeze: `dispute/${disputeId}` }),
        ]
      : []),
  ];
}

function reinstatement(deps: Deps, seen: DisputeSeen, { paid, transaction }: Moved): Write[] {
  const now = deps.now();
  const entry = reinstatedEntry(seen, paid.customerId, { transaction, now });
  return [
    ledgerWrites.post(entry),
    ...feeEntries(entry.businessKey, transaction, now).map((fee) => ledgerWrites.post(fee)),
    ...takenBack(paid, -transaction.amountMicroUsd),
  ];
}

/** What the bank keeps is the customer's loss as far as there is unspent money; who has lost stays frozen until finance lifts it. */
async function close(deps: Deps, seen: DisputeSeen, customerId: string): Promise<boolean> {
  const dispute = await deps.disputes.find(customerId, seen.disputeId);
  const end = endOf(seen);
  if (!dispute || !end) return false;
  const thaw = end.state === 'won' ? freezeOf(dispute) : undefined;
  if (dispute.state === 'lost' && thaw)
    await deps.commit([disputeWrites.winAfterAll(dispute), ...changeStanding(customerId, { thaw })]);
  if (dispute.state !== 'open') return false;
  const balance = await deps.customerBalances.of(customerId);
  const lost = coverBy(balance, end.lostMicroUsd);
  const now = deps.now();
  const writes = [
    disputeWrites.close(dispute, end, now),
    ...changeStanding(customerId, {
      ...(end.lostMicroUsd > 0n && shareLoss(balance, lost)),
      ...(thaw && { thaw }),
    }),
  ];
  const [withdrawn = ''] = end.settledByEnd;
  if (end.lostMicroUsd > 0n)
    return postOnce(deps.commit, [
      ledgerWrites.post(disputeLostEntry(dispute, withdrawn, { lost, now })),
      ...writes,
    ]);
  await deps.commit(writes);
  return true;
}

/** Money that moved beside the end of a dispute, mostly after it. */
async function settleRest(deps: Deps, seen: DisputeSeen, customerId: string): Promise<boolean> {
  const dispute = await deps.disputes.find(customerId, seen.disputeId);
  const posted: boolean[] = [];
  if (dispute && dispute.state !== 'open')
    for (const moved of movedBesideEnd(seen, dispute))
      posted.push(await postOnce(deps.commit, await settlement(deps, dispute, moved)));
  return posted.includes(true);
}

async function settlement(
  deps: Deps,
  dispute: Dispute,
  { id, amountMicroUsd }: StripeTransaction,
): Promise<Write[]> {
  const { customerId } = dispute;
  const balance = await deps.customerBalances.of(customerId);
  const now = deps.now();
  if (amountMicroUsd < 0n) {
    const lost = coverBy(balance, -amountMicroUsd);
    return [
      ledgerWrites.post(disputeLostEntry(dispute, id, { lost, now })),
      ...changeStanding(customerId, shareLoss(balance, lost)),
    ];
  }
  const back = giveBack(balance, amountMicroUsd);
  return [
    ledgerWrites.post(disputeRecoveredEntry(dispute, id, { back, now })),
    ...changeStanding(customerId, shareReturn(balance, back)),
  ];
}

const freezeOf = ({ disputeId }: Dispute) => `dispute/${disputeId}` as const;

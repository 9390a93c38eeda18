import type { MessageOf } from '../../shared/messages.ts';
import type { Payout, Reversal } from '../../shared/payout.ts';
import { centsToReverse, settledBy, type TakeBack, takeBackKeyOf } from '../../shared/take-back.ts';
import { payoutWrites } from '../adapters/payouts.ts';
import { postOnce } from '../adapters/post-once.ts';
import { takeBackWrites } from '../adapters/take-backs.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { isPaidTo } from './take-backs/take-back-of-all.ts';

/**
 * One step of taking money back: the next payout to reverse is written down before Stripe is asked, then reversed,
 * then posted. Each change brings about the message of the next step. Latest payouts first: what is in an account is
 * of those. What the account does not have stays owed, and is netted from what is released next.
 */
export const takeBack =
  (deps: Deps) =>
  async ({ ownerId, takeBackNo }: MessageOf<'take-back'>): Promise<void> => {
    const current = await deps.takeBacks.find(ownerId, takeBackNo);
    if (!current) throw new Error(`There is no taking back ${takeBackNo} of owner ${ownerId}`);
    if (current.state === 'done') return;
    if (current.step) await reverse(deps, current, current.step);
    else await chooseStep(deps, current);
  };

export const handler = queueLambda('take-back', takeBack);

async function chooseStep(deps: Deps, current: TakeBack): Promise<void> {
  const { ownerId, beneficiaryId, triedDownTo = Infinity } = current;
  const available = await deps.stripe.reads.availableAt(await accountOf(deps, current));
  for await (const payout of deps.payouts.of(ownerId)) {
    if (payout.payoutNo >= triedDownTo || payout.state !== 'paid' || !isPaidTo(beneficiaryId, payout))
      continue;
    const cents = centsToReverse(current, payout, available);
    if (cents === 0) continue;
    await deps.commit([
      takeBackWrites.change(current, { ...current, step: { payoutNo: payout.payoutNo, cents } }),
    ]);
    return;
  }
  await deps.commit([takeBackWrites.change(current, { ...current, state: 'done' })]);
}

async function accountOf(deps: Deps, { ownerId, beneficiaryId }: TakeBack): Promise<string> {
  if (beneficiaryId === undefined) return (await deps.owners.get(ownerId)).stripeAccountId;
  const beneficiary = await deps.beneficiaries.find(ownerId, beneficiaryId);
  if (!beneficiary) throw new Error(`There is no beneficiary ${beneficiaryId} of owner ${ownerId}`);
  return beneficiary.stripeAccountId;
}

type Step = NonNullable<TakeBack['step']>;

/** What was reversed before is found by its number in the transfer, however long Stripe keeps the key. */
async function reverse(deps: Deps, current: TakeBack, step: Step): Promise<void> {
  const payout = await deps.payouts.find(current.ownerId, step.payoutNo);
  if (!payout?.stripeTransferId)
    throw new Error(`Payout ${step.payoutNo} of ${current.ownerId} has no transfer`);
  const transferId = payout.stripeTransferId;
  if (!(await findReversal(deps, current, transferId)))
    await deps.stripe.transfers.reverseTransfer({
      transferId,
      cents: step.cents,
      takeBack: current,
      key: takeBackKeyOf(current, step.payoutNo),
    });
  const reversal = await findReversal(deps, current, transferId);
  if (reversal) await post(deps, payout, reversal);
  const { step: _step, ...rest } = current;
  const after: TakeBack = {
    ...rest,
    takenMicroUsd: current.takenMicroUsd + (reversal?.amountMicroUsd ?? 0n),
    triedDownTo: step.payoutNo,
  };
  await deps.commit([
    takeBackWrites.change(current, {
      ...after,
      state: after.takenMicroUsd >= after.wantedMicroUsd ? 'done' : 'pending',
    }),
  ]);
}

async function findReversal(
  { stripe }: Deps,
  { takeBackNo }: TakeBack,
  transferId: string,
): Promise<Reversal | undefined> {
  const sent = await stripe.reads.findSentPayout(transferId);
  return sent?.reversals.find((reversal) => reversal.takeBackNo === takeBackNo);
}

/** By its own key: the poller may have been here first. */
async function post(deps: Deps, payout: Payout, reversal: Reversal): Promise<void> {
  const { receivableMicroUsd } = await deps.ledger.ownerBalance(payout.ownerId);
  const settledMicroUsd = settledBy(reversal.amountMicroUsd, receivableMicroUsd);
  await postOnce(deps.commit, payoutWrites.reversed(payout, reversal, { settledMicroUsd, now: deps.now() }));
}

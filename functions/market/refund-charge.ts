import { type Settled, settledOf } from '../../shared/accrual.ts';
import {
  type ChargeRefund,
  clawBackOf,
  creditedBy,
  pendingOf,
  platformsPart,
  refundKeyOf,
  splitRefund,
} from '../../shared/charge-refund.ts';
import { creditKeyOf } from '../../shared/credit.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { chargeRefundWrites } from '../adapters/charge-refunds.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/** Few enough for one call; the change of the refund brings about the next. */
const ownersPerStep = 100;

/** Takes back the owners' parts of a charge that was given back, some at a time, each exactly once by its key. */
export const refundCharge =
  (deps: Deps) =>
  async ({ refundId }: MessageOf<'refund-charge'>): Promise<void> => {
    const refund = await deps.chargeRefunds.get(refundId);
    if (refund.state !== 'approved') return;
    const entry = await deps.ledger.findEntry(refund.settleKey);
    if (!entry) throw new Error(`There is no settlement ${refund.settleKey} to give back`);
    const settled = settledOf(entry);
    await waitForAccruals(deps, refund, settled);
    const creditedMicroUsd = creditedBy(await deps.ledger.findEntry(creditKeyOf(refund.settleKey)));
    const split = splitRefund(settled, {
      percent: refund.percent,
      ...platformsPart(entry),
      creditedMicroUsd,
    });
    await postOnce(deps.commit, chargeRefundWrites.giveBack(refund, { settled, split, now: deps.now() }));
    if (!(await isPostedFor(deps, refund))) {
      await deps.commit([chargeRefundWrites.change(refund, overtaken(refund))]);
      return;
    }
    const { owners } = split;
    const some = owners.slice(refund.ownersDone, refund.ownersDone + ownersPerStep);
    for (const { ownerId, amountMicroUsd } of some)
      if (amountMicroUsd > 0n) await clawBack(deps, { refund, settled, ownerId, amountMicroUsd });
    const ownersDone = refund.ownersDone + some.length;
    await deps.commit([
      chargeRefundWrites.change(refund, {
        ...refund,
        ownersDone,
        ...(ownersDone === owners.length && { state: 'executed' }),
      }),
    ]);
  };

/** Nothing is taken back that was not given yet: the owners' own entries come first, and the message comes again. */
async function waitForAccruals(
  { ledger }: Deps,
  { ownersDone }: ChargeRefund,
  { batchId, settleKey }: Settled,
): Promise<void> {
  if (ownersDone > 0) return;
  const missing = await ledger.unaccrued(batchId);
  if (missing.some(({ businessKey }) => businessKey === settleKey))
    throw new Error(`${settleKey} is not shared out yet: it is given back once it is`);
}

/** A charge is given back once: of two proposals that were approved at the same moment one came first. */
async function isPostedFor({ ledger }: Deps, { settleKey, refundId }: ChargeRefund): Promise<boolean> {
  return (await ledger.findEntry(refundKeyOf(settleKey)))?.memo.refundId === refundId;
}

const overtaken = (refund: ChargeRefund): ChargeRefund => ({
  ...refund,
  state: 'rejected',
  rejectedFor: 'Another proposal gave it back already.',
});

export const handler = queueLambda('refund-charge', refundCharge);

type Clawing = { refund: ChargeRefund; settled: Settled; ownerId: string; amountMicroUsd: bigint };

async function clawBack(deps: Deps, { settled, ownerId, amountMicroUsd }: Clawing): Promise<boolean> {
  const [balance, held, lastNo] = await Promise.all([
    deps.ledger.ownerBalance(ownerId),
    deps.earnings.held(ownerId),
    deps.takeBacks.lastNo(ownerId),
  ]);
  const taken = clawBackOf(ownerId, amountMicroUsd, { held, releasedMicroUsd: balance.releasedMicroUsd });
  // What is still held back will be netted: only what nothing of the owner's covers is fetched from the account.
  const uncovered =
    taken.receivableMicroUsd + balance.receivableMicroUsd - (balance.pendingMicroUsd - pendingOf(taken));
  const isOwed = taken.receivableMicroUsd > 0n && uncovered > 0n;
  const takeBack = isOwed
    ? {
        ownerId,
        takeBackNo: lastNo + 1,
        cause: 'owed' as const,
        wantedMicroUsd: uncovered < taken.receivableMicroUsd ? uncovered : taken.receivableMicroUsd,
        takenMicroUsd: 0n,
        state: 'pending' as const,
        createdAt: deps.now(),
      }
    : undefined;
  return postOnce(deps.commit, chargeRefundWrites.clawBack(taken, settled, { takeBack, now: deps.now() }));
}

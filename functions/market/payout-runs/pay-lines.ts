import { splitOf } from '../../../shared/beneficiaries.ts';
import {
  grossToPay,
  isShared,
  mayBeSplit,
  nettable,
  withholdingPercent,
} from '../../../shared/choose-payouts.ts';
import { payoutOf } from '../../../shared/payout.ts';
import type { OwnerToPay, Payee, PayoutLine, PayoutRun } from '../../../shared/payout-run.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { netEntry } from '../../../shared/take-back.ts';
import { beneficiaryWrites } from '../../adapters/beneficiaries.ts';
import { payoutBalanceWrites } from '../../adapters/payout-balances.ts';
import { payoutWrites } from '../../adapters/payouts.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';
import { judgingOf } from './judging-of.ts';

type Paying = { owner: OwnerToPay; lines: readonly PayoutLine[] };

/**
 * Carries out the lines of one owner: what is owed is netted, then what is left is split where it is shared, then
 * each payee's payout is written. Each is judged as it stands now. Returns the amounts that are on their way.
 */
export async function payLines(deps: Deps, run: PayoutRun, { owner, lines }: Paying): Promise<bigint[]> {
  let current = await netOwed(deps, owner);
  current = await splitShared(deps, run, current);
  const amounts: bigint[] = [];
  let { lastPayoutNo } = current;
  for (const line of lines) {
    const payee = payeeIn(current, line);
    if (!payee || line.amountMicroUsd === 0n) continue;
    const amount = await planPayee(deps, run, { owner: { ...current, lastPayoutNo }, payee, line });
    if (amount === undefined) continue;
    amounts.push(amount.microUsd);
    if (amount.isNew) lastPayoutNo++;
  }
  return amounts;
}

const payeeIn = (owner: OwnerToPay, { beneficiaryId }: PayoutLine): Payee | undefined =>
  beneficiaryId === undefined
    ? owner
    : owner.beneficiaries.find((each) => each.beneficiaryId === beneficiaryId);

async function reload(deps: Deps, { ownerId }: OwnerToPay): Promise<OwnerToPay> {
  const [owner] = await deps.payees.getMany([ownerId]);
  if (!owner) throw new Error(`There is no owner ${ownerId} any more`);
  return owner;
}

async function netOwed(deps: Deps, owner: OwnerToPay): Promise<OwnerToPay> {
  const amountMicroUsd = nettable(owner);
  if (amountMicroUsd === 0n) return owner;
  const netting = { ownerId: owner.ownerId, netNo: owner.lastNetNo + 1, amountMicroUsd };
  await postOnce(deps.commit, payoutBalanceWrites.net(netEntry(netting, deps.now()), netting)).catch(
    ifAnotherWas,
  );
  return reload(deps, owner);
}

async function splitShared(deps: Deps, run: PayoutRun, owner: OwnerToPay): Promise<OwnerToPay> {
  if (!isShared(owner) || !mayBeSplit(owner, owner.releasedMicroUsd, judgingOf(deps, run))) return owner;
  const record = await deps.owners.get(owner.ownerId);
  const shares = await deps.beneficiaries.findShares(owner.ownerId, record.sharesVersion ?? 0);
  if (!shares) throw new Error(`owner ${owner.ownerId} has no version ${record.sharesVersion} of the shares`);
  const split = splitOf(record, owner.releasedMicroUsd, shares, deps.now());
  await postOnce(deps.commit, beneficiaryWrites.split(split)).catch(ifAnotherWas);
  return reload(deps, owner);
}

type Planning = { owner: OwnerToPay; payee: Payee; line: PayoutLine };

async function planPayee(
  deps: Deps,
  run: PayoutRun,
  { owner, payee, line }: Planning,
): Promise<{ microUsd: bigint; isNew: boolean } | undefined> {
  if (payee.lastPayoutPeriod === run.period) return plannedAlready(deps, run, owner, payee);
  const payout = payoutOf({
    ownerId: owner.ownerId,
    ...(payee.beneficiaryId !== undefined && { beneficiaryId: payee.beneficiaryId }),
    lastPayoutNo: owner.lastPayoutNo,
    grossMicroUsd: grossToPay(line, owner, payee, judgingOf(deps, run)),
    withholdingPercent: withholdingPercent(payee, deps.policy),
    runId: run.runId,
    period: run.period,
    now: deps.now(),
  });
  if (!payout) return undefined;
  const isNew = await postOnce(deps.commit, payoutWrites.plan(payout)).catch(ifAnotherWas);
  return isNew ? { microUsd: payout.amountMicroUsd, isNew } : undefined;
}

/** A chunk that broke off is counted in full when it is done again: its payouts name their run. */
async function plannedAlready(
  deps: Deps,
  { runId }: PayoutRun,
  { ownerId }: OwnerToPay,
  { beneficiaryId }: Payee,
): Promise<{ microUsd: bigint; isNew: false } | undefined> {
  for await (const payout of deps.payouts.of(ownerId))
    if (payout.runId === runId && payout.beneficiaryId === beneficiaryId)
      return { microUsd: payout.amountMicroUsd, isNew: false };
  return undefined;
}

/** Another planner was first, and its payout may have been sent by now. */
function ifAnotherWas(error: unknown): false {
  if (isRefusal(error, 'changed_meanwhile', 'payout_refused')) return false;
  throw error;
}

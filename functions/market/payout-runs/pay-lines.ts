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
import type { Policy } from '../../../shared/policy.ts';
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
    if (line.amountMicroUsd === 0n) continue;
    const planned = await planPayee(deps, run, { owner: { ...current, lastPayoutNo }, line });
    if (planned === undefined) continue;
    amounts.push(planned.microUsd);
    lastPayoutNo = planned.lastPayoutNo;
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

type Planning = { owner: OwnerToPay; line: PayoutLine };
type Planned = { microUsd: bigint; lastPayoutNo: number };

/** Each time another changed the owner's balance, or took the payout's number, since it was read. */
const attempts = 5;

async function planPayee(
  deps: Deps,
  run: PayoutRun,
  { owner, line }: Planning,
  attempt = 1,
): Promise<Planned | undefined> {
  const payee = payeeIn(owner, line);
  if (!payee) return undefined;
  if (isPaidFor(payee, run, deps.policy)) return plannedAlready(deps, run, owner, payee);
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
  if (await postOnce(deps.commit, payoutWrites.plan(payout)).catch(ifAnotherWas))
    return { microUsd: payout.amountMicroUsd, lastPayoutNo: payout.payoutNo };
  if (attempt === attempts) throw new Error(`the balance of owner ${owner.ownerId} does not come to rest`);
  return planPayee(deps, run, { owner: await reload(deps, owner), line }, attempt + 1);
}

/** By this run or, where a fault kept this one waiting for so long, by a later month's: one transfer a month. */
const isPaidFor = (
  { lastPayoutPeriod }: Payee,
  { period }: PayoutRun,
  { payoutsNeedApproval }: Pick<Policy, 'payoutsNeedApproval'>,
): boolean =>
  lastPayoutPeriod === period ||
  (payoutsNeedApproval && lastPayoutPeriod !== undefined && lastPayoutPeriod > period);

/** A chunk that broke off is counted in full when it is done again: its payouts name their run. */
async function plannedAlready(
  deps: Deps,
  { runId }: PayoutRun,
  { ownerId, lastPayoutNo }: OwnerToPay,
  { beneficiaryId }: Payee,
): Promise<Planned | undefined> {
  for await (const payout of deps.payouts.of(ownerId))
    if (payout.runId === runId && payout.beneficiaryId === beneficiaryId)
      return { microUsd: payout.amountMicroUsd, lastPayoutNo };
  return undefined;
}

/** Another planner was first, and its payout may have been sent by now. */
function ifAnotherWas(error: unknown): false {
  if (isRefusal(error, 'changed_meanwhile', 'payout_refused')) return false;
  throw error;
}

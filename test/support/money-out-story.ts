import type Stripe from 'stripe';
import { chargeRefundWrites } from '../../functions/adapters/charge-refunds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { executePayoutRun } from '../../functions/market/execute-payout-run.ts';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { refundCharge } from '../../functions/market/refund-charge.ts';
import { takeBack } from '../../functions/market/take-back.ts';
import { settledOf } from '../../shared/accrual.ts';
import { platformsPart, splitRefund } from '../../shared/charge-refund.ts';
import { balancesOf, type Entry, entryOf, transferPostings } from '../../shared/ledger.ts';
import { availableOf } from './available-of.ts';
import { credit, settledBatch } from './money-batches.ts';
import { type MoneyRig, newOwner } from './money-rig.ts';
import { streamOf } from './stream-of-commits.ts';

class Killed extends Error {}

const handlers = {
  pay: payOwner,
  'payout-run': executePayoutRun,
  'take-back': takeBack,
  'refund-charge': refundCharge,
};

/** Counts steps that move money, and dies at the n-th, before it is done or after. */
export function killer(at: number, when: 'before' | 'after') {
  let steps = 0;
  const step = async <Done>(run: () => Promise<Done>): Promise<Done> => {
    const isIt = ++steps === at;
    if (isIt && when === 'before') throw new Killed();
    const done = await run();
    if (isIt && when === 'after') throw new Killed();
    return done;
  };
  return { step, count: () => steps };
}
type Killer = ReturnType<typeof killer>;

/** The same dependencies, but that commits and calls of Stripe may be where the process dies. */
function mortal(deps: Deps, { step }: Killer): Deps {
  const transfers = deps.stripe.transfers;
  const stripe = {
    ...{ payments: undefined, accounts: undefined, reads: deps.stripe.reads },
    transfers: {
      ...transfers,
      sendTransfer: (...args: Parameters<typeof transfers.sendTransfer>) =>
        step(() => transfers.sendTransfer(...args)),
      reverseTransfer: (...args: Parameters<typeof transfers.reverseTransfer>) =>
        step(() => transfers.reverseTransfer(...args)),
    },
  };
  return Object.create(deps, {
    commit: {
      value: (writes: Parameters<Deps['commit']>[0]) => step(() => deps.commit(writes)),
      enumerable: true,
    },
    stripe: { value: stripe, enumerable: true },
    reportFault: { value: () => {}, enumerable: true },
  }) as Deps;
}

export type Story = {
  rig: MoneyRig;
  no: string;
  stripeAccountId: string;
  deps: Deps;
  ownerId: string;
  settleKey: string;
  stream: ReturnType<typeof streamOf>;
};

/** An owner earned 0.27 $ of a batch and 0.30 $ more. */
export async function begin(rig: MoneyRig, no: string, kill: Killer): Promise<Story> {
  const { ownerId, stripeAccountId } = await newOwner(rig);
  const customerId = `c_${no}`;
  await credit(rig.deps, customerId, 1_000_000n);
  const entry = await settledBatch(rig.deps, { customerId, batchId: `b_${no}`, heldMicroUsd: 400_000n }, [
    { ownerId, requests: 4, referenceMicros: 6_000_000_000, energyMilliWattHours: 1 },
  ]);
  await accrueOwners(rig.deps)({ businessKey: entry.businessKey });
  const stream = streamOf(mortal(rig.deps, kill), handlers);
  await rig.deps.commit([
    chargeRefundWrites.create({
      refundId: `crf_${no}`,
      settleKey: entry.businessKey,
      percent: 100,
      reason: 'x',
      state: 'proposed',
      madeBy: 'a',
      madeAt: 0,
      customerId,
      ...amountsOf(entry),
      ownersDone: 0,
    }),
  ]);
  return { rig, no, stripeAccountId, deps: stream.deps, ownerId, settleKey: entry.businessKey, stream };
}

function amountsOf(entry: Entry) {
  const split = splitRefund(settledOf(entry), {
    percent: 100,
    ...platformsPart(entry),
    creditedMicroUsd: 0n,
  });
  const platformMicroUsd = split.feeMicroUsd + split.roundingMicroUsd;
  return {
    amountMicroUsd: split.amountMicroUsd,
    platformMicroUsd,
    ownersMicroUsd: split.amountMicroUsd - platformMicroUsd,
  };
}

/** What goes on by itself: each starts what stands open, as the sweep and the timers do, a minute later. */
export async function timers({ rig, deps, ownerId, stream }: Story): Promise<void> {
  rig.advanceSeconds(61);
  for await (const runId of deps.payoutRuns.open()) await executePayoutRun(deps)({ runId });
  for await (const payout of deps.payouts.open())
    if (payout.ownerId === ownerId) await payOwner(deps)(payout);
  for await (const each of deps.takeBacks.open()) if (each.ownerId === ownerId) await takeBack(deps)(each);
  for await (const refundId of deps.chargeRefunds.open()) await refundCharge(deps)({ refundId });
  await stream.drain();
}

/** Paid; the bank takes 10 cents; the charge is given back: 17 cents are fetched, 10 owed, and netted from the next. */
export const acts: ((story: Story) => Promise<void>)[] = [
  async ({ deps }) => {
    await planPayouts(deps)();
  },
  async ({ rig, stripeAccountId }) => {
    const account = { stripeAccount: stripeAccountId };
    await rig.stripe.payouts.create({ amount: 10, currency: 'usd' }, account);
  },
  async ({ deps, no }) => {
    const refund = await deps.chargeRefunds.get(`crf_${no}`);
    if (refund.state === 'proposed')
      await deps.commit([
        chargeRefundWrites.change(refund, { ...refund, state: 'approved', decidedBy: 'b' }),
      ]);
  },
  async ({ rig, deps, ownerId }) => {
    if ((await deps.ledger.findEntry(`owner/${ownerId}/earned/2027-01-09/audit/x/1`)) === undefined)
      await earnMore(rig, ownerId);
    await planPayouts(deps)();
  },
];

async function earnMore(rig: MoneyRig, ownerId: string): Promise<void> {
  await rig.deps.commit([
    ledgerWrites.post(
      entryOf({
        businessKey: `owner/${ownerId}/earned/2027-01-09/audit/x/1`,
        kind: 'pay-audit',
        at: rig.deps.now(),
        postings: transferPostings('platform/audits', `owner/${ownerId}/released`, 300_000n),
        memo: {},
      }),
    ),
    ledgerWrites.changeOwnerBalance(ownerId, { releasedMicroUsd: 300_000n, grossMicroUsd: 300_000n }),
  ]);
}

/** After each act what follows; where the process dies its messages are lost, and the timers go on. */
export async function play(rig: MoneyRig, no: string, kill: Killer): Promise<Record<string, unknown>> {
  const story = await begin(rig, no, kill);
  for (const act of acts) {
    const failures = await act(story).then(
      () => story.stream.drain(),
      (error: unknown) => [error],
    );
    const died = failures.length > 0;
    if (died && !failures.every((each) => each instanceof Killed)) throw failures[0];
    if (died) story.stream.lose();
    // An act that died half way is done again by its timer; what it had done stays.
    if (died) await act(story);
    for (let tick = 0; tick < 3; tick++) await timers(story);
  }
  return endOf(story);
}

export async function endOf({ rig, ownerId, no, stripeAccountId }: Story): Promise<Record<string, unknown>> {
  const entries = [
    ...(await Array.fromAsync(rig.deps.ledger.entriesUnder(`owner/${ownerId}`))),
    ...(await Array.fromAsync(rig.deps.ledger.entriesUnder(`batch/b_${no}`))),
  ];
  const plain = (text: string) =>
    text
      .replaceAll(ownerId, 'o')
      .replaceAll(`_${no}`, '')
      .replace(/trr_\w+/, 'trr');
  const balances = [...balancesOf(entries)].map(([account, sum]) => [plain(account), Number(sum)]);
  const transfers: Stripe.Transfer[] = (
    await rig.stripe.transfers.list({ destination: stripeAccountId, limit: 100 })
  ).data;
  return {
    keys: entries.map(({ businessKey }) => plain(businessKey)).sort(),
    balances: Object.fromEntries(balances.sort()),
    transfers: transfers.map(({ amount, amount_reversed }) => [amount, amount_reversed]),
    available: Number(await availableOf(rig.deps, `c_${no}`)),
  };
}

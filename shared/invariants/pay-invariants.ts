import { accrualKeyOf, type Settled, settledOf, settleKeyOf } from '../accrual.ts';
import { sharesIn, splitShares } from '../beneficiaries.ts';
import type { Account, Entry } from '../ledger.ts';
import type { Payout } from '../payout.ts';
import { type Facts, graceMillis, type Invariant, standing } from './facts.ts';
import { refundsVersusParts } from './refunds-versus-parts.ts';
import { paidTasks } from './task-invariants.ts';

export const payInvariants: readonly Invariant[] = [
  {
    id: 13,
    name: 'What succeeded is paid once, and nothing else is',
    *violations(facts) {
      yield* settledVersusDone(facts);
      yield* accruedVersusSettled(facts);
      yield* unsettledAccruals(facts);
    },
  },
  {
    id: 14,
    name: 'A charge is exactly owner earnings + platform fee + rounding',
    *violations(facts) {
      for (const { settled } of settlements(facts)) {
        const { settleKey, batchId, chargeMicroUsd, ownersTotalMicroUsd } = settled;
        const platform = (facts.entryOf.get(settleKey)?.postings ?? [])
          .filter(({ account }) => account.startsWith('platform/'))
          .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
        if (ownersTotalMicroUsd + platform !== chargeMicroUsd)
          yield `${settleKey} charged ${chargeMicroUsd} micro-USD: ${ownersTotalMicroUsd} for owners, ${platform} for the platform`;
        const shares = settled.owners.flatMap(
          ({ ownerId }) => facts.entryOf.get(accrualKeyOf(settled, ownerId)) ?? [],
        );
        const shared = shares
          .flatMap(({ postings }) => postings)
          .reduce(
            (sum, posting) =>
              posting.account === `clearing/${batchId}` ? sum - posting.amountMicroUsd : sum,
            0n,
          );
        if (
          shared > ownersTotalMicroUsd ||
          (shares.length === settled.owners.length && shared !== ownersTotalMicroUsd)
        )
          yield `${settleKey} charged ${ownersTotalMicroUsd} micro-USD for owners, of which ${shared} were shared out`;
      }
      yield* refundsVersusParts(facts);
    },
  },
  {
    id: 16,
    name: "An owner's or beneficiary's transfers never exceed released earnings, and each balance is what the entries say",
    *violations(facts) {
      const said = new Map(facts.owners.flatMap(balancesSaid));
      for (const [account, balance] of said) {
        const posted = standing(facts, account);
        // What an owner owes stands below zero, and nothing else does.
        if (account.endsWith('/receivable') ? posted > 0n : posted < 0n)
          yield `${account} stands at ${posted} micro-USD`;
        if (balance !== posted) yield `${account} has ${balance} micro-USD, the entries say ${posted}`;
      }
      for (const [account, posted] of facts.accounts)
        if (/^owner\/[^/]+\/beneficiary\//.test(account) && !said.has(account) && posted !== 0n)
          yield `${account} stands at ${posted} micro-USD, and is nobody's balance`;
      yield* splitsVersusShares(facts);
      yield* payoutsVersusEntries(facts);
    },
  },
];

function balancesSaid(owner: Facts['owners'][number]): [Account, bigint][] {
  const of = `owner/${owner.ownerId}` as const;
  return [
    [`${of}/pending`, owner.pendingMicroUsd],
    [`${of}/released`, owner.releasedMicroUsd],
    [`${of}/in-transit`, owner.inTransitMicroUsd],
    [`${of}/receivable`, -(owner.receivableMicroUsd ?? 0n)],
    ...(owner.beneficiaries ?? []).flatMap((each): [Account, bigint][] => [
      [`${of}/beneficiary/${each.beneficiaryId}/released`, each.releasedMicroUsd],
      [`${of}/beneficiary/${each.beneficiaryId}/in-transit`, each.inTransitMicroUsd],
    ]),
  ];
}

/** Each split gives what its own memo's shares say, to the micro-USD. */
function* splitsVersusShares({ entries }: Facts): Generator<string> {
  for (const { businessKey, kind, postings, memo } of entries) {
    if (kind !== 'split-earnings') continue;
    const owner = businessKey.split('/', 2).join('/');
    const given = new Map(postings.map(({ account, amountMicroUsd }) => [account, amountMicroUsd]));
    const amount = -(given.get(`${owner}/released` as Account) ?? 0n);
    for (const part of splitShares(amount, sharesIn(memo))) {
      const got = given.get(`${owner}/beneficiary/${part.beneficiaryId}/released` as Account) ?? 0n;
      if (got !== part.amountMicroUsd)
        yield `${businessKey} gives ${part.beneficiaryId} ${got} micro-USD, its shares say ${part.amountMicroUsd}`;
    }
  }
}

/** A batch at rest has settled exactly what its tasks finished; until then, never more. */
function* settledVersusDone(facts: Facts): Generator<string> {
  const settledOfBatch = Map.groupBy(settlements(facts), ({ settled }) => settled.batchId);
  const closed = new Set(
    facts.batches.filter(({ closedAt }) => closedAt !== undefined).map((b) => b.batchId),
  );
  for (const [batchId, tasks] of paidTasks(facts)) {
    const done = tasks
      .filter(({ audit }) => audit !== 'differs')
      .flatMap(({ segments }) => segments)
      .reduce((sum, { succeeded }) => sum + succeeded, 0);
    const settled = (settledOfBatch.get(batchId) ?? [])
      .flatMap((each) => each.settled.owners)
      .reduce((sum, { requests }) => sum + requests, 0);
    if (settled > done || (closed.has(batchId) && settled !== done))
      yield `batch ${batchId} settled ${settled} requests, ${done} succeeded and passed their checks`;
  }
}

function* accruedVersusSettled(facts: Facts): Generator<string> {
  for (const { settled, at } of settlements(facts))
    for (const part of settled.owners) {
      const key = accrualKeyOf(settled, part.ownerId);
      const accrual = facts.entryOf.get(key);
      if (!accrual && facts.now > at + graceMillis) yield `${key} is missing: the work is settled, not paid`;
      if (accrual && accrual.memo.requests !== part.requests)
        yield `${key} pays ${accrual.memo.requests} requests, ${part.requests} were settled`;
    }
}

function* unsettledAccruals({ entries, entryOf }: Facts): Generator<string> {
  for (const { businessKey, kind } of entries) {
    if (kind !== 'accrue-owner') continue;
    const settlement = entryOf.get(settleKeyOf({ businessKey }));
    const settled = settlement && settledOf(settlement);
    if (!settled?.owners.some(({ ownerId }) => accrualKeyOf(settled, ownerId) === businessKey))
      yield `${businessKey} pays for what was not settled`;
  }
}

function* payoutsVersusEntries({ payouts, entryOf, entries }: Facts): Generator<string> {
  const reversedOf = Map.groupBy(
    entries.filter(({ kind }) => kind === 'payout-reversed'),
    ({ businessKey }) => businessKey.split('/reversed/')[0] ?? '',
  );
  for (const payout of payouts) {
    const key = payoutKey(payout);
    yield* reversedVersusPaid(payout, reversedOf.get(key) ?? []);
    const moved = entryOf.get(key)?.postings.find(({ amountMicroUsd }) => amountMicroUsd > 0n);
    if (moved?.amountMicroUsd !== payout.amountMicroUsd)
      yield `${key} is of ${payout.amountMicroUsd} micro-USD, its entry of ${moved?.amountMicroUsd ?? 'none'}`;
    if ((payout.state === 'paid') !== entryOf.has(`${key}/sent`))
      yield `${key} is ${payout.state}, against its entries`;
    if ((payout.state === 'failed') !== entryOf.has(`${key}/failed`))
      yield `${key} is ${payout.state}, against its entries`;
  }
  const paid = payouts.filter(({ stripeTransferId }) => stripeTransferId !== undefined);
  for (const [id, same] of Map.groupBy(paid, ({ stripeTransferId }) => stripeTransferId))
    if (same.length > 1) yield `${same.map(payoutKey).join(' and ')} are both said to be ${id}`;
}

/** Transfers less reversals: what came back of a payout is what its entries say, and never more than was paid. */
function* reversedVersusPaid(payout: Payout, reversals: readonly Entry[]): Generator<string> {
  const reversed = reversals
    .flatMap(({ postings }) => postings)
    .reduce(
      (sum, { account, amountMicroUsd }) => (account === 'stripe/balance' ? sum - amountMicroUsd : sum),
      0n,
    );
  if (reversed !== payout.reversedMicroUsd)
    yield `${payoutKey(payout)} says ${payout.reversedMicroUsd} micro-USD came back, the entries ${reversed}`;
  if (reversed > (payout.state === 'paid' ? payout.amountMicroUsd : 0n))
    yield `${payoutKey(payout)} is ${payout.state} with ${payout.amountMicroUsd} micro-USD, of which ${reversed} came back`;
}

const payoutKey = ({ ownerId, payoutNo }: Payout) => `owner/${ownerId}/payout/${payoutNo}`;

const settlements = ({ entries }: Facts): { settled: Settled; at: number }[] =>
  entries
    .filter(({ kind }) => kind === 'settle')
    .map((entry) => ({ settled: settledOf(entry), at: entry.at }));

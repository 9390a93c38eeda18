import { isTerminal } from '../batch.ts';
import type { Account, Entry } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import type { Facts, Invariant } from './facts.ts';
import { movedBy, standing } from './facts.ts';
import type { Snapshot } from './snapshot.ts';

export const holdInvariants: readonly Invariant[] = [
  {
    id: 5,
    name: 'A hold is what was held, captured and released, and ends once, with captured + released = held',
    *violations(facts) {
      const known = new Set(facts.holds.map(({ batchId }) => batchId));
      for (const account of facts.accounts.keys())
        if (account.startsWith('hold/') && !known.has(account.slice('hold/'.length)))
          yield `${account} is in the ledger, but there is no such hold`;
      for (const hold of facts.holds) yield* holdVersusEntries(facts, hold);
    },
  },
  {
    id: 6,
    name: 'A charge is at most what was quoted, and what did not succeed costs nothing',
    *violations({ holds, batches }) {
      const batchOf = new Map(batches.map((batch) => [batch.batchId, batch]));
      for (const { batchId, heldMicroUsd, capturedMicroUsd, creditedMicroUsd } of holds) {
        const batch = batchOf.get(batchId);
        if (capturedMicroUsd > heldMicroUsd)
          yield `batch ${batchId} was charged ${capturedMicroUsd} of ${heldMicroUsd} micro-USD held`;
        if (creditedMicroUsd < 0n || creditedMicroUsd > capturedMicroUsd)
          yield `batch ${batchId} was credited ${creditedMicroUsd} of ${capturedMicroUsd} micro-USD charged`;
        // A live batch's quote grows with its calls; its hold bounds it.
        if (batch?.kind === 'file' && capturedMicroUsd > batch.quotedMicroUsd)
          yield `batch ${batchId} was charged ${capturedMicroUsd}, quoted ${batch.quotedMicroUsd} micro-USD`;
        if (batch && isTerminal(batch.status) && batch.totals?.succeeded === 0 && capturedMicroUsd > 0n)
          yield `batch ${batchId} was charged ${capturedMicroUsd} micro-USD, but nothing succeeded`;
      }
    },
  },
  {
    id: 22,
    name: "A batch moves no other customer's money",
    *violations({ holds, batches, entriesUnder }) {
      const customerOf = new Map(holds.map(({ batchId, customerId }) => [batchId, customerId]));
      for (const { batchId, customerId } of batches)
        if (customerOf.has(batchId) && customerOf.get(batchId) !== customerId)
          yield `batch ${batchId} is of customer ${customerId}, its hold of ${customerOf.get(batchId)}`;
      for (const [batchId, customerId] of customerOf)
        yield* foreignMoney(entriesUnder.get(`batch/${batchId}`) ?? [], `customer/${customerId}`);
    },
  },
];

function* foreignMoney(entries: readonly Entry[], own: Account): Generator<string> {
  for (const { businessKey, postings } of entries)
    for (const { account } of postings)
      if (account.startsWith('customer/') && account !== own && account !== `${own}/promo`)
        yield `${businessKey} moves ${account}, the batch is of ${own}`;
}

function* holdVersusEntries(facts: Facts, hold: Snapshot['holds'][number]): Generator<string> {
  const { batchId, state } = hold;
  const account: Account = `hold/${batchId}`;
  const entries = facts.entriesUnder.get(`batch/${batchId}`) ?? [];
  const parts: [word: string, said: MicroUsd, posted: MicroUsd][] = [
    ['held', hold.heldMicroUsd, movedBy(entries, 'hold', account)],
    ['captured', hold.capturedMicroUsd, -movedBy(entries, 'settle', account)],
    ['released', hold.releasedMicroUsd, -movedBy(entries, 'release-hold', account)],
  ];
  for (const [word, said, posted] of parts)
    if (said !== posted) yield `hold ${batchId} says ${said} micro-USD ${word}, the entries ${posted}`;
  const credited = movedBy(entries, 'credit-late', `customer/${hold.customerId}`);
  if (hold.creditedMicroUsd !== credited)
    yield `hold ${batchId} says ${hold.creditedMicroUsd} micro-USD credited, the entries ${credited}`;
  const left = standing(facts, account);
  if (left < 0n || (state === 'ended' && left !== 0n))
    yield `hold ${batchId} is ${state} with ${left} micro-USD in it`;
}

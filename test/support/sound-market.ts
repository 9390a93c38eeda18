import { addEntries } from '../../shared/account-group.ts';
import { accrualsOf, ownerAccrualEntry, settledOf } from '../../shared/accrual.ts';
import { noBalance } from '../../shared/customer-balance.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import type { BatchFacts, Snapshot } from '../../shared/invariants/snapshot.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { payoutEntry, payoutOf, payoutSentEntry } from '../../shared/payout.ts';
import type { Period } from '../../shared/period.ts';
import { endHold, newHold, settle } from '../../shared/settlement.ts';
import { topUpEntries } from '../../shared/top-up.ts';
import { finishedTask } from './money-batches.ts';

/** A small market after one batch of two owners, one of whom has been paid: every invariant holds. */
export function soundMarket(): Snapshot {
  const batch = { customerId: 'c', batchId: 'b' };
  const topUp = topUpEntries(
    {
      customerId: 'c',
      paymentIntentId: 'pi_1',
      chargeId: 'ch_1',
      balanceTransactionId: 'txn_1',
      grossMicroUsd: 10_000_000n,
      feeMicroUsd: 590_000n,
      paidAt: 1,
    },
    1,
  );
  const opened = newHold({ ...batch, heldMicroUsd: 1_000_000n }, 2);
  const task = finishedTask(batch, [
    { ownerId: 'o1', requests: 9, referenceMicros: 2e9, energyMilliWattHours: 5 },
    { ownerId: 'o2', requests: 4, referenceMicros: 1e9, energyMilliWattHours: 5 },
  ]);
  const settling = settle({
    hold: opened,
    tasks: [task],
    priceMicroUsd: 60,
    leastMicroUsd: 0n,
    ownerSharePercent: 75,
    now: 3,
  });
  const ended = endHold(settling.hold, 4);
  const costs = { energyMicroUsd: 3n, wearMicroUsd: 2n };
  const accruals = accrualsOf(settledOf(settling.entry)).map((accrual) =>
    ownerAccrualEntry(accrual, costs, { standing: 'released', now: 5 }),
  );
  const payout = payoutOf({
    ownerId: 'o1',
    lastPayoutNo: 0,
    grossMicroUsd: 90_000n,
    withholdingPercent: 0,
    runId: 'run_1',
    period: '2027-01',
    now: 6,
  });
  if (!payout) throw new Error('no payout');
  const transfer = {
    transferId: 'tr_1',
    balanceTransactionId: 'txn_2',
    amountMicroUsd: payout.amountMicroUsd,
    stripeAccountId: 'acct_1',
  };
  const entries = [
    topUp.payment,
    topUp.fee,
    holdEntry(opened, 2),
    settling.entry,
    ended.entry,
    ...accruals,
    payoutEntry(payout),
    payoutSentEntry(payout, transfer, 7),
  ];
  const balances = balancesOf(entries);
  const batchFacts: BatchFacts = {
    ...batch,
    kind: 'file',
    status: 'completed',
    requests: 13,
    totals: { succeeded: 13, failed: 0, inputTokens: 0, outputTokens: 0 },
    quotedMicroUsd: 1_000_000n,
    expiresAt: 1_000,
    closedAt: 8,
  };
  return {
    now: 3_600_000,
    entries,
    customerBalances: new Map([['c', { ...noBalance, availableMicroUsd: balances.get('customer/c') ?? 0n }]]),
    owners: ['o1', 'o2'].map((ownerId) => ({
      ownerId,
      pendingMicroUsd: 0n,
      releasedMicroUsd: balances.get(`owner/${ownerId}/released`) ?? 0n,
      inTransitMicroUsd: 0n,
    })),
    holds: [ended.hold],
    batches: [batchFacts],
    tasks: [task],
    payouts: [{ ...payout, state: 'paid', paidAt: 7, stripeTransferId: 'tr_1' }],
    journal: {
      chained: new Set(entries.map(({ businessKey }) => businessKey)),
      differing: [],
      periods: [january(entries)],
      refused: [],
    },
    stripe: {
      transactions: [
        {
          id: 'txn_1',
          type: 'charge',
          amountMicroUsd: 10_000_000n,
          feeMicroUsd: 590_000n,
          sourceId: 'ch_1',
          createdAt: 1,
        },
        {
          id: 'txn_2',
          type: 'transfer',
          amountMicroUsd: -90_000n,
          feeMicroUsd: 0n,
          sourceId: 'tr_1',
          createdAt: 7,
        },
      ],
      balanceMicroUsd: 9_320_000n,
    },
  };
}

/** All of these entries are of January 1970. */
const january = (entries: readonly Entry[]): Period => ({
  month: '1970-01',
  closedAt: 1,
  closedBy: 'person_1',
  seq: 1,
  hash: '0'.repeat(64),
  entries: entries.length,
  ledgers: addEntries(new Map(), entries),
  accounts: { object: 'periods/1970-01', sha256: '0'.repeat(64) },
});

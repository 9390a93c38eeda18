import type { DeployedFunction } from '../deployed-function.ts';
import { market, readAndCommit } from './market-function.ts';

/** What owners earn, are paid and give back. */
export const ownerMoneyFunctions: readonly DeployedFunction[] = [
  market('accrue-owners', {
    trigger: { kind: 'queue', queue: 'accrue', batchSize: 10, maxConcurrency: 20 },
    timeoutSeconds: 60,
    may: { table: readAndCommit, movesMoneyOf: 'owners' },
  }),
  market('release-earnings', {
    // Earnings are held by owner and day; in the morning, before the month's payouts are planned.
    trigger: { kind: 'timer', schedule: 'cron(0 3 * * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: readAndCommit, index: true, movesMoneyOf: 'owners' },
  }),
  market('erase-owners', {
    // After the payouts of the morning: who was paid then can be erased.
    trigger: { kind: 'timer', schedule: 'cron(0 9 * * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: [...readAndCommit, 'Query'], index: true, movesNoMoney: true },
  }),
  market('plan-payouts', {
    // Once a month, on the first three days: what failed on one is made good on the next.
    trigger: { kind: 'timer', schedule: 'cron(0 6 1-3 * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: [...readAndCommit, 'Query'], index: true, movesMoneyOf: 'owners' },
  }),
  market('execute-payout-run', {
    // One run is one after the other: each step's end brings about the next.
    trigger: { kind: 'queue', queue: 'payout-run', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 120,
    may: { table: [...readAndCommit, 'Query'], index: true, movesMoneyOf: 'owners' },
  }),
  market('pay-owner', {
    // Few together: Stripe limits calls. Each has a fate of its own: one that failed does not repeat its neighbours.
    trigger: { kind: 'queue', queue: 'pay', batchSize: 5, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: readAndCommit, movesMoneyOf: 'owners', secrets: ['stripeTransfers'] },
  }),
  market('take-back', {
    trigger: { kind: 'queue', queue: 'take-back', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: {
      table: [...readAndCommit, 'Query'],
      movesMoneyOf: 'owners',
      secrets: ['stripeReads', 'stripeTransfers'],
    },
  }),
];

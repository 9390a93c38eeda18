import type { DeployedFunction } from '../deployed-function.ts';
import { market, readAndCommit } from './market-function.ts';

/** What the ledger is held against: its own chain, Stripe, the bank. */
export const bookFunctions: readonly DeployedFunction[] = [
  market('append-journal', {
    // A link is one object and some ten write units however many entries it has: a minute's go into one. Two is the
    // least concurrency that SQS knows.
    trigger: { kind: 'queue', queue: 'journal', batchSize: 100, maxConcurrency: 2, windowSeconds: 60 },
    timeoutSeconds: 120,
    memoryMegabytes: 1_024,
    may: {
      table: [...readAndCommit, 'Query'],
      movesNoMoney: true,
      journal: ['PutObject'],
    },
  }),
  market('find-unjournaled', {
    // At night, when the names of all entries are read in peace.
    trigger: { kind: 'timer', schedule: 'cron(30 0 * * ? *)', retries: 2 },
    timeoutSeconds: 900,
    memoryMegabytes: 1_024,
    may: {
      table: ['GetItem', 'BatchGetItem', 'Query'],
      index: true,
      sendTo: ['journal queue', 'reverse queue'],
    },
  }),
  market('prove-books', {
    // After what the night's other work posts, and before anybody comes to work.
    trigger: { kind: 'timer', schedule: 'cron(30 4 * * ? *)', retries: 2 },
    timeoutSeconds: 900,
    memoryMegabytes: 2_048,
    may: {
      table: ['GetItem', 'BatchGetItem', 'Query'],
      index: true,
      journal: ['GetObject'],
      secrets: ['stripeReads'],
    },
  }),
  market('reverse-entry', {
    trigger: { kind: 'queue', queue: 'reverse', batchSize: 10, maxConcurrency: 2 },
    timeoutSeconds: 30,
    may: { table: readAndCommit },
  }),
  market('follow-stripe-event', {
    // One at a time: an object that can't be fetched keeps no other waiting. Few together: Stripe limits calls.
    trigger: { kind: 'queue', queue: 'stripe-event', batchSize: 1, maxConcurrency: 5 },
    timeoutSeconds: 60,
    may: { table: [...readAndCommit, 'Query'], secrets: ['stripeReads'] },
  }),
  market('poll-stripe', {
    trigger: { kind: 'timer', schedule: 'rate(5 minutes)', retries: 0 },
    timeoutSeconds: 120,
    // Connected accounts wait in the index for their turn to be looked at.
    may: { table: [...readAndCommit, 'Query'], index: true, secrets: ['stripeReads'] },
  }),
  market('begin-reconciliation', {
    // When the bank's statements of the day before are in.
    trigger: { kind: 'timer', schedule: 'cron(0 7 * * ? *)', retries: 2 },
    timeoutSeconds: 60,
    may: {
      table: [...readAndCommit, 'Query'],
      index: true,
      movesNoMoney: true,
      sendTo: ['reconcile queue', 'adjust queue'],
    },
  }),
  market('reconcile', {
    trigger: { kind: 'queue', queue: 'reconcile', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 900,
    memoryMegabytes: 1_024,
    // Statement lines that agree with their payout get their entry here.
    may: {
      table: [...readAndCommit, 'Query'],
      index: true,
      movesMoneyOf: 'bank accounts',
      journal: ['GetObject'],
      secrets: ['stripeReads'],
    },
  }),
  market('adjust-exception', {
    trigger: { kind: 'queue', queue: 'adjust', batchSize: 10, maxConcurrency: 2 },
    timeoutSeconds: 30,
    may: { table: readAndCommit, movesMoneyOf: 'corrections' },
  }),
];
